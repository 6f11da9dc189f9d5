// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import java.util.Arrays;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;

/** Sequences for {@link Copying}. */
final class Symbols implements Task.Sequences {
    /** How many symbols there are to be told apart. */
    static final int KINDS = 8;

    /** How many of them are to be remembered. */
    static final int LENGTH = 5;

    /** No symbol: as an input, there is nothing to see; as a target, nothing is asked. */
    static final int BLANK = KINDS;

    /** Says that it is time to recall. */
    static final int MARK = KINDS + 1;

    private static final int OUTPUT_SIZE = KINDS + 1;

    private final int leastLag;
    private final int lag;
    private final RandomSource random;
    private final int[] inputs;
    private final int[] targets;
    private final int[] lengths;
    private final float[] outputs;

    /**
     * Sequences without end.
     *
     * @param leastLag the fewest blanks between the last symbol and the mark; each sequence draws how many it has
     * @param lag the most
     * @param window steps there is room for
     * @param batch how many sequences go side by side
     * @param random equal sources give equal sequences
     */
    Symbols(int leastLag, int lag, int window, int batch, RandomSource random) {
        if (leastLag < 0 || lag < leastLag || 2 * LENGTH + lag > window) {
            throw new IllegalArgumentException(
                    "Lags from " + leastLag + " to " + lag + " do not fit into " + window + " steps");
        }
        this.leastLag = leastLag;
        this.lag = lag;
        this.random = random;
        inputs = new int[window * batch];
        targets = new int[window * batch];
        outputs = new float[window * batch * OUTPUT_SIZE];
        lengths = new int[batch];
    }

    @Override
    public void next() {
        Arrays.fill(inputs, BLANK);
        Arrays.fill(targets, BLANK);
        for (int sequence = 0; sequence < lengths.length; sequence++) {
            int recall = LENGTH + leastLag + random.nextInt(lag - leastLag + 1);
            lengths[sequence] = recall + LENGTH;
            inputs[at(recall, sequence)] = MARK;
            for (int step = 0; step < LENGTH; step++) {
                int symbol = random.nextInt(KINDS);
                inputs[at(step, sequence)] = symbol;
                targets[at(recall + step, sequence)] = symbol;
            }
        }
    }

    private int at(int step, int sequence) {
        return step * lengths.length + sequence;
    }

    @Override
    public Object[] data() {
        return new Object[] {inputs, targets};
    }

    @Override
    public int[] lengths() {
        return lengths;
    }

    @Override
    public double accuracy(Trainer trainer) {
        trainer.values("recalled").read(outputs);
        int right = 0;
        for (int at = 0; at < targets.length; at++) {
            right += targets[at] != BLANK && mostLikely(at * OUTPUT_SIZE) == targets[at] ? 1 : 0;
        }
        return (double) right / (LENGTH * lengths.length);
    }

    private int mostLikely(int from) {
        int best = 0;
        for (int symbol = 1; symbol < OUTPUT_SIZE; symbol++) {
            best = outputs[from + symbol] > outputs[from + best] ? symbol : best;
        }
        return best;
    }
}
