// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.Callable;

/** Whole sequences in one call of a predictor: W5 with 100 steps, and W6. */
final class Sequences {
    private static final int STEPS = 100;
    private static final int BATCH = 32;

    private Sequences() {}

    static Map<Workload, Callable<Timed>> all() {
        return Map.of(
                Workload.LSTM_16_SEQUENCE, Sequences::lstm16,
                Workload.LSTM_64_SEQUENCE, Sequences::lstm64,
                Workload.LSTM_256_SEQUENCE, Sequences::lstm256,
                Workload.GRU_16_SEQUENCE, Sequences::gru16,
                Workload.GRU_64_SEQUENCE, Sequences::gru64,
                Workload.GRU_256_SEQUENCE, Sequences::gru256,
                Workload.W6_INFER, Sequences::w6);
    }

    private static Timed lstm16() {
        Lstm16.Predictor predictor = Lstm16.create(1).newPredictor(STEPS, 1);
        float[] x = Numbers.normal(STEPS * 16);
        float[] y = new float[STEPS * 16];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, 1, x, y);
            }
        };
    }

    private static Timed lstm64() {
        Lstm64.Predictor predictor = Lstm64.create(1).newPredictor(STEPS, 1);
        float[] x = Numbers.normal(STEPS * 16);
        float[] y = new float[STEPS * 64];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, 1, x, y);
            }
        };
    }

    private static Timed lstm256() {
        Lstm256.Predictor predictor = Lstm256.create(1).newPredictor(STEPS, 1);
        float[] x = Numbers.normal(STEPS * 16);
        float[] y = new float[STEPS * 256];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, 1, x, y);
            }
        };
    }

    private static Timed gru16() {
        Gru16.Predictor predictor = Gru16.create(1).newPredictor(STEPS, 1);
        float[] x = Numbers.normal(STEPS * 16);
        float[] y = new float[STEPS * 16];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, 1, x, y);
            }
        };
    }

    private static Timed gru64() {
        Gru64.Predictor predictor = Gru64.create(1).newPredictor(STEPS, 1);
        float[] x = Numbers.normal(STEPS * 16);
        float[] y = new float[STEPS * 64];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, 1, x, y);
            }
        };
    }

    private static Timed gru256() {
        Gru256.Predictor predictor = Gru256.create(1).newPredictor(STEPS, 1);
        float[] x = Numbers.normal(STEPS * 16);
        float[] y = new float[STEPS * 256];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, 1, x, y);
            }
        };
    }

    private static Timed w6() {
        W6Lstm.Predictor predictor = W6Lstm.create(1).newPredictor(STEPS, BATCH);
        float[] x = Numbers.normal(STEPS * BATCH * 64);
        float[] y = new float[STEPS * BATCH * 256];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                predictor.run(STEPS, BATCH, x, y);
            }
        };
    }
}
