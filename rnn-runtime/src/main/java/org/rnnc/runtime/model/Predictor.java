// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.support.Checks;

/**
 * Inference over whole sequences and batches, without targets, gradients or an optimizer: {@code
 * model.newPredictor(maxSteps, maxBatch)} makes one for as many and as long sequences as it says, whatever the sizes of
 * training are. Generated classes also have typed forms of {@link #run}, which need no arrays of arrays, and take arrays
 * that are larger than the data.
 *
 * <p>Data lie flat, step by step: {@code [steps][batch][size]} numbers, {@code int[]} of {@code [steps][batch]} tokens;
 * without the leading {@code [steps]} where there is one datum per sequence. Outputs are those that {@link
 * Session#step} and training would compute, to the bit; random masks are what is expected of them.
 *
 * <p>All memory is allocated when a predictor is made. Not for use by two threads at once; predictors of one model may run
 * side by side.
 */
public interface Predictor {
    /**
     * The model that predicts.
     *
     * @return the model it was made by
     */
    Model model();

    /**
     * How long sequences may be.
     *
     * @return steps, 1 or more
     */
    int maxSteps();

    /**
     * How many sequences may run side by side.
     *
     * @return 1 or more
     */
    int maxBatch();

    /**
     * Runs sequences to their end.
     *
     * @param steps of the longest sequence, 1 to {@link #maxSteps()}
     * @param batch how many sequences, 1 to {@link #maxBatch()}
     * @param lengths {@code [batch]}, how many steps of each sequence exist, 0 to {@code steps}; null for all
     * @param states {@code [batch]}, where each sequence goes on, moved to its end as by {@link Session#step}; null to start
     *     anew. With states, inputs per sequence are not looked at: {@link Session#start} has been told them
     * @param inputs an array per input, in the order of {@link ModelInfo#inputs()}
     * @param outputs an array per output, in the order of {@link ModelInfo#outputs()}, filled in; zeros behind the end of a
     *     sequence
     * @throws IllegalArgumentException if there are too many steps or sequences, an array is missing, of the wrong type or
     *     length, or holds a NaN or a token out of range, or a state belongs to another model or is given twice, or the model needs whole
     *     sequences and there are states; nothing has changed then
     */
    void run(
            int steps,
            int batch,
            int @Nullable [] lengths,
            State @Nullable [] states,
            Object[] inputs,
            Object[] outputs);

    /**
     * Runs sequences of a model that may have several axes, each with its own steps and lengths.
     *
     * @param steps by axis, in the order of {@link ModelInfo#axes()}, those of the longest sequence, 1 to the most the
     *     predictor was made for
     * @param batch how many sequences, 1 to {@link #maxBatch()}
     * @param lengths by axis {@code [batch]}, how many steps of each sequence exist; null for all, of one axis or of each
     * @param inputs an array per input, in the order of {@link ModelInfo#inputs()}, then one per token that is
     *     {@linkplain ModelInfo#fedBack() fed back}: the tokens before each step
     * @param outputs an array per output, in the order of {@link ModelInfo#outputs()}, filled in; zeros behind the end of a
     *     sequence
     * @throws IllegalArgumentException if there are too many steps or sequences, or another number of axes, or an array is
     *     missing, of the wrong type or length, or holds a NaN or a token out of range; nothing has changed then
     */
    default void run(int[] steps, int batch, int @Nullable [] @Nullable [] lengths, Object[] inputs, Object[] outputs) {
        Objects.requireNonNull(steps, "steps");
        String name = model().info().name();
        int axes = model().info().axes().size();
        Checks.axes("steps", name, steps.length, axes);
        Checks.axes("lengths", name, lengths == null ? axes : lengths.length, axes);
        run(steps[0], batch, lengths == null ? null : lengths[0], null, inputs, outputs);
    }

    /**
     * Copies a value of the last run.
     *
     * @param name an output, or a value that the specification observes, for example {@code "encoder.h"}
     * @param values {@code float[]} or {@code double[]} by the model's precision, of shape {@code [steps][batch][size]}, or
     *     {@code [batch][size]} where there is one per sequence; filled in
     * @throws IllegalArgumentException if there is none of that name (the message lists those there are), or the array does
     *     not fit; nothing has changed then
     */
    void read(String name, Object values);
}
