// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

/** Halves of surrogate pairs, which a string can hold and Unicode text cannot. */
final class Surrogates {
    private Surrogates() {}

    /** The index of the first half without its other half, from an index on; -1 if there is none. */
    static int firstHalf(CharSequence text, int from) {
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
}
