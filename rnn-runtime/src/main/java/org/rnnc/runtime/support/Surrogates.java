// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.support;

import java.util.Objects;

/** Halves of surrogate pairs, which a string can hold and Unicode text cannot. */
public final class Surrogates {
    private Surrogates() {}

    /** The index of the first half without its other half, from an index on; -1 if there is none. */
    public static int firstHalf(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** UTF-8 has no halves of surrogate pairs; written all the same, they would be read as question marks. */
    public static void check(String what, String text) {
        Objects.requireNonNull(text, what);
        int half = firstHalf(text, 0);
        if (half >= 0) {
            throw new IllegalArgumentException(String.format(
                    "%s: the character at index %d, \\u%04x, is half a surrogate pair, which a file cannot hold",
                    what, half, (int) text.charAt(half)));
        }
    }
}
