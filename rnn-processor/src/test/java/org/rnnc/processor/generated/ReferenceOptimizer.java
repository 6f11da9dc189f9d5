// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.Arrays;
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
     * @param gradients null for a parameter that the loss does not depend on: it stays as it is
     */
    List<double[]> update(List<double[]> parameters, List<double[]> gradients) {
        updates++;
        List<double[]> clipped = clipped(gradients);
        List<double[]> updated = new ArrayList<>();
        for (Parameter parameter : spec.graph().parameters()) {
            int p = parameter.index();
            double[] values = parameters.get(p).clone();
            if (training.isTrained(p) && gradients.get(p) != null) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = updated(p, i, values[i], clipped.get(p)[i], values.length);
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

    /** All clippings, one after the other: each sees what the one before has left. */
    private List<double[]> clipped(List<double[]> gradients) {
        List<double[]> clipped = gradients;
        for (Training.Clip clip : training.clips()) {
            List<double[]> next = new ArrayList<>();
            for (Parameter parameter : spec.graph().parameters()) {
                double[] gradient = clipped.get(parameter.index());
                double factor = clip.kind() == Training.Clip.Kind.VALUE ? 1 : factor(clip, parameter, clipped);
                double most = clip.kind() == Training.Clip.Kind.VALUE ? clip.limit() : Double.POSITIVE_INFINITY;
                next.add(
                        gradient == null
                                ? null
                                : Arrays.stream(gradient)
                                        .map(g -> Math.max(-most, Math.min(most, g)) * factor)
                                        .toArray());
            }
            clipped = next;
        }
        return clipped;
    }

    private double factor(Training.Clip clip, Parameter of, List<double[]> gradients) {
        double squares = 0;
        for (Parameter parameter : spec.graph().parameters()) {
            boolean counts = clip.kind() == Training.Clip.Kind.NORM
                    || parameter.tensorName().equals(of.tensorName());
            if (counts && training.isTrained(parameter.index()) && gradients.get(parameter.index()) != null) {
                for (double gradient : gradients.get(parameter.index())) {
                    squares += gradient * gradient;
                }
            }
        }
        return Math.min(1, clip.limit() / (Math.sqrt(squares) + 1e-6));
    }

    private double updated(int p, int i, double value, double gradient, int size) {
        Optimizer rule = training.optimizerOf(p);
        double rate = rule.option("rate") * rateFactor;
        double decay = rule.weightDecay();
        return switch (rule.kind()) {
            case ADAMW -> value - rate * decay * value - rate * direction(rule, p, i, gradient, size);
            case LION -> value - rate * decay * value - rate * direction(rule, p, i, gradient, size);
            case RPROP -> value - rprop(rule, rate, p, i, gradient, size);
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
            case ADAGRAD -> g / root(rule, average("squares" + p, i, size, 1, g * g, 1));
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
                yield g / root(rule, squares - mean * mean);
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
            case ADAM, ADAMW, AMSGRAD, NADAM, RADAM -> adam(rule, p, i, g, size);
            case RPROP -> throw new IllegalArgumentException("a step of rprop has no rate");
        };
    }

    private static double root(Optimizer rule, double squares) {
        double epsilon = rule.option("epsilon");
        return rule.option("epsilonInside") == 1 ? Math.sqrt(squares + epsilon) : Math.sqrt(squares) + epsilon;
    }

    /** The step itself: the rate is the first one's size alone. */
    private double rprop(Optimizer rule, double rate, int p, int i, double g, int size) {
        double[] before = memory("before" + p, size);
        double[] step = memory("step" + p, size);
        if (updates == 1) {
            step[i] = rate;
        }
        double same = g * before[i];
        double factor = same > 0 ? rule.option("etaPlus") : same < 0 ? rule.option("etaMinus") : 1;
        step[i] = Math.min(Math.max(step[i] * factor, rule.option("stepMin")), rule.option("stepMax"));
        before[i] = same < 0 ? 0 : g;
        return Math.signum(before[i]) * step[i];
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
            double product = 1;
            for (int k = 1; k <= updates; k++) {
                product *= momentum(rule, k);
            }
            double next = momentum(rule, updates + 1);
            first = (1 - momentum(rule, updates)) / (1 - product) * g + next / (1 - product * next) * mean;
        } else if (rule.kind() == Optimizer.Kind.RADAM) {
            return radam(rule, first, squares);
        }
        return first / (Math.sqrt(squares / (1 - Math.pow(beta2, updates))) + rule.option("epsilon"));
    }

    private static double momentum(Optimizer rule, int update) {
        return rule.option("beta1") * (1 - 0.5 * Math.pow(0.96, update * rule.option("momentumDecay")));
    }

    private double radam(Optimizer rule, double first, double squares) {
        double beta2 = rule.option("beta2");
        double power = Math.pow(beta2, updates);
        double most = 2 / (1 - beta2) - 1;
        double r = most - 2 * updates * power / (1 - power);
        if (r <= 5) {
            return first;
        }
        double rectified = Math.sqrt((r - 4) * (r - 2) * most / ((most - 4) * (most - 2) * r));
        return first * rectified * Math.sqrt(1 - power) / (Math.sqrt(squares) + rule.option("epsilon"));
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
