// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.List;
import java.util.Map;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/** The first window of a golden case as a predictor runs it: without targets, from the case's states, to their ends. */
final class GoldenPrediction {
    private final GoldenCase golden;
    private final Precision precision;
    private final List<String> cells;
    private final Model model;
    private final GoldenComparison comparison;

    /** @param cells the layers with states, in the case's order */
    GoldenPrediction(
            GoldenCase golden, Precision precision, List<String> cells, Model model, GoldenComparison comparison) {
        this.golden = golden;
        this.precision = precision;
        this.cells = cells;
        this.model = model;
        this.comparison = comparison;
    }

    /**
     * @param input of the window, steps first
     * @param expected by name of an output what the model should say
     */
    void compare(Object input, Map<String, GoldenTensor> expected) {
        boolean starts = golden.tensors().containsKey("in.h0");
        if (starts && !(model instanceof StreamingModel)) {
            // One that reads both ways has no running state to begin with.
            return;
        }
        int steps = golden.config().seqLen();
        int batch = golden.config().batch();
        List<DataSpec> specs = model.info().outputs();
        Object[] outputs = specs.stream()
                .map(spec -> zeros((spec.perStep() ? steps : 1) * batch * spec.size()))
                .toArray();
        State[] states = model instanceof StreamingModel streaming ? states(streaming, batch, starts) : null;
        model.newPredictor(steps, batch)
                .run(steps, batch, golden.config().lengths(), states, new Object[] {input}, outputs);
        for (int i = 0; i < outputs.length; i++) {
            String name = specs.get(i).name();
            if (expected.containsKey(name)) {
                comparison.compare(name, expected.get(name), doubles(outputs[i]));
            }
        }
        if (states != null && golden.config().windows() == 1 && golden.tensors().containsKey("out.h_n")) {
            compareStates(states, golden.tensor("out.h_n"), "h");
            if (golden.tensors().containsKey("out.c_n")) {
                compareStates(states, golden.tensor("out.c_n"), "c");
            }
        }
    }

    private Object zeros(int size) {
        return precision == Precision.FLOAT ? new float[size] : new double[size];
    }

    private State[] states(StreamingModel streaming, int batch, boolean starts) {
        State[] states = new State[batch];
        for (int sequence = 0; sequence < batch; sequence++) {
            states[sequence] = streaming.newState();
            for (int i = 0; starts && i < cells.size(); i++) {
                write(
                        states[sequence],
                        cells.get(i) + ".h",
                        golden.tensor("in.h0").at(i).at(sequence));
                if (golden.tensors().containsKey("in.c0")) {
                    write(
                            states[sequence],
                            cells.get(i) + ".c",
                            golden.tensor("in.c0").at(i).at(sequence));
                }
            }
        }
        return states;
    }

    private static void write(State state, String name, GoldenTensor values) {
        find(state, name).write(values.values());
    }

    private void compareStates(State[] states, GoldenTensor expected, String kind) {
        for (int i = 0; i < cells.size(); i++) {
            for (int sequence = 0; sequence < states.length; sequence++) {
                comparison.compare(
                        "state",
                        expected.at(i).at(sequence),
                        find(states[sequence], cells.get(i) + "." + kind).toArray());
            }
        }
    }

    private static Tensor find(State state, String name) {
        return state.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " among " + state.tensors()));
    }

    static double[] doubles(Object output) {
        if (output instanceof double[] numbers) {
            return numbers;
        }
        float[] numbers = (float[]) output;
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }
}
