// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.peer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rnnc.samples.benchmarks.workload.Contender;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.Workload;

/** ONNX Runtime, by its own Java classes, with one thread. It does not train. */
public final class OnnxRuntime implements Contender {
    private static final int INPUTS = 16;
    private static final int STEPS = 100;
    private static final int STATES = 64;

    @Override
    public Map<Workload, Callable<Timed>> workloads() {
        Map<Workload, Callable<Timed>> workloads = new EnumMap<>(Workload.class);
        for (Workload workload : Workload.values()) {
            String[] words = workload.name().split("_");
            if (words.length == 3 && !workload.isLimit()) {
                workloads.put(workload, () -> made(words[0].equals("GRU"), Integer.parseInt(words[1]), words[2]));
            }
        }
        workloads.put(Workload.W2_STREAM, () -> new OnnxRun(new OnnxModel(false, 1, 1, 1, 8), true));
        workloads.put(Workload.W6_INFER, () -> new OnnxRun(new OnnxModel(false, STEPS, 32, 64, 256), false));
        return workloads;
    }

    @Override
    public boolean allocates() {
        return true;
    }

    private static Timed made(boolean gru, int hidden, String kind) throws Exception {
        return switch (kind) {
            case "STREAM" -> new OnnxRun(new OnnxModel(gru, 1, 1, INPUTS, hidden), true);
            case "SEQUENCE" -> new OnnxRun(new OnnxModel(gru, STEPS, 1, INPUTS, hidden), false);
            case "STATES" -> new OnnxRun(new OnnxModel(gru, 1, STATES, INPUTS, hidden), true);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
