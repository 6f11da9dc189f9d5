// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.Objects;

/** When a {@link Generator} has written enough; asked after each token, which stays a part of what is written. */
@FunctionalInterface
public interface Stop {
    /**
     * Whether this is the end.
     *
     * @param written what was written since {@code write} was called, at least one token; without the prompt
     * @return true to stop
     */
    boolean after(Tokens written);

    /**
     * Stops at no token.
     *
     * @return a condition that is never met
     */
    static Stop never() {
        return written -> false;
    }

    /**
     * Stops when a token was written.
     *
     * @param token which
     * @return the condition
     */
    static Stop at(int token) {
        return written -> written.get(written.length() - 1) == token;
    }

    /**
     * Stops when what was written ends with some tokens.
     *
     * @param suffix the tokens, at least one
     * @return the condition
     * @throws IllegalArgumentException if there is none
     */
    static Stop atEnd(int... suffix) {
        int[] own = Objects.requireNonNull(suffix, "suffix").clone();
        if (own.length == 0) {
            throw new IllegalArgumentException("the suffix is empty");
        }
        return written -> written.endWith(own);
    }

    /**
     * Stops when what was written ends with a text, however it is cut into tokens.
     *
     * @param vocabulary what tokens mean
     * @param suffix the text, at least one character
     * @return the condition
     * @throws IllegalArgumentException if the text is empty
     */
    static Stop atEnd(Vocabulary vocabulary, String suffix) {
        Objects.requireNonNull(vocabulary, "vocabulary");
        Objects.requireNonNull(suffix, "suffix");
        if (suffix.isEmpty()) {
            throw new IllegalArgumentException("the suffix is empty");
        }
        return written -> endsWith(written, vocabulary, suffix);
    }

    /**
     * Stops when either condition is met.
     *
     * @param other the other one
     * @return the condition
     */
    default Stop or(Stop other) {
        Objects.requireNonNull(other, "other");
        return written -> after(written) || other.after(written);
    }

    private static boolean endsWith(Tokens written, Vocabulary vocabulary, String suffix) {
        int left = suffix.length();
        for (int i = written.length() - 1; i >= 0; i--) {
            String text = vocabulary.text(written.get(i));
            int common = Math.min(left, text.length());
            if (!suffix.regionMatches(left - common, text, text.length() - common, common)) {
                return false;
            }
            left -= common;
            if (left == 0) {
                return true;
            }
        }
        return false;
    }
}
