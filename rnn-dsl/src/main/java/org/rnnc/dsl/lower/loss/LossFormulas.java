// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/**
 * Distances between an output and its target, summed over the elements of one datum. What is {@code infinite}, perhaps, is
 * an output, or what it is made from: where its target gives it no part in the loss it has none.
 */
final class LossFormulas {
    private LossFormulas() {}

    static Node distance(GraphBuilder graph, LossOptions options, Node output, Node target, boolean infinite) {
        Node difference = graph.subtract(output, target);
        return switch (options.kind()) {
            case MSE -> dot(graph, difference, difference);
            case MAE -> graph.sumElements(graph.unary(UnaryFunction.ABS, difference));
            case HUBER -> huber(graph, graph.unary(UnaryFunction.ABS, difference), options.number("delta"));
            case QUANTILE -> quantile(graph, difference, options.number("tau"));
            case POISSON -> poisson(graph, output, target);
            case COSINE -> cosine(graph, output, target);
            case LINEAR -> dot(graph, infinite ? graph.unlessZero(target, output) : output, target);
            case CROSS_ENTROPY, BINARY_CROSS_ENTROPY -> throw new IllegalArgumentException("no distance");
        };
    }

    /**
     * {@code -w t log(p) - (1 - t) log(1 - p)} with {@code p = sigmoid(y)}, as {@code w t softplus(-y) + (1 - t)
     * softplus(y)}: nothing overflows, and a small loss where p is near t keeps its digits, as its derivative does.
     *
     * @param positiveWeight w, null for 1
     */
    static Node binaryCrossEntropy(
            GraphBuilder graph, Node logits, Node target, @Nullable Node positiveWeight, boolean infinite) {
        Node isZero = graph.subtract(graph.constant(1), target);
        Node isOne = positiveWeight == null ? target : graph.multiply(positiveWeight, target);
        Node ofZero = graph.unary(UnaryFunction.SOFTPLUS, logits);
        Node ofOne = graph.unary(UnaryFunction.SOFTPLUS, graph.unary(UnaryFunction.NEGATE, logits));
        return graph.sumElements(graph.sum(List.of(
                new Term.Times(false, isZero, infinite ? graph.unlessZero(isZero, ofZero) : ofZero),
                new Term.Times(false, isOne, infinite ? graph.unlessZero(isOne, ofOne) : ofOne))));
    }

    /**
     * {@code q (a - q/2)} with {@code q = min(a, delta)}: {@code a^2 / 2} where {@code a} is less than delta, else
     * {@code delta (a - delta / 2)}.
     */
    private static Node huber(GraphBuilder graph, Node a, double delta) {
        Node q = graph.binary(BinaryFunction.MINIMUM, a, graph.constant(delta));
        return dot(graph, q, graph.subtract(a, graph.multiply(graph.constant(0.5), q)));
    }

    /**
     * {@code max(-tau e, (1 - tau) e)} of the difference e: least where a share tau of the targets is below. As a sum of
     * two parts, each of which is flat at 0.
     */
    private static Node quantile(GraphBuilder graph, Node difference, double tau) {
        Node above = graph.unary(UnaryFunction.RELU, difference);
        Node below = graph.unary(UnaryFunction.RELU, graph.unary(UnaryFunction.NEGATE, difference));
        return graph.sumElements(graph.sum(List.of(
                new Term.Times(false, graph.constant(1 - tau), above),
                new Term.Times(false, graph.constant(tau), below))));
    }

    /** {@code y - t log(y)}: the rate y of a count t, without what does not depend on y. A count of 0 asks for no log. */
    private static Node poisson(GraphBuilder graph, Node rate, Node count) {
        Node log = new Logarithm(graph)
                .of(rate)
                .orElseGet(() -> graph.unlessZero(count, graph.unary(UnaryFunction.LOG, rate)));
        return graph.sumElements(graph.sum(List.of(new Term.Value(false, rate), new Term.Times(true, count, log))));
    }

    /** One less the cosine of the angle between y and t; lengths count as at least 1e-8. */
    private static Node cosine(GraphBuilder graph, Node output, Node target) {
        Node lengths = graph.multiply(length(graph, output), length(graph, target));
        return graph.subtract(graph.constant(1), graph.divide(dot(graph, output, target), lengths));
    }

    private static Node length(GraphBuilder graph, Node vector) {
        Node squares = graph.binary(BinaryFunction.MAXIMUM, graph.constant(1e-16), dot(graph, vector, vector));
        return graph.unary(UnaryFunction.SQRT, squares);
    }

    private static Node dot(GraphBuilder graph, Node a, Node b) {
        return a.size() == 1 ? graph.multiply(a, b) : graph.dot(a, b);
    }
}
