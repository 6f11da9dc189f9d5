// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import org.rnnc.runtime.random.RandomSource;

/**
 * Something to read: random tokens, each likely to be the one after the last, so that there is something to learn and
 * losses stay ordinary numbers. What the tokens are does not change the time.
 */
final class Text {
    private static final int LENGTH = 100_000;
    private static final int STRAY = 4;

    private final int[] tokens = new int[LENGTH];
    private final int[] inputs;
    private final int[] targets;
    private final int steps;
    private final int batch;
    private int position;

    Text(int tokenCount, int steps, int batch) {
        this.steps = steps;
        this.batch = batch;
        inputs = new int[steps * batch];
        targets = new int[steps * batch];
        RandomSource random = RandomSource.of(1);
        for (int i = 1; i < LENGTH; i++) {
            tokens[i] = random.nextInt(STRAY) == 0 ? random.nextInt(tokenCount) : (tokens[i - 1] + 1) % tokenCount;
        }
    }

    /** Goes on to the next window: each sequence of the batch reads its own part of the text. */
    void next() {
        int part = LENGTH / batch;
        if (position + steps >= part) {
            position = 0;
        }
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < batch; b++) {
                inputs[t * batch + b] = tokens[b * part + position + t];
                targets[t * batch + b] = tokens[b * part + position + t + 1];
            }
        }
        position += steps;
    }

    int[] inputs() {
        return inputs;
    }

    int[] targets() {
        return targets;
    }
}
