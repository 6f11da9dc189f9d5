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
 * Updates by the formulas of {@code docs/language.md}, an element at a time: clipping as PyTorch's {@code clip_grad_value_}
 * and {@code clip_grad_norm_}, the rule of each parameter, and then {@code renorm}, without its 1e-7.
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

    /**
     * The parameters after an update, by index.
     *
     * @param gradients null for a parameter that the loss does not depend on: it stays as it is, but for its norm
     */
    List<double[]> update(List<double[]> parameters, List<double[]> gradients) {
        updates++;
        List<double[]> updated = new ArrayList<>();
        for (Parameter parameter : spec.graph().parameters()) {
            int p = parameter.index();
            double[] values = parameters.get(p).clone();
            if (training.isTrained(p) && gradients.get(p) != null) {
                double factor = clipFactor(parameter, gradients);
                for (int i = 0; i < values.length; i++) {
                    values[i] = updated(p, i, values[i], clipped(gradients.get(p)[i]) * factor, values.length);
                }
            }
            Double limit =
                    training.isTrained(p) ? training.parameters().maxNorms().get(p) : null;
            if (limit != null) {
                renorm(values, ((Shape.Matrix) parameter.shape()).columns(), limit);
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
            if (counts && training.isTrained(parameter.index()) && gradients.get(parameter.index()) != null) {
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
        double decay = rule.option("weightDecay");
        return switch (rule.kind()) {
            case ADAMW -> value - rate * decay * value - rate * direction(rule, p, i, gradient, size);
            case LION -> value - rate * decay * value - rate * direction(rule, p, i, gradient, size);
            default -> value - rate * direction(rule, p, i, gradient + decay * value, size);
        };
    }

    /** What a parameter moves by at a rate of 1; changes the memory. */
    private double direction(Optimizer rule, int p, int i, double g, int size) {
        return switch (rule.kind()) {
            case SGD -> g;
            case MOMENTUM -> average("velocity" + p, i, size, rule.option("momentum"), g, 1);
            case NESTEROV ->
                g + rule.option("momentum") * average("velocity" + p, i, size, rule.option("momentum"), g, 1);
            case ADAGRAD -> g / (Math.sqrt(average("squares" + p, i, size, 1, g * g, 1)) + rule.option("epsilon"));
            case ADADELTA -> {
                double rho = rule.option("rho");
                double squares = average("squares" + p, i, size, rho, g * g, 1 - rho);
                double before = memory("steps" + p, size)[i];
                double d = g * Math.sqrt(before + rule.option("epsilon")) / Math.sqrt(squares + rule.option("epsilon"));
                average("steps" + p, i, size, rho, d * d, 1 - rho);
                yield d;
            }
            case RMSPROP -> {
                double alpha = rule.option("alpha");
                double squares = average("squares" + p, i, size, alpha, g * g, 1 - alpha);
                double mean = rule.option("centered") == 1 ? average("mean" + p, i, size, alpha, g, 1 - alpha) : 0;
                yield g / (Math.sqrt(squares - mean * mean) + rule.option("epsilon"));
            }
            case ADAMAX -> {
                double beta1 = rule.option("beta1");
                double mean = average("mean" + p, i, size, beta1, g, 1 - beta1);
                double[] largest = memory("largest" + p, size);
                largest[i] = Math.max(rule.option("beta2") * largest[i], Math.abs(g) + rule.option("epsilon"));
                yield mean / largest[i] / (1 - Math.pow(beta1, updates));
            }
            case LION -> {
                double mean = memory("mean" + p, size)[i];
                average("mean" + p, i, size, rule.option("beta2"), g, 1 - rule.option("beta2"));
                yield Math.signum(rule.option("beta1") * mean + (1 - rule.option("beta1")) * g);
            }
            case ADAM, ADAMW, AMSGRAD, NADAM -> adam(rule, p, i, g, size);
        };
    }

    private double adam(Optimizer rule, int p, int i, double g, int size) {
        double beta1 = rule.option("beta1");
        double beta2 = rule.option("beta2");
        double mean = average("mean" + p, i, size, beta1, g, 1 - beta1);
        double squares = average("squares" + p, i, size, beta2, g * g, 1 - beta2);
        double first = mean / (1 - Math.pow(beta1, updates));
        if (rule.kind() == Optimizer.Kind.AMSGRAD) {
            double[] largest = memory("largest" + p, size);
            largest[i] = Math.max(largest[i], squares);
            squares = largest[i];
        } else if (rule.kind() == Optimizer.Kind.NADAM) {
            first = beta1 * mean / (1 - Math.pow(beta1, updates + 1))
                    + (1 - beta1) * g / (1 - Math.pow(beta1, updates));
        }
        return first / (Math.sqrt(squares / (1 - Math.pow(beta2, updates))) + rule.option("epsilon"));
    }

    /** {@code keep} of what was there and {@code share} of what is new. */
    private double average(String name, int i, int size, double keep, double now, double share) {
        double[] memory = memory(name, size);
        memory[i] = keep * memory[i] + share * now;
        return memory[i];
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
