// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** The states of 64 sequences, which take a step in one call. */
final class ManyStates {
    private static final int STATES = 64;

    private ManyStates() {}

    static Map<Workload, Callable<Timed>> all() {
        return Map.of(
                Workload.LSTM_256_STATES, ManyStates::lstm256,
                Workload.LSTM_64_STATES, ManyStates::lstm64,
                Workload.GRU_32_STATES, ManyStates::gru32);
    }

    private static State[] states(StreamingModel model) {
        State[] states = new State[STATES];
        Arrays.setAll(states, i -> model.newState());
        return states;
    }

    private static Timed lstm256() {
        Lstm256.Session session = Lstm256.create(1).newSession();
        State[] states = states(session.model());
        float[] x = Numbers.normal(STATES * 16);
        float[] y = new float[STATES * 256];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(states, STATES, x, y);
            }
        };
    }

    private static Timed lstm64() {
        Lstm64.Session session = Lstm64.create(1).newSession();
        State[] states = states(session.model());
        float[] x = Numbers.normal(STATES * 16);
        float[] y = new float[STATES * 64];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(states, STATES, x, y);
            }
        };
    }

    private static Timed gru32() {
        Gru32.Session session = Gru32.create(1).newSession();
        State[] states = states(session.model());
        float[] x = Numbers.normal(STATES * 16);
        float[] y = new float[STATES * 32];
        return calls -> {
            for (int i = 0; i < calls; i++) {
                session.step(states, STATES, x, y);
            }
        };
    }
}
