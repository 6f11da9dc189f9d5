// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.UnaryFunction;

/** Distances between an output and its target, summed over the elements of one datum. */
final class LossFormulas {
    private LossFormulas() {}

    static Node distance(GraphBuilder graph, LossOptions options, Node output, Node target) {
        Node difference = graph.subtract(output, target);
        return switch (options.kind()) {
            case MSE -> dot(graph, difference, difference);
            case MAE -> graph.sumElements(graph.unary(UnaryFunction.ABS, difference));
            case HUBER -> huber(graph, graph.unary(UnaryFunction.ABS, difference), options.delta());
            case CROSS_ENTROPY -> throw new IllegalArgumentException("no distance");
        };
    }

    /**
     * {@code q (a - q/2)} with {@code q = min(a, delta)}: {@code a^2 / 2} where {@code a} is less than delta, else
     * {@code delta (a - delta / 2)}.
     */
    private static Node huber(GraphBuilder graph, Node a, double delta) {
        Node q = graph.binary(BinaryFunction.MINIMUM, a, graph.constant(delta));
        return dot(graph, q, graph.subtract(a, graph.multiply(graph.constant(0.5), q)));
    }

    private static Node dot(GraphBuilder graph, Node a, Node b) {
        return a.size() == 1 ? graph.multiply(a, b) : graph.dot(a, b);
    }
}
