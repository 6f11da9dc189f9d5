// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;

/**
 * Copy memory (Hochreiter and Schmidhuber, 1997; in this form Arjovsky, Shah and Bengio, 2016). Some random symbols come
 * in, then blanks, then a mark. From the mark on, the symbols are to be given back in their order. With a lag that
 * varies, the order is learned from short ones; what is asked for in the end is always the longest.
 *
 * @param leastLag the fewest blanks between the last symbol and the mark while a network learns
 * @param lag the most, and how many there are in the end
 */
record Copying(int leastLag, int lag) implements Task {
    @Override
    public String title() {
        return "Copying, " + (leastLag < lag ? "up to " : "") + lag + " steps later";
    }

    @Override
    public String measure() {
        return "cross-entropy in nats per symbol";
    }

    @Override
    public String right() {
        return "symbols recalled";
    }

    @Override
    public double lossWithoutMemory() {
        return Math.log(Symbols.KINDS);
    }

    @Override
    public double solvedBelow() {
        return 0.05;
    }

    @Override
    public Model create(Cell cell, long seed) {
        return switch (cell) {
            case LSTM -> CopyLstm.create(seed);
            case GRU -> CopyGru.create(seed);
            case VANILLA -> CopyVanilla.create(seed);
        };
    }

    @Override
    public Sequences training(ModelInfo info, RandomSource random) {
        return new Symbols(leastLag, lag, info.window(), info.batch(), random);
    }

    @Override
    public Sequences test(ModelInfo info, RandomSource random) {
        return new Symbols(lag, lag, info.window(), info.batch(), random);
    }
}
