// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

/** Reads the words in which a {@link Resumable} tells what it remembers. */
final class Memory {
    private Memory() {}

    /** The words of a memory, exactly so many. */
    static String[] words(String what, String memory, int count) {
        String[] words = memory.split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException(
                    what + ": expected " + count + " words, found " + words.length + ": \"" + memory + "\"");
        }
        return words;
    }

    static double number(String what, String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": expected a number, found \"" + word + "\"", e);
        }
    }

    /** A whole number, not below 0. */
    static int count(String what, String word) {
        try {
            int count = Integer.parseInt(word);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a negative number is.
        }
        throw new IllegalArgumentException(what + ": expected a whole number from 0 on, found \"" + word + "\"");
    }
}
