// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Objects;
import org.rnnc.runtime.support.Checks;

/**
 * The workspace of streaming inference. It remembers nothing between calls: one session can serve any number of {@link
 * State}s in turn. Not for use by two threads at once.
 */
public interface Session {
    /**
     * The model this session runs.
     *
     * @return the model it was made by
     */
    StreamingModel model();

    /**
     * Begins a sequence: sets the state to what it is before the first step. Generated classes of models with inputs per
     * sequence also have a typed form of this method. For a model without such inputs this is {@link State#reset()}.
     * Nothing is allocated.
     *
     * @param state set to its beginning
     * @param inputs one array per input that has one datum per sequence, in the order of {@link ModelInfo#inputs()}:
     *     {@code float[size]} or {@code double[size]} by the model's precision, {@code int[1]} for a token
     * @throws IllegalArgumentException if an array is missing, of the wrong type or length, holds a NaN or a token out
     *     of range, or the state belongs to another model; nothing has changed then
     */
    default void start(State state, Object[] inputs) {
        Objects.requireNonNull(state, "state");
        Checks.count("inputs", inputs, 0);
        state.reset();
    }

    /**
     * Runs one time step of one sequence. Generated classes also have a typed form of this method, which needs no array
     * of arrays. Nothing is allocated.
     *
     * @param state read and advanced
     * @param inputs one array per input that has a datum for each step, in the order of {@link ModelInfo#inputs()}: {@code
     *     float[size]} or {@code double[size]} by the model's precision, {@code int[1]} for a token
     * @param outputs one array per output, in the order of {@link ModelInfo#outputs()}, filled in
     * @throws IllegalArgumentException if an array is missing, of the wrong type or length, holds a NaN or a token out
     *     of range, or the state belongs to another model; nothing has changed then
     * @throws IllegalStateException if the model has inputs per sequence and {@link #start} has not begun this one; nothing has
     *     changed then
     */
    void step(State state, Object[] inputs, Object[] outputs);

    /**
     * Runs one time step of each of some sequences, to the same bits as one after the other. Generated classes also have a
     * typed form of this method, whose arrays and states may be more than {@code count} needs. Nothing is allocated.
     *
     * @param states the first {@code count} are read and advanced
     * @param count how many sequences, from 0
     * @param inputs one array per input that has a datum for each step: {@code [count][size]}, {@code int[count]} for tokens
     * @param outputs one array per output, {@code [count][size]}, filled in
     * @throws IllegalArgumentException if an array is missing, of the wrong type or length, holds a NaN or a token out of
     *     range, or there are fewer states, one twice, or one of another model; nothing has changed then
     * @throws IllegalStateException if the model has inputs per sequence and {@link #start} has not begun one of them; nothing
     *     has changed then
     */
    void step(State[] states, int count, Object[] inputs, Object[] outputs);
}
