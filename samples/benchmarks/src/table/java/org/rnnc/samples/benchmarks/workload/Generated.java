// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** The compiler's classes, called as a user calls them, by the engine that {@code rnnc.engine} asks for. */
public final class Generated implements Contender {
    /** Which engine; for measurements. */
    public static final String ENGINE = "rnnc.engine";

    /** Takes the engine that has been asked for, and no other. */
    public Generated() {
        String wanted = System.getProperty(ENGINE, "");
        String found = W1Rnn.create(1).info().engine();
        if (!wanted.isEmpty() && !found.equals(wanted)) {
            throw new UnsupportedOperationException("asked for the engine " + wanted + ", got " + found);
        }
    }

    @Override
    public Map<Workload, Callable<Timed>> workloads() {
        Map<Workload, Callable<Timed>> workloads = new EnumMap<>(Workload.class);
        workloads.putAll(Trainings.all());
        workloads.putAll(StreamSteps.all());
        workloads.putAll(Sequences.all());
        workloads.putAll(ManyStates.all());
        return workloads;
    }
}
