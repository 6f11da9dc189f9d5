// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.incubator.vector.FloatVector;
import org.rnnc.samples.benchmarks.workload.Contender;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.Workload;
import org.rnnc.samples.benchmarks.yardstick.kernel.StreamForm;

/**
 * The workloads by kernels that are written by hand, with the Vector API: what generated code can be measured by. Of
 * each there are several forms; the fastest counts. Whole workloads are all of their kernels, one after the other.
 */
public final class Yardstick implements Contender {
    private static final int INPUTS = 16;
    private static final int STEPS = 100;

    /** The size of vectors, of which there is one in a JVM. */
    public static final String BITS = "yardstick.bits";

    private final int bits = Integer.getInteger(BITS);
    private final Map<Workload, Callable<Timed>> workloads = new EnumMap<>(Workload.class);

    /** Makes none of them yet. */
    public Yardstick() {
        if (bits > FloatVector.SPECIES_PREFERRED.vectorBitSize()) {
            throw new UnsupportedOperationException("this processor has no vectors of " + bits + " bits");
        }
        streams();
        if (bits == 256) {
            workloads.put(
                    Workload.W2_STREAM, () -> KernelLoader.load(bits, 1, 8, "LstmStream", StreamForm.FUSED, true));
            workloads.put(Workload.W2_TRAIN, () -> KernelLoader.load(bits, 1, 8, "LstmWindow"));
        }
        workloads.put(Workload.LSTM_256_STATES, () -> KernelLoader.load(bits, INPUTS, 256, "ManyStates", false));
        workloads.put(Workload.LSTM_64_STATES, () -> KernelLoader.load(bits, INPUTS, 64, "ManyStates", false));
        workloads.put(Workload.GRU_32_STATES, () -> KernelLoader.load(bits, INPUTS, 32, "ManyStates", true));
        workloads.put(Workload.W1_TRAIN, () -> KernelLoader.load(bits, 1, 1, "RnnTraining"));
        workloads.put(Workload.W3_TRAIN, () -> KernelLoader.load(bits, 1, 1, "LstmNetwork", 64, 128, 1, 50, 32));
        workloads.put(Workload.W4_TRAIN, () -> KernelLoader.load(bits, 1, 1, "LstmNetwork", 128, 512, 2, 50, 64));
        workloads.put(Workload.W6_INFER, () -> KernelLoader.load(bits, 1, 1, "LstmInference", 64, 256, STEPS, 32));
        workloads.put(Workload.MULTIPLY_ADD, () -> limit(0));
        workloads.put(Workload.READ_L1, () -> limit(Workload.READ_L1.weightBytes()));
        workloads.put(Workload.READ_L2, () -> limit(Workload.READ_L2.weightBytes()));
        workloads.put(Workload.READ_L3, () -> limit(Workload.READ_L3.weightBytes()));
    }

    @Override
    public Map<Workload, Callable<Timed>> workloads() {
        return workloads;
    }

    private void streams() {
        for (int hidden = 16; hidden <= 256; hidden *= 2) {
            int units = hidden;
            put("LSTM_" + units + "_STREAM", new Fastest(lstm(units)));
            put("GRU_" + units + "_STREAM", new Fastest(gru(units)));
            if (units == 16 || units == 64 || units == 256) {
                put("LSTM_" + units + "_SEQUENCE", steps(new Fastest(lstm(units))));
                put("GRU_" + units + "_SEQUENCE", steps(new Fastest(gru(units))));
            }
        }
    }

    private void put(String workload, Callable<Timed> made) {
        workloads.put(Workload.valueOf(workload), made);
    }

    private static Callable<Timed> steps(Callable<Timed> made) {
        return () -> {
            Timed stream = made.call();
            return calls -> stream.run(STEPS * calls);
        };
    }

    private Timed limit(int bytes) throws ReflectiveOperationException {
        return KernelLoader.load(bits, 1, 1, "LimitProbe", bytes / Float.BYTES);
    }

    private List<Callable<Timed>> lstm(int hidden) {
        List<Callable<Timed>> forms = new ArrayList<>();
        for (StreamForm form : fitting(hidden)) {
            forms.add(() -> KernelLoader.load(bits, INPUTS, hidden, "LstmStream", form, false));
        }
        return forms;
    }

    private List<Callable<Timed>> gru(int hidden) {
        List<Callable<Timed>> forms = new ArrayList<>();
        for (StreamForm form : fitting(hidden)) {
            forms.add(() -> KernelLoader.load(bits, INPUTS, hidden, "GruStream", form));
        }
        return forms;
    }

    private List<StreamForm> fitting(int hidden) {
        List<StreamForm> forms = new ArrayList<>();
        for (StreamForm form : StreamForm.values()) {
            if (hidden % (form.blocks() * bits / Float.SIZE) == 0) {
                forms.add(form);
            }
        }
        return forms;
    }
}
