// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Parameters of any names and shapes, and nothing else. */
final class ListModel implements Model {
    private final List<Tensor> parameters = new ArrayList<>();

    /** Elements are different from each other all over the model. */
    ListModel add(String name, int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[][] values = new double[1][size];
        for (int i = 0; i < size; i++) {
            values[0][i] = 1000 * parameters.size() + i;
        }
        parameters.add(Tensor.of(name, shape, () -> {}, new DoubleBlock(values, 0, 0, 1, size, false)));
        return this;
    }

    /** The last one has another name. */
    public ListModel alsoCalled(String name) {
        int last = parameters.size() - 1;
        parameters.set(last, parameters.get(last).alsoCalled(name));
        return this;
    }

    /** What PyTorch calls a recurrent layer, with some gates; {@code suffix} such as {@code _l0}. */
    public ListModel recurrent(String prefix, String suffix, int gates, int size, int inputs) {
        return add(prefix + "weight_ih" + suffix, gates * size, inputs)
                .add(prefix + "weight_hh" + suffix, gates * size, size)
                .add(prefix + "bias_ih" + suffix, gates * size)
                .add(prefix + "bias_hh" + suffix, gates * size);
    }

    public ListModel linear(String prefix, int size, int inputs) {
        return add(prefix + "weight", size, inputs).add(prefix + "bias", size);
    }

    public ListModel zeroed() {
        parameters.forEach(tensor -> tensor.write(new double[tensor.size()]));
        return this;
    }

    @Override
    public ModelInfo info() {
        return new ModelInfo("List", "f", Precision.DOUBLE, "plain", 1, 1, List.of(), List.of(), List.of(), false);
    }

    @Override
    public List<Tensor> parameters() {
        return parameters;
    }

    @Override
    public Predictor newPredictor(int maxSteps, int maxBatch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Trainer newTrainer() {
        throw new UnsupportedOperationException();
    }
}
