// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.support;

import org.jspecify.annotations.Nullable;

/**
 * Checks of single numbers and of how many there are. None allocates unless it fails; each failure is an {@link
 * IllegalArgumentException} whose message says what was found and what is expected.
 */
public final class Checks {
    private Checks() {}

    /**
     * Checks how many arrays were given.
     *
     * @param what what the arrays are, for example {@code "inputs"}
     * @param found the arrays
     * @param expected how many there must be
     * @throws IllegalArgumentException if there is another number of them, or null
     */
    public static void count(String what, Object[] found, int expected) {
        if (found == null || found.length != expected) {
            String arrays = expected == 1 ? " array" : " arrays";
            throw new IllegalArgumentException(
                    what + ": expected " + expected + arrays + ", found " + (found == null ? "null" : found.length));
        }
    }

    /**
     * Checks how long sequences are.
     *
     * @param what what is checked
     * @param lengths by sequence; null stands for full length, and passes
     * @param batch how many sequences
     * @param steps the longest there may be
     * @throws IllegalArgumentException if there is another number of them, or one is below 0 or above {@code steps}
     */
    public static void lengths(String what, int @Nullable [] lengths, int batch, int steps) {
        if (lengths == null) {
            return;
        }
        if (lengths.length != batch) {
            throw new IllegalArgumentException(
                    what + ": expected length " + batch + " ([" + batch + "]), found length " + lengths.length);
        }
        for (int i = 0; i < batch; i++) {
            if (lengths[i] < 0 || lengths[i] > steps) {
                throw new IllegalArgumentException(
                        what + ": sequence " + i + " has length " + lengths[i] + ", expected 0 to " + steps);
            }
        }
    }

    /**
     * Checks how many axes something was said of.
     *
     * @param what what is checked
     * @param model whose axes they are
     * @param found how many were given
     * @param expected how many the model has
     * @throws IllegalArgumentException if there is another number of them
     */
    public static void axes(String what, String model, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(what + ": model " + model + " has " + expected
                    + (expected == 1 ? " axis" : " axes") + ", expected a number for each, found " + found);
        }
    }

    /**
     * Checks a number that must be above zero.
     *
     * @param what what is checked
     * @param value the number
     * @return the number itself
     * @throws IllegalArgumentException if it is not above zero, infinite or a NaN
     */
    public static double positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": expected a number above 0, found " + value);
        }
        return value;
    }

    /**
     * Checks a learning rate of a model that computes in double.
     *
     * @param what what is checked
     * @param value the rate; 0 changes nothing, which is where many schedules end
     * @return the rate itself
     * @throws IllegalArgumentException if it is negative, infinite or a NaN
     */
    public static double rate(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + ": expected a finite number from 0 on, found " + value);
        }
        return value;
    }

    /**
     * Checks a number of updates.
     *
     * @param what what is checked
     * @param value the number
     * @return the number itself
     * @throws IllegalArgumentException if it is negative, or above 2^62, from where it could soon not be counted on
     */
    public static long updates(String what, long value) {
        if (value < 0 || value > 1L << 62) {
            throw new IllegalArgumentException(what + ": expected a number from 0 to 2^62, found " + value);
        }
        return value;
    }
}
