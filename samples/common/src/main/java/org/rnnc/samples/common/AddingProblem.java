// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.Arrays;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;

/**
 * The adding problem (Hochreiter and Schmidhuber, 1997). Each step of a sequence brings a number in [0, 1) and a mark.
 * Two steps are marked with 1, one in the first and one in the second half, all others with 0. Wanted at the end: the
 * sum of the two marked numbers.
 */
public final class AddingProblem {
    /** What a network gets that always answers 1: the variance of a sum of two uniform numbers. */
    public static final double ERROR_OF_GUESSING = 2 / 12.0;

    private static final int INPUT_SIZE = 2;

    private final int steps;
    private final RandomSource random;
    private final float[] inputs;
    private final float[] targets;
    private final int[] lengths;

    /**
     * Sequences without end, as long as the network's window.
     *
     * @param info of the network they are for; says how long they are, and how many go side by side
     * @param random equal sources give equal sequences
     */
    public AddingProblem(ModelInfo info, RandomSource random) {
        this(info.window(), info.window(), info.batch(), random);
    }

    /**
     * Sequences without end.
     *
     * @param window steps there is room for
     * @param steps of each sequence, from 2 to the window
     * @param batch how many sequences go side by side
     * @param random equal sources give equal sequences
     */
    public AddingProblem(int window, int steps, int batch, RandomSource random) {
        if (steps < 2 || steps > window) {
            throw new IllegalArgumentException("A sequence of " + steps + " steps has no two halves in " + window);
        }
        this.steps = steps;
        this.random = random;
        inputs = new float[window * batch * INPUT_SIZE];
        targets = new float[batch];
        lengths = new int[batch];
        Arrays.fill(lengths, steps);
    }

    /** Draws the next sequences. */
    public void next() {
        Arrays.fill(targets, 0);
        for (int sequence = 0; sequence < targets.length; sequence++) {
            int half = steps / 2;
            int first = random.nextInt(half);
            int second = half + random.nextInt(steps - half);
            for (int step = 0; step < steps; step++) {
                put(sequence, step, random.nextFloat(), step == first || step == second);
            }
        }
    }

    private void put(int sequence, int step, float number, boolean marked) {
        int at = (step * targets.length + sequence) * INPUT_SIZE;
        inputs[at] = number;
        inputs[at + 1] = marked ? 1 : 0;
        if (marked) {
            targets[sequence] += number;
        }
    }

    /** Numbers and marks, {@code [window][batch][2]}. */
    public float[] inputs() {
        return inputs;
    }

    /** The sums, {@code [batch][1]}. */
    public float[] targets() {
        return targets;
    }

    /** How many steps each sequence has, {@code [batch]}. */
    public int[] lengths() {
        return lengths;
    }
}
