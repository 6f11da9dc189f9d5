// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
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
            case CROSS_ENTROPY, BINARY_CROSS_ENTROPY -> throw new IllegalArgumentException("no distance");
        };
    }

    /**
     * {@code -t log(p) - (1 - t) log(1 - p)} with {@code p = sigmoid(y)}, as {@code softplus(y) - t y}: nothing
     * overflows or is lost where p is near 0 or 1, and the derivative is {@code sigmoid(y) - t}.
     */
    static Node binaryCrossEntropy(GraphBuilder graph, Node logits, Node target) {
        return graph.sumElements(graph.sum(List.of(
                new Term.Value(false, graph.unary(UnaryFunction.SOFTPLUS, logits)),
                new Term.Times(true, target, logits))));
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
