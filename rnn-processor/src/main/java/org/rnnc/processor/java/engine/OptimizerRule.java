// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.naming.Naming;

/**
 * One update of one parameter, as equations over its value, its gradient, what the optimizer remembers of it and a few
 * numbers that are the same for many parameters; they become one fused pass like any other element-wise work.
 */
final class OptimizerRule {
    private final Optimizer optimizer;
    private final List<Training.Clip> clips;
    private final GraphBuilder graph = new GraphBuilder();
    private final Node parameter;
    private final Node gradient;
    private final Map<String, Node> slots = new LinkedHashMap<>();
    private final Map<String, Node> updatedSlots = new LinkedHashMap<>();
    private final Map<Scalar, Node> scalars = new LinkedHashMap<>();
    private final Map<Node, String> names = new LinkedHashMap<>();
    private final Node updated;

    /** A number that an update computes once for many parameters. */
    enum Scalar {
        RATE,
        /** What gradients are multiplied by so that their norm is within its limit. */
        CLIP,
        /** {@code 1 - beta1^k} of update k, k = 1, 2, ... */
        CORRECTION1,
        CORRECTION2,
        /** What {@code nadam} takes of the gradient, and of the mean. */
        GRADIENT_SHARE,
        MEAN_SHARE,
        /** What {@code radam} multiplies the mean by. */
        RECTIFICATION,
        /** Whether {@code radam} divides by the root of the mean of squares: 1, else 0. */
        ADAPTIVE;

        private String word() {
            return switch (this) {
                case RATE -> "learning rate";
                case CLIP -> "clip factor";
                case CORRECTION1 -> "mean correction";
                case CORRECTION2 -> "squares correction";
                case GRADIENT_SHARE -> "gradient share";
                case MEAN_SHARE -> "mean share";
                case RECTIFICATION -> "rectification";
                case ADAPTIVE -> "is adaptive";
            };
        }
    }

    private OptimizerRule(Optimizer optimizer, List<Training.Clip> clips, int width) {
        this.optimizer = optimizer;
        this.clips = clips;
        Shape row = new Shape.Vector(width);
        this.parameter = graph.input(0, row);
        this.gradient = graph.input(1, row);
        for (String name : slotNames(optimizer)) {
            slots.put(name, graph.input(2 + slots.size(), row));
        }
        names.put(parameter, "parameter");
        names.put(gradient, "gradient");
        slots.forEach((name, slot) -> names.put(slot, name));
        this.updated = named("new parameter", rule());
    }

    /** What the values of the rule are called. */
    Labels labels() {
        return Naming.of(graph.nodes(), names);
    }

    private Node named(String name, Node node) {
        names.putIfAbsent(node, name);
        return node;
    }

    static OptimizerRule of(Optimizer optimizer, List<Training.Clip> clips, int width) {
        return new OptimizerRule(optimizer, clips, width);
    }

    /** The names of what an optimizer remembers of each parameter. */
    static List<String> slotNames(Optimizer optimizer) {
        return switch (optimizer.kind()) {
            case SGD -> List.of();
            case MOMENTUM, NESTEROV -> List.of("velocity");
            case ADAGRAD -> List.of("squares");
            case ADADELTA -> List.of("squares", "steps");
            case RMSPROP -> optimizer.option("centered") > 0 ? List.of("squares", "mean") : List.of("squares");
            case ADAM, ADAMW, NADAM, RADAM -> List.of("mean", "squares");
            case AMSGRAD -> List.of("mean", "squares", "largest");
            case ADAMAX -> List.of("mean", "norm");
            case LION -> List.of("mean");
            case RPROP -> List.of("gradientBefore", "stepSize");
        };
    }

    /**
     * Whether an element whose gradient is zero stays as it is, to the bit, and so does what is remembered of it. Of the
     * other rules, each goes on by what it remembers, or forgets.
     */
    static boolean restsWithoutGradient(Optimizer optimizer) {
        return switch (optimizer.kind()) {
            case SGD -> optimizer.weightDecay() == 0;
            // With an epsilon that a float rounds to zero, the step may be 0 / 0.
            case ADAGRAD -> optimizer.weightDecay() == 0 && (float) optimizer.option("epsilon") > 0;
            default -> false;
        };
    }

    Node parameter() {
        return parameter;
    }

    Node gradient() {
        return gradient;
    }

    Node updated() {
        return updated;
    }

    /** What is remembered, by name, before the update. */
    Map<String, Node> slots() {
        return slots;
    }

    /** What is remembered after it. */
    Map<String, Node> updatedSlots() {
        return updatedSlots;
    }

    /** The numbers that the rule needs. */
    Map<Scalar, Node> scalars() {
        return scalars;
    }

    /** All that there is to compute. */
    List<Node> work() {
        return graph.nodes().stream().filter(Node::isElementwise).toList();
    }

    private Node rule() {
        Optimizer.Kind kind = optimizer.kind();
        boolean decoupled = kind == Optimizer.Kind.ADAMW || kind == Optimizer.Kind.LION;
        Node g = decoupled ? clipped() : decayed(clipped());
        return switch (kind) {
            case SGD -> minus(parameter, g);
            case MOMENTUM -> minus(parameter, velocity(g));
            case NESTEROV -> minus(parameter, plus(g, option("momentum"), velocity(g)));
            case ADAGRAD -> minus(parameter, graph.divide(g, rooted(remember("squares", squared(slot("squares"), g)))));
            case ADADELTA -> adadelta(g);
            case RMSPROP -> rmsprop(g);
            case ADAM, ADAMW, AMSGRAD, NADAM, RADAM -> adam(kind, g);
            case ADAMAX -> adamax(g);
            case LION -> lion(g);
            case RPROP -> rprop(g);
        };
    }

    private Node clipped() {
        Node g = gradient;
        for (Training.Clip clip : clips) {
            g = clip.kind() == Training.Clip.Kind.VALUE
                    ? within(g, -clip.limit(), clip.limit())
                    : graph.multiply(scalar(Scalar.CLIP), g);
        }
        return named("clipped gradient", g);
    }

    private Node within(Node x, double least, double most) {
        Node below = graph.binary(BinaryFunction.MINIMUM, x, graph.constant(most));
        return graph.binary(BinaryFunction.MAXIMUM, below, graph.constant(least));
    }

    /** An L2 penalty: decay * p joins the gradient. */
    private Node decayed(Node g) {
        double decay = optimizer.weightDecay();
        return decay == 0 ? g : named("decayed gradient", plus(g, graph.constant(decay), parameter));
    }

    private Node velocity(Node g) {
        return remember("velocity", plus(g, option("momentum"), slot("velocity")));
    }

    private Node adadelta(Node g) {
        Node squares = remember("squares", average("squares", option("rho"), graph.multiply(g, g)));
        Node epsilon = option("epsilon");
        Node ratio = graph.divide(
                graph.unary(UnaryFunction.SQRT, graph.add(slot("steps"), epsilon)),
                graph.unary(UnaryFunction.SQRT, graph.add(squares, epsilon)));
        Node step = named("step", graph.multiply(ratio, g));
        remember("steps", average("steps", option("rho"), graph.multiply(step, step)));
        return minus(parameter, step);
    }

    private Node rmsprop(Node g) {
        Node squares = remember("squares", average("squares", option("alpha"), graph.multiply(g, g)));
        if (!slots.containsKey("mean")) {
            return minus(parameter, graph.divide(g, rooted(squares)));
        }
        Node mean = remember("mean", average("mean", option("alpha"), g));
        Node variance =
                named("variance", graph.sum(List.of(new Term.Value(false, squares), new Term.Times(true, mean, mean))));
        // Rounding may leave a variance just below zero.
        Node positive = graph.binary(BinaryFunction.MAXIMUM, variance, graph.constant(0));
        return minus(parameter, graph.divide(g, rooted(positive)));
    }

    private Node adam(Optimizer.Kind kind, Node g) {
        Node mean = remember("mean", average("mean", option("beta1"), g));
        Node squares = remember("squares", average("squares", option("beta2"), graph.multiply(g, g)));
        if (kind == Optimizer.Kind.AMSGRAD) {
            squares = remember("largest", graph.binary(BinaryFunction.MAXIMUM, slot("largest"), squares));
        }
        if (kind == Optimizer.Kind.RADAM) {
            return minus(parameter, rectified(mean, squares));
        }
        Node scale = named("deviation", rooted(graph.divide(squares, scalar(Scalar.CORRECTION2))));
        Node corrected = kind == Optimizer.Kind.NADAM
                ? graph.sum(List.of(
                        new Term.Times(false, scalar(Scalar.GRADIENT_SHARE), g),
                        new Term.Times(false, scalar(Scalar.MEAN_SHARE), mean)))
                : graph.divide(mean, scalar(Scalar.CORRECTION1));
        return minus(
                kind == Optimizer.Kind.ADAMW ? shrunk() : parameter,
                graph.divide(named("unbiased mean", corrected), scale));
    }

    /** Where it is not adaptive yet, the mean is divided by 1. */
    private Node rectified(Node mean, Node squares) {
        Node adaptive = scalar(Scalar.ADAPTIVE);
        Node one = graph.constant(1);
        Node scale = graph.sum(List.of(
                new Term.Value(false, graph.subtract(one, adaptive)),
                new Term.Times(false, adaptive, rooted(squares))));
        Node corrected = named("unbiased mean", graph.divide(mean, scalar(Scalar.CORRECTION1)));
        return graph.divide(graph.multiply(scalar(Scalar.RECTIFICATION), corrected), scale);
    }

    /**
     * Each element has a step size, which grows while its gradient keeps its sign and shrinks when that changes. A size
     * of 0 is that of an element that has not taken a step: it begins with the rate.
     */
    private Node rprop(Node g) {
        Node one = graph.constant(1);
        Node known = slot("stepSize");
        Node unknown = graph.subtract(one, sign(known));
        Node size = named(
                "size",
                graph.sum(List.of(new Term.Value(false, known), new Term.Times(false, unknown, scalar(Scalar.RATE)))));
        Node same = named("same sign", graph.multiply(sign(g), sign(slot("gradientBefore"))));
        Node grows = named("grows", graph.binary(BinaryFunction.MAXIMUM, same, graph.constant(0)));
        Node shrinks = named("shrinks", graph.subtract(grows, same));
        Node stays = named("stays", graph.subtract(one, graph.add(grows, shrinks)));
        // Of the three one is 1 and the others are 0, so that the factor is exact.
        Node factor = graph.sum(List.of(
                new Term.Value(false, stays),
                new Term.Times(false, grows, option("etaPlus")),
                new Term.Times(false, shrinks, option("etaMinus"))));
        Node next = remember(
                "stepSize",
                within(graph.multiply(size, factor), optimizer.option("stepMin"), optimizer.option("stepMax")));
        Node used = remember("gradientBefore", graph.multiply(g, graph.subtract(one, shrinks)));
        return graph.sum(List.of(new Term.Value(false, parameter), new Term.Times(true, sign(used), next)));
    }

    private Node sign(Node x) {
        return graph.unary(UnaryFunction.SIGN, x);
    }

    private Node adamax(Node g) {
        Node mean = remember("mean", average("mean", option("beta1"), g));
        Node size = graph.add(graph.unary(UnaryFunction.ABS, g), option("epsilon"));
        Node decayedNorm = graph.multiply(option("beta2"), slot("norm"));
        Node norm = remember("norm", graph.binary(BinaryFunction.MAXIMUM, decayedNorm, size));
        return minus(parameter, graph.divide(graph.divide(mean, norm), scalar(Scalar.CORRECTION1)));
    }

    private Node lion(Node g) {
        Node direction = named("direction", graph.unary(UnaryFunction.SIGN, average("mean", option("beta1"), g)));
        remember("mean", average("mean", option("beta2"), g));
        return minus(shrunk(), direction);
    }

    /** p - rate * decay * p: decay that no gradient scales. */
    private Node shrunk() {
        double decay = optimizer.weightDecay();
        if (decay == 0) {
            return parameter;
        }
        Node kept = graph.sum(List.of(
                new Term.Value(false, graph.constant(1)),
                new Term.Times(true, scalar(Scalar.RATE), graph.constant(decay))));
        return graph.multiply(parameter, kept);
    }

    /** old + new^2. */
    private Node squared(Node old, Node value) {
        return graph.sum(List.of(new Term.Value(false, old), new Term.Times(false, value, value)));
    }

    /** a + factor * b. */
    private Node plus(Node a, Node factor, Node b) {
        return graph.sum(List.of(new Term.Value(false, a), new Term.Times(false, factor, b)));
    }

    /** keep * slot + (1 - keep) * value. */
    private Node average(String slot, Node keep, Node value) {
        Node rest = graph.subtract(graph.constant(1), keep);
        return graph.sum(List.of(new Term.Times(false, keep, slot(slot)), new Term.Times(false, rest, value)));
    }

    /** sqrt(x) + epsilon, or sqrt(x + epsilon). */
    private Node rooted(Node x) {
        if (optimizer.options().getOrDefault("epsilonInside", 0.0) > 0) {
            return graph.unary(UnaryFunction.SQRT, graph.add(x, option("epsilon")));
        }
        return graph.add(graph.unary(UnaryFunction.SQRT, x), option("epsilon"));
    }

    private Node minus(Node from, Node step) {
        return graph.sum(List.of(new Term.Value(false, from), new Term.Times(true, scalar(Scalar.RATE), step)));
    }

    private Node option(String name) {
        return graph.constant(optimizer.option(name));
    }

    private Node slot(String name) {
        return Objects.requireNonNull(slots.get(name), name);
    }

    private Node remember(String slot, Node value) {
        updatedSlots.put(slot, value);
        return named("new " + slot, value);
    }

    private Node scalar(Scalar scalar) {
        return scalars.computeIfAbsent(
                scalar, key -> named(key.word(), graph.input(100 + key.ordinal(), new Shape.Vector(1))));
    }

    /** The outputs of the pass: the parameter, then the slots. */
    List<Node> outputs() {
        List<Node> outputs = new ArrayList<>(List.of(updated));
        slots.keySet().forEach(name -> outputs.add(updatedSlots.get(name)));
        return outputs;
    }
}
