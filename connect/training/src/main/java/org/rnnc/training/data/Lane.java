// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.Arrays;
import java.util.stream.Stream;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/**
 * One sequence of a batch, where {@link Examples} put their data: element {@code e} of step {@code t} is where {@code
 * [window][batch][size]} has it. Data count inputs first, then targets, in the order of {@link ModelInfo}.
 */
public final class Lane {
    private final ModelInfo info;
    private final DataSpec[] specs;
    private final Object[] arrays;
    private int sequence;

    Lane(Batch batch) {
        info = batch.info();
        specs = Stream.concat(info.inputs().stream(), info.targets().stream()).toArray(DataSpec[]::new);
        arrays = new Object[specs.length];
        int inputs = info.inputs().size();
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = i < inputs ? batch.input(i) : batch.target(i - inputs);
        }
    }

    Lane at(int newSequence) {
        sequence = newSequence;
        return this;
    }

    /**
     * Whose batch it is.
     *
     * @return what the model knows about itself
     */
    public ModelInfo info() {
        return info;
    }

    /**
     * Writes one number.
     *
     * @param datum index of an input, or, behind all inputs, of a target
     * @param step 0 to {@code window - 1}; 0 where there is one datum per sequence
     * @param element 0 to {@code size - 1}
     * @param value rounded to the model's precision
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public void number(int datum, int step, int element, double value) {
        int at = index(datum, step) * specs[datum].width() + element;
        if (arrays[datum] instanceof float[] floats) {
            floats[at] = (float) value;
        } else {
            ((double[]) arrays[datum])[at] = value;
        }
    }

    /**
     * Writes one token.
     *
     * @param datum index of an input, or, behind all inputs, of a target
     * @param step 0 to {@code window - 1}; 0 where there is one datum per sequence
     * @param token the token
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public void token(int datum, int step, int token) {
        ((int[]) arrays[datum])[index(datum, step)] = token;
    }

    private int index(int datum, int step) {
        return (specs[datum].perStep() ? step * info.batch() : 0) + sequence;
    }

    /** What stands in a lane that is filled up: zeros, and the tokens that count nothing where those are said. */
    void clear(int[] ignored) {
        for (int datum = 0; datum < specs.length; datum++) {
            int steps = specs[datum].perStep() ? info.window() : 1;
            for (int step = 0; step < steps; step++) {
                clear(datum, step, ignored[datum]);
            }
        }
    }

    private void clear(int datum, int step, int ignored) {
        int at = index(datum, step) * specs[datum].width();
        if (arrays[datum] instanceof int[] tokens) {
            tokens[at] = ignored;
        } else if (arrays[datum] instanceof float[] floats) {
            Arrays.fill(floats, at, at + specs[datum].width(), 0);
        } else {
            Arrays.fill((double[]) arrays[datum], at, at + specs[datum].width(), 0);
        }
    }
}
