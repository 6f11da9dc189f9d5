// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.support.Checks;

/**
 * The checks generated code makes once, where a caller's data come in. None allocates unless it fails; each failure is
 * an {@link IllegalArgumentException} whose message names the datum, what was found and what is expected. Stateless,
 * safe for all threads.
 */
public final class Arguments {
    private Arguments() {}

    /**
     * Checks whose data a batch has.
     *
     * @param batch the data
     * @param info of the model that is to have them
     * @throws IllegalArgumentException if they are missing, or those of another model
     */
    public static void batch(Batch batch, ModelInfo info) {
        if (batch == null || batch.info() != info && !batch.info().equals(info)) {
            throw new IllegalArgumentException("batch: expected one of model " + info.name() + ", found "
                    + (batch == null ? "null" : "one of model " + batch.info().name()));
        }
    }

    /**
     * Checks how many arrays were given.
     *
     * @param what what the arrays are, for example {@code "inputs"}
     * @param found the arrays
     * @param expected how many there must be
     * @throws IllegalArgumentException if there is another number of them, or null
     */
    public static void count(String what, Object[] found, int expected) {
        Checks.count(what, found, expected);
    }

    /**
     * Checks the length of an array.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param expected its length
     * @param shape how the length comes about, for example {@code "[25][32][4]"}
     * @throws IllegalArgumentException if it is null or has another length
     */
    public static void length(String datum, float[] found, int expected, String shape) {
        if (found == null) {
            throw wrongType(datum, null, "float", expected);
        }
        if (found.length != expected) {
            throw wrongLength(datum, found.length, expected, shape);
        }
    }

    /**
     * Finds how many steps an array of a sequence has.
     *
     * @param datum the name of an input
     * @param found the array
     * @param n numbers of a step
     * @return how many
     * @throws IllegalArgumentException if it is null, or its length is no multiple of {@code n}
     */
    public static int steps(String datum, int[] found, int n) {
        return steps(datum, found == null ? -1 : found.length, "int[]", n);
    }

    /**
     * Checks the type of an array.
     *
     * @param datum the name of an input
     * @param found the array
     * @return the array itself
     * @throws IllegalArgumentException if it is null, or no {@code int[]}
     */
    public static int[] ints(String datum, Object found) {
        if (!(found instanceof int[] array)) {
            throw new IllegalArgumentException(datum + ": expected int[], found "
                    + (found == null ? "null" : found.getClass().getSimpleName()));
        }
        return array;
    }

    /**
     * Finds how many steps an array of a sequence has.
     *
     * @param datum the name of an input
     * @param found the array
     * @param n numbers of a step
     * @return how many
     * @throws IllegalArgumentException if it is null, or its length is no multiple of {@code n}
     */
    public static int steps(String datum, float[] found, int n) {
        return steps(datum, found == null ? -1 : found.length, "float[]", n);
    }

    /**
     * Checks the type of an array.
     *
     * @param datum the name of an input
     * @param found the array
     * @return the array itself
     * @throws IllegalArgumentException if it is null, or no {@code float[]}
     */
    public static float[] floats(String datum, Object found) {
        if (!(found instanceof float[] array)) {
            throw new IllegalArgumentException(datum + ": expected float[], found "
                    + (found == null ? "null" : found.getClass().getSimpleName()));
        }
        return array;
    }

    /**
     * Finds how many steps an array of a sequence has.
     *
     * @param datum the name of an input
     * @param found the array
     * @param n numbers of a step
     * @return how many
     * @throws IllegalArgumentException if it is null, or its length is no multiple of {@code n}
     */
    public static int steps(String datum, double[] found, int n) {
        return steps(datum, found == null ? -1 : found.length, "double[]", n);
    }

    /**
     * Checks the type of an array.
     *
     * @param datum the name of an input
     * @param found the array
     * @return the array itself
     * @throws IllegalArgumentException if it is null, or no {@code double[]}
     */
    public static double[] doubles(String datum, Object found) {
        if (!(found instanceof double[] array)) {
            throw new IllegalArgumentException(datum + ": expected double[], found "
                    + (found == null ? "null" : found.getClass().getSimpleName()));
        }
        return array;
    }

    private static int steps(String datum, int length, String type, int n) {
        if (length < 0 || length % n != 0) {
            throw new IllegalArgumentException(datum + ": expected " + type + " of [steps]"
                    + (n == 1 ? "" : "[" + n + "]") + ", found " + (length < 0 ? "null" : "length " + length));
        }
        return length / n;
    }

    /**
     * Checks type and length of an array.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param expected its length
     * @param shape how the length comes about, for example {@code "[25][32][4]"}
     * @return the array itself
     * @throws IllegalArgumentException if it is null, no {@code float[]}, or has another length
     */
    public static float[] floats(String datum, Object found, int expected, String shape) {
        if (!(found instanceof float[] array)) {
            throw wrongType(datum, found, "float", expected);
        }
        length(datum, array, expected, shape);
        return array;
    }

    /**
     * Checks the length of an array.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param expected its length
     * @param shape how the length comes about, for example {@code "[25][32][4]"}
     * @throws IllegalArgumentException if it is null or has another length
     */
    public static void length(String datum, double[] found, int expected, String shape) {
        if (found == null) {
            throw wrongType(datum, null, "double", expected);
        }
        if (found.length != expected) {
            throw wrongLength(datum, found.length, expected, shape);
        }
    }

    /**
     * Checks type and length of an array.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param expected its length
     * @param shape how the length comes about, for example {@code "[25][32][4]"}
     * @return the array itself
     * @throws IllegalArgumentException if it is null, no {@code double[]}, or has another length
     */
    public static double[] doubles(String datum, Object found, int expected, String shape) {
        if (!(found instanceof double[] array)) {
            throw wrongType(datum, found, "double", expected);
        }
        length(datum, array, expected, shape);
        return array;
    }

    /**
     * Checks the length of an array.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param expected its length
     * @param shape how the length comes about, for example {@code "[25][32][4]"}
     * @throws IllegalArgumentException if it is null or has another length
     */
    public static void length(String datum, int[] found, int expected, String shape) {
        if (found == null) {
            throw wrongType(datum, null, "int", expected);
        }
        if (found.length != expected) {
            throw wrongLength(datum, found.length, expected, shape);
        }
    }

    /**
     * Checks type and length of an array.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param expected its length
     * @param shape how the length comes about, for example {@code "[25][32][4]"}
     * @return the array itself
     * @throws IllegalArgumentException if it is null, no {@code int[]}, or has another length
     */
    public static int[] ints(String datum, Object found, int expected, String shape) {
        if (!(found instanceof int[] array)) {
            throw wrongType(datum, found, "int", expected);
        }
        length(datum, array, expected, shape);
        return array;
    }

    /**
     * Checks one token.
     *
     * @param datum the name of an input or target
     * @param token the token
     * @param tokens how many distinct tokens there are
     * @throws IllegalArgumentException if it lies outside {@code [0, tokens)}
     */
    public static void token(String datum, int token, int tokens) {
        if (token < 0 || token >= tokens) {
            throw new IllegalArgumentException(
                    datum + ": token " + token + " is out of range, expected 0 to " + (tokens - 1));
        }
    }

    /**
     * Checks many tokens.
     *
     * @param datum the name of an input or target
     * @param values the tokens
     * @param tokens how many distinct tokens there are
     * @throws IllegalArgumentException if one lies outside {@code [0, tokens)}
     */
    public static void tokens(String datum, int[] values, int tokens) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= tokens) {
                throw wrongToken(datum, values[i], i, tokens);
            }
        }
    }

    /**
     * Checks the tokens of the steps that exist.
     *
     * @param datum the name of an input or target
     * @param values the tokens, {@code [steps][batch]}
     * @param tokens how many distinct tokens there are
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if one of those lies outside {@code [0, tokens)}
     */
    public static void tokens(String datum, int[] values, int tokens, int @Nullable [] lengths) {
        if (lengths == null) {
            tokens(datum, values, tokens);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if ((values[i] < 0 || values[i] >= tokens) && i / lengths.length < lengths[i % lengths.length]) {
                throw wrongToken(datum, values[i], i, tokens);
            }
        }
    }

    /**
     * Checks tokens of which one stands for a target that counts nothing.
     *
     * @param datum the name of an input or target
     * @param values the tokens, {@code [steps][batch]}, or {@code [batch]} where {@code lengths} is null
     * @param tokens how many distinct tokens there are
     * @param ignored the other value that is right
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if another one of those lies outside {@code [0, tokens)}
     */
    public static void targets(String datum, int[] values, int tokens, int ignored, int @Nullable [] lengths) {
        for (int i = 0; i < values.length; i++) {
            boolean wrong = (values[i] < 0 || values[i] >= tokens) && values[i] != ignored;
            if (wrong && (lengths == null || i / lengths.length < lengths[i % lengths.length])) {
                throw wrongToken(datum, values[i], i, tokens);
            }
        }
    }

    /**
     * Checks that no element is a NaN. Infinite elements pass.
     *
     * @param datum the name of an input or target
     * @param values the elements
     * @throws IllegalArgumentException if one is a NaN; the message has its index
     */
    public static void noNaN(String datum, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i]) {
                throw isNaN(datum, i, values.length);
            }
        }
    }

    /**
     * Checks that no element is a NaN. Infinite elements pass.
     *
     * @param datum the name of an input or target
     * @param values the elements
     * @throws IllegalArgumentException if one is a NaN; the message has its index
     */
    public static void noNaN(String datum, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i]) {
                throw isNaN(datum, i, values.length);
            }
        }
    }

    /**
     * Checks that no element of the steps that exist is a NaN. Infinite elements pass.
     *
     * @param datum the name of an input or target
     * @param values the elements, {@code [steps][batch][n]}
     * @param n elements of a step
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if one of those is a NaN; the message has its index
     */
    public static void noNaN(String datum, float[] values, int n, int @Nullable [] lengths) {
        if (lengths == null) {
            noNaN(datum, values);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i] && i / n / lengths.length < lengths[i / n % lengths.length]) {
                throw isNaN(datum, i, values.length);
            }
        }
    }

    /**
     * Checks that no element of the steps that exist is a NaN. Infinite elements pass.
     *
     * @param datum the name of an input or target
     * @param values the elements, {@code [steps][batch][n]}
     * @param n elements of a step
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if one of those is a NaN; the message has its index
     */
    public static void noNaN(String datum, double[] values, int n, int @Nullable [] lengths) {
        if (lengths == null) {
            noNaN(datum, values);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i] && i / n / lengths.length < lengths[i / n % lengths.length]) {
                throw isNaN(datum, i, values.length);
            }
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
        Checks.lengths(what, lengths, batch, steps);
    }

    /**
     * Takes over the ids of a batch's sequences.
     *
     * @param what what is checked
     * @param ids by sequence; null stands for their places
     * @param target {@code [batch]}, filled in
     * @throws IllegalArgumentException if there is another number of them; then nothing has changed
     */
    public static void sequenceIds(String what, long @Nullable [] ids, long[] target) {
        if (ids != null && ids.length != target.length) {
            throw wrongLength(what, ids.length, target.length, "[" + target.length + "]");
        }
        for (int i = 0; i < target.length; i++) {
            target[i] = ids == null ? i : ids[i];
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
        return Checks.positive(what, value);
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
        return Checks.rate(what, value);
    }

    /**
     * Checks a learning rate of a model that computes in float.
     *
     * @param what what is checked
     * @param value the rate; 0 changes nothing, which is where many schedules end
     * @return the rate itself
     * @throws IllegalArgumentException if it is negative or a NaN, or more than a float can hold
     */
    public static double floatRate(String what, double value) {
        if (rate(what, value) > 0 && Float.isInfinite((float) value)) {
            throw new IllegalArgumentException(
                    what + ": expected a number from 0 to the largest float, " + Float.MAX_VALUE + ", found " + value);
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
        return Checks.updates(what, value);
    }

    /**
     * Checks that a sequence has begun before it is stepped on.
     *
     * @param begun whether it has
     * @param model the model's name
     * @param inputs the inputs that a sequence begins with, for the message
     * @throws IllegalStateException if it has not
     */
    public static void begun(boolean begun, String model, String inputs) {
        if (!begun) {
            throw new IllegalStateException("this state has not begun a sequence: " + model
                    + " has inputs per sequence, so that" + " session.start(state, " + inputs
                    + ") comes before the first step, for a new state and after reset()");
        }
    }

    /**
     * Checks that a state or session belongs to the model at hand.
     *
     * @param what what is checked, for example {@code "state"}
     * @param belongs whether it does
     * @param found what was given, for the message
     * @param expected the class or model expected, for the message
     * @throws IllegalArgumentException if it does not
     */
    public static void owner(String what, boolean belongs, @Nullable Object found, String expected) {
        if (!belongs) {
            String name = found == null ? "null" : found.getClass().getName();
            throw new IllegalArgumentException(what + ": expected one of " + expected + ", found " + name);
        }
    }

    private static IllegalArgumentException wrongToken(String datum, int token, int index, int tokens) {
        return new IllegalArgumentException(
                datum + ": token " + token + " at index " + index + " is out of range, expected 0 to " + (tokens - 1));
    }

    private static IllegalArgumentException isNaN(String datum, int index, int length) {
        return new IllegalArgumentException(datum + ": NaN at index " + index + " of " + length);
    }

    private static IllegalArgumentException wrongLength(String datum, int found, int expected, String shape) {
        return new IllegalArgumentException(
                datum + ": expected length " + expected + " (" + shape + "), found length " + found);
    }

    private static IllegalArgumentException wrongType(String datum, @Nullable Object found, String type, int expected) {
        String name = found == null ? "null" : found.getClass().getSimpleName();
        return new IllegalArgumentException(datum + ": expected " + type + "[" + expected + "], found " + name);
    }
}
