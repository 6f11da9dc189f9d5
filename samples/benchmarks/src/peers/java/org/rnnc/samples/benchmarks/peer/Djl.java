// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.peer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rnnc.samples.benchmarks.workload.Contender;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.Workload;

/** DJL with libtorch, by its blocks, with one thread. */
public final class Djl implements Contender {
    private static final int INPUTS = 16;
    private static final int STEPS = 100;
    private static final int STATES = 64;

    /** Says how many threads, before the library loads. */
    public Djl() {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
    }

    @Override
    public Map<Workload, Callable<Timed>> workloads() {
        Map<Workload, Callable<Timed>> workloads = new EnumMap<>(Workload.class);
        for (Workload workload : Workload.values()) {
            String[] words = workload.name().split("_");
            if (words.length == 3 && !workload.isLimit()) {
                workloads.put(workload, () -> made(words[0].equals("GRU"), Integer.parseInt(words[1]), words[2]));
            }
        }
        workloads.put(Workload.W2_STREAM, () -> new DjlInference(false, 1, 1, 1, 8, true));
        workloads.put(Workload.W6_INFER, () -> new DjlInference(false, STEPS, 32, 64, 256, false));
        workloads.put(Workload.W1_TRAIN, DjlTraining::w1);
        workloads.put(Workload.W2_TRAIN, DjlTraining::w2);
        workloads.put(Workload.W3_TRAIN, () -> DjlTraining.characters(64, 128, 1, 32));
        workloads.put(Workload.W4_TRAIN, () -> DjlTraining.characters(128, 512, 2, 64));
        return workloads;
    }

    @Override
    public boolean allocates() {
        return true;
    }

    private static Timed made(boolean gru, int hidden, String kind) {
        return switch (kind) {
            case "STREAM" -> new DjlInference(gru, 1, 1, INPUTS, hidden, true);
            case "SEQUENCE" -> new DjlInference(gru, STEPS, 1, INPUTS, hidden, false);
            case "STATES" -> new DjlInference(gru, 1, STATES, INPUTS, hidden, true);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
