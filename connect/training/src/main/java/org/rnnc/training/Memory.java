// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.Objects;

/** Reads the words in which a {@link Resumable} tells what it remembers. */
final class Memory {
    private Memory() {}

    /** The words of a memory, exactly so many. */
    static String[] words(String what, String memory, int count) {
        String[] words = Objects.requireNonNull(memory, "memory").split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException(
                    what + ": expected " + count + " words, found " + words.length + ": \"" + memory + "\"");
        }
        return words;
    }

    /** Any number but NaN, which is never the best. */
    static double number(String what, String word) {
        try {
            double number = Double.parseDouble(word);
            if (!Double.isNaN(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a NaN is.
        }
        throw new IllegalArgumentException(what + ": expected a number, found \"" + word + "\"");
    }

    static double finite(String what, String word) {
        double number = number(what, word);
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException(what + ": expected a finite number, found \"" + word + "\"");
        }
        return number;
    }

    /** A whole number, not below 0. */
    static int count(String what, String word) {
        return (int) count(what, word, Integer.MAX_VALUE);
    }

    static long count(String what, String word, long most) {
        try {
            long count = Long.parseLong(word);
            if (count >= 0 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                what + ": expected a whole number from 0 to " + most + ", found \"" + word + "\"");
    }
}
