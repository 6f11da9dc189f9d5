// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;

/**
 * Updates by PyTorch's formulas, an element at a time: {@code clip_grad_value_}, {@code clip_grad_norm_}, {@code SGD},
 * {@code Adagrad} and {@code Adam} of each parameter group, and then {@code renorm}, without its 1e-7.
 */
final class ReferenceOptimizer {
    private final ModelSpec spec;
    private final Training training;
    private final Map<String, double[]> memory = new LinkedHashMap<>();
    private double rateFactor = 1;
    private int updates;

    ReferenceOptimizer(ModelSpec spec) {
        this.spec = spec;
        training = spec.training();
    }

    /** Multiplies the rates of all groups, as PyTorch's {@code LambdaLR} does. */
    void scaleRates(double factor) {
        rateFactor = factor;
    }

    /** The parameters after an update, by index. */
    List<double[]> update(List<double[]> parameters, List<double[]> gradients) {
        updates++;
        List<double[]> updated = new ArrayList<>();
        for (Parameter parameter : spec.graph().parameters()) {
            int p = parameter.index();
            double[] values = parameters.get(p).clone();
            if (training.isTrained(p)) {
                double factor = clipFactor(parameter, gradients);
                for (int i = 0; i < values.length; i++) {
                    values[i] = updated(p, i, values[i], clipped(gradients.get(p)[i]) * factor, values.length);
                }
                Double limit = training.parameters().maxNorms().get(p);
                if (limit != null) {
                    renorm(values, ((Shape.Matrix) parameter.shape()).columns(), limit);
                }
            }
            updated.add(values);
        }
        return updated;
    }

    private boolean clips(Training.Clip.Kind kind) {
        return training.clip().map(clip -> clip.kind() == kind).orElse(false);
    }

    private double clipped(double gradient) {
        if (!clips(Training.Clip.Kind.VALUE)) {
            return gradient;
        }
        double limit = training.clip().get().limit();
        return Math.max(-limit, Math.min(limit, gradient));
    }

    private double clipFactor(Parameter of, List<double[]> gradients) {
        if (training.clip().isEmpty() || clips(Training.Clip.Kind.VALUE)) {
            return 1;
        }
        double squares = 0;
        for (Parameter parameter : spec.graph().parameters()) {
            boolean counts =
                    clips(Training.Clip.Kind.NORM) || parameter.tensorName().equals(of.tensorName());
            if (counts && training.isTrained(parameter.index())) {
                for (double gradient : gradients.get(parameter.index())) {
                    squares += gradient * gradient;
                }
            }
        }
        return Math.min(1, training.clip().get().limit() / (Math.sqrt(squares) + 1e-6));
    }

    private double updated(int p, int i, double value, double gradient, int size) {
        Optimizer rule = training.optimizerOf(p);
        double rate = rule.option("rate") * rateFactor;
        double g = gradient + rule.option("weightDecay") * value;
        return switch (rule.kind()) {
            case SGD -> value - rate * g;
            case MOMENTUM -> {
                double[] velocity = memory("velocity" + p, size);
                velocity[i] = rule.option("momentum") * velocity[i] + g;
                yield value - rate * velocity[i];
            }
            case ADAGRAD -> {
                double[] squares = memory("squares" + p, size);
                squares[i] += g * g;
                yield value - rate * g / (Math.sqrt(squares[i]) + rule.option("epsilon"));
            }
            case ADAM -> {
                double[] mean = memory("mean" + p, size);
                double[] squares = memory("squares" + p, size);
                double beta1 = rule.option("beta1");
                double beta2 = rule.option("beta2");
                mean[i] = beta1 * mean[i] + (1 - beta1) * g;
                squares[i] = beta2 * squares[i] + (1 - beta2) * g * g;
                double step = rate / (1 - Math.pow(beta1, updates));
                double scale = Math.sqrt(squares[i]) / Math.sqrt(1 - Math.pow(beta2, updates));
                yield value - step * mean[i] / (scale + rule.option("epsilon"));
            }
            default -> throw new IllegalArgumentException("no reference for " + rule.kind());
        };
    }

    private double[] memory(String name, int size) {
        return memory.computeIfAbsent(name, key -> new double[size]);
    }

    private static void renorm(double[] values, int columns, double limit) {
        for (int row = 0; row < values.length; row += columns) {
            double norm = Math.sqrt(IntStream.range(row, row + columns)
                    .mapToDouble(i -> values[i] * values[i])
                    .sum());
            double factor = norm > limit ? limit / norm : 1;
            for (int i = row; i < row + columns; i++) {
                values[i] *= factor;
            }
        }
    }
}
