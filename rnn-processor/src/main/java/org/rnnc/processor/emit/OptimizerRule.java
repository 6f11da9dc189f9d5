// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.model.Training;

/**
 * One update of one parameter, as equations over its value, its gradient and what the optimizer remembers of it; they
 * become one fused pass like any other element-wise work.
 *
 * @param parameter the value before
 * @param gradient before clipping
 * @param slots what is remembered, by name, before
 * @param updated the value after
 * @param updatedSlots what is remembered then, in the order of {@code slots}
 */
record OptimizerRule(
        GraphBuilder graph,
        Node parameter,
        Node gradient,
        Map<String, Node> slots,
        Node updated,
        List<Node> updatedSlots) {

    /** The names of what {@code optimizer} remembers of each parameter. */
    static List<String> slotNames(Training.Optimizer optimizer) {
        return optimizer instanceof Training.Optimizer.Adagrad ? List.of("squares") : List.of();
    }

    static OptimizerRule of(Training training, int width) {
        GraphBuilder graph = new GraphBuilder();
        Shape row = new Shape.Vector(width);
        Node parameter = graph.input(0, row);
        Node gradient = graph.input(1, row);
        Map<String, Node> slots = new LinkedHashMap<>();
        for (String name : slotNames(training.optimizer())) {
            slots.put(name, graph.input(2 + slots.size(), row));
        }
        Node clipped = clip(graph, gradient, training.clip());
        if (training.optimizer() instanceof Training.Optimizer.Sgd sgd) {
            Node updated = minus(graph, parameter, graph.constant(sgd.rate()), clipped);
            return new OptimizerRule(graph, parameter, gradient, slots, updated, List.of());
        }
        if (training.optimizer() instanceof Training.Optimizer.Adagrad adagrad) {
            return adagrad(graph, parameter, gradient, clipped, slots, adagrad);
        }
        throw new IllegalArgumentException("no rule for " + training.optimizer());
    }

    /** Duchi, Hazan and Singer (2011): m = m + g^2; p = p - rate g / (sqrt(m) + epsilon). */
    private static OptimizerRule adagrad(
            GraphBuilder graph,
            Node parameter,
            Node gradient,
            Node clipped,
            Map<String, Node> slots,
            Training.Optimizer.Adagrad adagrad) {
        Node squares = graph.sum(
                List.of(new Term.Value(false, slots.get("squares")), new Term.Times(false, clipped, clipped)));
        Node scale = graph.add(graph.unary(UnaryFunction.SQRT, squares), graph.constant(adagrad.epsilon()));
        Node updated = minus(graph, parameter, graph.constant(adagrad.rate()), graph.divide(clipped, scale));
        return new OptimizerRule(graph, parameter, gradient, slots, updated, List.of(squares));
    }

    private static Node minus(GraphBuilder graph, Node parameter, Node rate, Node step) {
        return graph.sum(List.of(new Term.Value(false, parameter), new Term.Times(true, rate, step)));
    }

    private static Node clip(GraphBuilder graph, Node gradient, Optional<Training.Clip> clip) {
        if (clip.isEmpty() || clip.get().kind() != Training.Clip.Kind.VALUE) {
            return gradient;
        }
        double limit = clip.get().limit();
        Node below = graph.binary(BinaryFunction.MINIMUM, gradient, graph.constant(limit));
        return graph.binary(BinaryFunction.MAXIMUM, below, graph.constant(-limit));
    }
}
