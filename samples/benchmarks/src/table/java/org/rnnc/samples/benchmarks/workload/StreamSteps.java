// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.Callable;

/** W5, one step at a time: the state stays, 64 inputs come in turn. Each loop is for one class, so that C2 inlines it. */
final class StreamSteps {
    private static final int INPUTS = 64;

    private StreamSteps() {}

    static Map<Workload, Callable<Timed>> all() {
        return Map.ofEntries(
                Map.entry(Workload.LSTM_16_STREAM, StreamSteps::lstm16),
                Map.entry(Workload.LSTM_32_STREAM, StreamSteps::lstm32),
                Map.entry(Workload.LSTM_64_STREAM, StreamSteps::lstm64),
                Map.entry(Workload.LSTM_128_STREAM, StreamSteps::lstm128),
                Map.entry(Workload.LSTM_256_STREAM, StreamSteps::lstm256),
                Map.entry(Workload.GRU_16_STREAM, StreamSteps::gru16),
                Map.entry(Workload.GRU_32_STREAM, StreamSteps::gru32),
                Map.entry(Workload.GRU_64_STREAM, StreamSteps::gru64),
                Map.entry(Workload.GRU_128_STREAM, StreamSteps::gru128),
                Map.entry(Workload.GRU_256_STREAM, StreamSteps::gru256));
    }

    private static Timed lstm16() {
        Lstm16.Session session = Lstm16.create(1).newSession();
        Lstm16.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[16];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed lstm32() {
        Lstm32.Session session = Lstm32.create(1).newSession();
        Lstm32.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[32];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed lstm64() {
        Lstm64.Session session = Lstm64.create(1).newSession();
        Lstm64.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[64];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed lstm128() {
        Lstm128.Session session = Lstm128.create(1).newSession();
        Lstm128.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[128];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed lstm256() {
        Lstm256.Session session = Lstm256.create(1).newSession();
        Lstm256.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[256];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed gru16() {
        Gru16.Session session = Gru16.create(1).newSession();
        Gru16.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[16];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed gru32() {
        Gru32.Session session = Gru32.create(1).newSession();
        Gru32.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[32];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed gru64() {
        Gru64.Session session = Gru64.create(1).newSession();
        Gru64.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[64];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed gru128() {
        Gru128.Session session = Gru128.create(1).newSession();
        Gru128.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[128];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }

    private static Timed gru256() {
        Gru256.Session session = Gru256.create(1).newSession();
        Gru256.State state = session.model().newState();
        float[][] x = Numbers.normal(INPUTS, 16);
        float[] y = new float[256];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(state, x[i % INPUTS], y);
            }
        };
    }
}
