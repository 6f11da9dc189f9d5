// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;

/** Training steps, W1 to W4, and the stream of W2. The windows of a call differ from those of the call before. */
final class Trainings {
    private static final int TOKENS = 65;
    private static final int WINDOWS = 16;
    private static final int W2_WINDOW = 32;

    private Trainings() {}

    static Map<Workload, Callable<Timed>> all() {
        return Map.of(
                Workload.W1_TRAIN, Trainings::w1,
                Workload.W2_TRAIN, Trainings::w2,
                Workload.W2_STREAM, Trainings::w2Stream,
                Workload.W3_TRAIN, Trainings::w3,
                Workload.W4_TRAIN, Trainings::w4);
    }

    private static Timed w1() {
        W1Rnn.Trainer trainer = W1Rnn.create(1).newTrainer();
        Windows windows = new Windows(25, 1);
        return calls -> {
            for (int i = 0; i < calls; i++) {
                trainer.train(windows.inputs(i), windows.targets(i));
            }
        };
    }

    private static Timed w2() {
        W2Lstm.Trainer trainer = W2Lstm.create(1).newTrainer();
        float[][] x = Numbers.normal(WINDOWS, W2_WINDOW);
        float[][] target = Numbers.normal(WINDOWS, 1);
        return calls -> {
            for (int i = 0; i < calls; i++) {
                trainer.train(x[i % WINDOWS], target[i % WINDOWS]);
            }
        };
    }

    private static Timed w2Stream() {
        W2Lstm.Session session = W2Lstm.create(1).newSession();
        W2Lstm.State state = session.model().newState();
        float[][] x = Numbers.normal(WINDOWS, 1);
        float[] y = new float[1];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % WINDOWS], y);
            }
        };
    }

    private static Timed w3() {
        W3Words.Trainer trainer = W3Words.create(1).newTrainer();
        Windows windows = new Windows(50, 32);
        return calls -> {
            for (int i = 0; i < calls; i++) {
                trainer.train(windows.inputs(i), windows.targets(i));
            }
        };
    }

    private static Timed w4() {
        W4Words.Trainer trainer = W4Words.create(1).newTrainer();
        Windows windows = new Windows(50, 64);
        return calls -> {
            for (int i = 0; i < calls; i++) {
                trainer.train(windows.inputs(i), windows.targets(i));
            }
        };
    }

    /** Windows of a text: token after token, and the tokens one further on. */
    private static final class Windows {
        private final int[][] inputs = new int[WINDOWS][];
        private final int[][] targets = new int[WINDOWS][];

        Windows(int steps, int batch) {
            int size = steps * batch;
            int[] tokens = Numbers.tokens(WINDOWS * size + batch, TOKENS);
            for (int i = 0; i < WINDOWS; i++) {
                inputs[i] = Arrays.copyOfRange(tokens, i * size, (i + 1) * size);
                targets[i] = Arrays.copyOfRange(tokens, i * size + batch, (i + 1) * size + batch);
            }
        }

        int[] inputs(int call) {
            return inputs[call % WINDOWS];
        }

        int[] targets(int call) {
            return targets[call % WINDOWS];
        }
    }
}
