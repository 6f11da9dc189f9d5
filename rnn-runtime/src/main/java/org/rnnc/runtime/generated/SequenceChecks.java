// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.support.Checks;

/**
 * The checks generated predictors make: of sequences whose number and length are up to the caller, in arrays that may be
 * larger than the data. None allocates unless it fails; each failure is an {@link IllegalArgumentException} whose message
 * names what was found and what is expected. Stateless, safe for all threads.
 */
public final class SequenceChecks {
    private SequenceChecks() {}

    /**
     * Checks what a predictor is made for.
     *
     * @param maxSteps the longest sequence
     * @param maxBatch sequences side by side
     * @throws IllegalArgumentException if one is below 1, or their product is more than an array can have
     */
    public static void room(int maxSteps, int maxBatch) {
        atLeastOne("maxSteps", maxSteps);
        atLeastOne("maxBatch", maxBatch);
        if ((long) maxSteps * maxBatch > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "maxSteps " + maxSteps + " times maxBatch " + maxBatch + " is more than an array can have");
        }
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": expected 1 or more, found " + value);
        }
    }

    /**
     * Checks for how many axes sizes are given.
     *
     * @param what what is checked
     * @param model the model's name
     * @param found by axis
     * @param axes how many there are
     * @throws IllegalArgumentException if there is another number of them, or none
     */
    public static void axes(String what, String model, int[] found, int axes) {
        Checks.axes(what, model, Objects.requireNonNull(found, what).length, axes);
    }

    /**
     * Lengths along one of several axes.
     *
     * @param lengths by axis; null if all sequences have full length
     * @param axis its place
     * @return its lengths; null if all sequences have full length along it
     */
    public static int @Nullable [] ofAxis(int @Nullable [] @Nullable [] lengths, int axis) {
        return lengths == null ? null : lengths[axis];
    }

    /**
     * Refuses a run that has the steps of one axis, of a model of several.
     *
     * @param model the model's name
     * @return to be thrown
     */
    public static IllegalArgumentException severalAxes(String model) {
        return new IllegalArgumentException(
                "model " + model
                        + " has several axes, each with its own steps and lengths: run(int[], int, int[][], Object[], Object[])");
    }

    /**
     * Checks the sizes of a run along one of several axes.
     *
     * @param what what is checked
     * @param steps of the longest sequence
     * @param maxSteps the most there may be
     * @param batch sequences
     * @param maxBatch the most there may be
     * @throws IllegalArgumentException if one is below 1 or above what there is room for
     */
    public static void sizes(String what, int steps, int maxSteps, int batch, int maxBatch) {
        within(what, steps, maxSteps);
        within("batch", batch, maxBatch);
    }

    /**
     * Checks for how many axes lengths are given.
     *
     * @param model the model's name
     * @param lengths by axis; null if all sequences have full length
     * @param axes how many there are
     * @throws IllegalArgumentException if there is another number of them
     */
    public static void axesOfLengths(String model, int @Nullable [] @Nullable [] lengths, int axes) {
        Checks.axes("lengths", model, lengths == null ? axes : lengths.length, axes);
    }

    /**
     * Checks the sizes of a run.
     *
     * @param steps of the longest sequence
     * @param maxSteps the most there may be
     * @param batch sequences
     * @param maxBatch the most there may be
     * @throws IllegalArgumentException if one is below 1 or above what there is room for
     */
    public static void sizes(int steps, int maxSteps, int batch, int maxBatch) {
        within("steps", steps, maxSteps);
        within("batch", batch, maxBatch);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    what + ": expected 1 to " + most + ", as the predictor was made for, found " + value);
        }
    }

    /**
     * Checks that lengths are there.
     *
     * @param what what is checked
     * @param lengths by sequence
     * @throws IllegalArgumentException if they are null
     */
    public static void present(String what, int @Nullable [] lengths) {
        if (lengths == null) {
            throw new IllegalArgumentException(what + ": expected int[batch], found null");
        }
    }

    /**
     * Checks that a name is given.
     *
     * @param name of a value
     * @return the name itself
     */
    public static String named(String name) {
        return Objects.requireNonNull(name, "name");
    }

    // ---- arrays ----------------------------------------------------------------------------------------------------

    /**
     * Checks that an array holds just the data of a run.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param steps data of a sequence
     * @param batch sequences
     * @param n numbers of a datum
     * @throws IllegalArgumentException if it is null or has another length
     */
    public static void whole(String datum, float[] found, int steps, int batch, int n) {
        whole(datum, found == null ? -1 : found.length, "float[]", steps, batch, n);
    }

    /** The same of doubles. */
    public static void whole(String datum, double[] found, int steps, int batch, int n) {
        whole(datum, found == null ? -1 : found.length, "double[]", steps, batch, n);
    }

    /** The same of tokens. */
    public static void whole(String datum, int[] found, int steps, int batch, int n) {
        whole(datum, found == null ? -1 : found.length, "int[]", steps, batch, n);
    }

    private static void whole(String datum, int length, String type, int steps, int batch, int n) {
        if (length != (long) steps * batch * n) {
            throw new IllegalArgumentException(datum + ": expected " + wanted(type, steps, batch, n) + ", found "
                    + (length < 0 ? "null" : "length " + length));
        }
    }

    private static String wanted(String type, int steps, int batch, int n) {
        return type + " of length " + (long) steps * batch * n + " (" + steps + " x " + batch + " sequences"
                + (n == 1 ? "" : " x " + n) + ")";
    }

    /**
     * Checks that an array has room for the data of a run.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param from where the data begin
     * @param steps data of a sequence
     * @param batch sequences
     * @param n numbers of a datum
     * @throws IllegalArgumentException if it is null, or they do not lie within it
     */
    public static void range(String datum, float[] found, int from, int steps, int batch, int n) {
        range(datum, found == null ? -1 : found.length, "float[]", from, steps, batch, n);
    }

    /** The same of doubles. */
    public static void range(String datum, double[] found, int from, int steps, int batch, int n) {
        range(datum, found == null ? -1 : found.length, "double[]", from, steps, batch, n);
    }

    /** The same of tokens. */
    public static void range(String datum, int[] found, int from, int steps, int batch, int n) {
        range(datum, found == null ? -1 : found.length, "int[]", from, steps, batch, n);
    }

    private static void range(String datum, int length, String type, int from, int steps, int batch, int n) {
        if (length < 0) {
            throw new IllegalArgumentException(datum + ": expected " + wanted(type, steps, batch, n) + ", found null");
        }
        long count = (long) steps * batch * n;
        if (from < 0 || from + count > length) {
            throw new IllegalArgumentException(datum + ": " + count + " numbers (" + steps + " x " + batch
                    + " sequences" + (n == 1 ? "" : " x " + n) + ") from index " + from
                    + " on do not lie within an array of length " + length);
        }
    }

    /**
     * Checks an array's type and length.
     *
     * @param datum the name of an input or target
     * @param found the array
     * @param steps data of a sequence
     * @param batch sequences
     * @param n numbers of a datum
     * @return the array itself
     * @throws IllegalArgumentException if it is null, no {@code float[]}, or has another length
     */
    public static float[] floats(String datum, Object found, int steps, int batch, int n) {
        if (!(found instanceof float[] array)) {
            throw wrongType(datum, found, "float[]", steps, batch, n);
        }
        whole(datum, array, steps, batch, n);
        return array;
    }

    /** The same of doubles. */
    public static double[] doubles(String datum, Object found, int steps, int batch, int n) {
        if (!(found instanceof double[] array)) {
            throw wrongType(datum, found, "double[]", steps, batch, n);
        }
        whole(datum, array, steps, batch, n);
        return array;
    }

    /** The same of tokens. */
    public static int[] ints(String datum, Object found, int steps, int batch, int n) {
        if (!(found instanceof int[] array)) {
            throw wrongType(datum, found, "int[]", steps, batch, n);
        }
        whole(datum, array, steps, batch, n);
        return array;
    }

    private static IllegalArgumentException wrongType(
            String datum, Object found, String type, int steps, int batch, int n) {
        return new IllegalArgumentException(datum + ": expected " + wanted(type, steps, batch, n) + ", found "
                + (found == null ? "null" : found.getClass().getSimpleName()));
    }

    // ---- what is in them -------------------------------------------------------------------------------------------

    /**
     * Checks the tokens of the steps that exist.
     *
     * @param datum the name of an input or target
     * @param values holds the tokens, {@code [steps][batch]}
     * @param from where they begin
     * @param steps data of a sequence
     * @param batch sequences
     * @param tokens how many distinct tokens there are
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if one of those lies outside {@code [0, tokens)}
     */
    public static void tokens(
            String datum, int[] values, int from, int steps, int batch, int tokens, int @Nullable [] lengths) {
        for (int i = 0; i < steps * batch; i++) {
            int token = values[from + i];
            if ((token < 0 || token >= tokens) && exists(i, batch, lengths)) {
                throw new IllegalArgumentException(
                        datum + ": token " + token + at(i, batch) + " is out of range, expected 0 to " + (tokens - 1));
            }
        }
    }

    /**
     * Checks that no number of the steps that exist is a NaN. Infinite ones pass.
     *
     * @param datum the name of an input or target
     * @param values holds the numbers, {@code [steps][batch][n]}
     * @param from where they begin
     * @param steps data of a sequence
     * @param batch sequences
     * @param n numbers of a datum
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if one of those is a NaN
     */
    public static void noNaN(
            String datum, float[] values, int from, int steps, int batch, int n, int @Nullable [] lengths) {
        for (int i = 0; i < steps * batch * n; i++) {
            if (values[from + i] != values[from + i] && exists(i / n, batch, lengths)) {
                throw new IllegalArgumentException(datum + ": NaN" + at(i / n, batch));
            }
        }
    }

    /** The same of doubles. */
    public static void noNaN(
            String datum, double[] values, int from, int steps, int batch, int n, int @Nullable [] lengths) {
        for (int i = 0; i < steps * batch * n; i++) {
            if (values[from + i] != values[from + i] && exists(i / n, batch, lengths)) {
                throw new IllegalArgumentException(datum + ": NaN" + at(i / n, batch));
            }
        }
    }

    private static boolean exists(int datum, int batch, int @Nullable [] lengths) {
        return lengths == null || datum / batch < lengths[datum % batch];
    }

    private static String at(int datum, int batch) {
        return " at step " + datum / batch + " of sequence " + datum % batch;
    }

    // ---- running states --------------------------------------------------------------------------------------------

    /**
     * Checks running states.
     *
     * @param states by sequence; null where sequences start anew
     * @param batch sequences
     * @param type the model's class of states
     * @return how many there are
     * @throws IllegalArgumentException if there is another number of them, or one is null or of another model
     */
    public static int states(State @Nullable [] states, int batch, Class<? extends State> type) {
        if (states == null) {
            return 0;
        }
        if (states.length != batch) {
            throw new IllegalArgumentException(
                    "states: expected one for each of " + batch + " sequences, found " + states.length);
        }
        return someStates(states, batch, type);
    }

    /**
     * Checks running states that are not asked to be all of their array.
     *
     * @param states at least {@code count}
     * @param count how many are meant
     * @param type the model's class of states
     * @return {@code count}
     * @throws IllegalArgumentException if there are fewer, or one is null or of another model
     */
    public static int someStates(State[] states, int count, Class<? extends State> type) {
        int most = states == null ? -1 : states.length;
        if (most < 0) {
            throw new IllegalArgumentException(
                    "states: expected an array of " + type.getCanonicalName() + ", found null");
        }
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(
                    "count: expected 0 to " + most + ", as there are states, found " + count);
        }
        for (int i = 0; i < count; i++) {
            State state = states[i];
            if (!type.isInstance(state)) {
                throw new IllegalArgumentException(
                        "states: expected instances of " + type.getCanonicalName() + ", found "
                                + (state == null ? "null" : state.getClass().getCanonicalName()));
            }
        }
        return count;
    }

    /**
     * Says that a state was given twice.
     *
     * @param states by sequence
     * @param second where it is again
     * @return the exception to throw
     */
    public static IllegalArgumentException twice(State[] states, int second) {
        int first = 0;
        while (states[first] != states[second]) {
            first++;
        }
        return new IllegalArgumentException("states: sequences " + first + " and " + second + " have the same state");
    }

    /**
     * Refuses running states where a model has none.
     *
     * @param states must be null
     * @param model the model's name
     * @throws IllegalArgumentException if there are some
     */
    public static void noStates(State @Nullable [] states, String model) {
        if (states != null) {
            throw new IllegalArgumentException("states: model " + model
                    + " needs whole sequences, so they cannot go on from a state; expected null");
        }
    }

    /**
     * Complains of a value that cannot be read.
     *
     * @param model the model's name
     * @param name what was asked for
     * @param known what there is
     * @return to be thrown
     */
    public static IllegalArgumentException unknown(String model, String name, String known) {
        return new IllegalArgumentException(
                "a predictor of model " + model + " has no value \"" + name + "\". There are: " + known);
    }
}
