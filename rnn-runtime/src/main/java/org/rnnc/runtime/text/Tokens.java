// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.Arrays;
import java.util.Objects;

/** The tokens a {@link Generator} has written so far, which a {@link Stop} looks at. Not for use by two threads at once. */
public final class Tokens {
    private static final int SMALLEST = 64;

    private int[] tokens = new int[SMALLEST];
    private int length;

    Tokens() {}

    /**
     * How many there are.
     *
     * @return 0 or more
     */
    public int length() {
        return length;
    }

    /**
     * One of them.
     *
     * @param index 0 for the first
     * @return the token
     * @throws IndexOutOfBoundsException if there is none at that place
     */
    public int get(int index) {
        return tokens[Objects.checkIndex(index, length)];
    }

    /**
     * Whether they end with some tokens.
     *
     * @param suffix the tokens; none are the end of anything
     * @return whether the last are those
     */
    public boolean endWith(int... suffix) {
        Objects.requireNonNull(suffix, "suffix");
        return length >= suffix.length
                && Arrays.equals(tokens, length - suffix.length, length, suffix, 0, suffix.length);
    }

    /**
     * All of them.
     *
     * @return a new array
     */
    public int[] toArray() {
        return Arrays.copyOf(tokens, length);
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }

    void add(int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
        }
        tokens[length++] = token;
    }
}
