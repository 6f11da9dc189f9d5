// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;

/** The updates of {@code sgd} and {@code adagrad}, clipped by value or not, an element at a time. */
final class ReferenceOptimizer {
    private final Training training;
    private final List<double[]> squares = new ArrayList<>();

    ReferenceOptimizer(ModelSpec spec) {
        training = spec.training();
        spec.graph()
                .parameters()
                .forEach(p -> squares.add(new double[(int) p.shape().elements()]));
    }

    /** The parameters after an update, by index. */
    List<double[]> update(List<double[]> parameters, List<double[]> gradients) {
        List<double[]> updated = new ArrayList<>();
        for (int p = 0; p < parameters.size(); p++) {
            double[] values = parameters.get(p).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] -= step(clipped(gradients.get(p)[i]), squares.get(p), i);
            }
            updated.add(values);
        }
        return updated;
    }

    private double clipped(double gradient) {
        if (training.clip().isEmpty()) {
            return gradient;
        }
        double limit = training.clip().get().limit();
        return Math.max(-limit, Math.min(limit, gradient));
    }

    private double step(double gradient, double[] squares, int i) {
        Optimizer optimizer = training.optimizer();
        double step = optimizer.option("rate") * gradient;
        if (optimizer.kind() == Optimizer.Kind.SGD) {
            return step;
        }
        squares[i] += gradient * gradient;
        return step / (Math.sqrt(squares[i]) + optimizer.option("epsilon"));
    }
}
