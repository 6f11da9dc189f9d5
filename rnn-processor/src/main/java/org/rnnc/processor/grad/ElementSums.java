// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;

/**
 * Sums over the elements of a vector. What all elements are multiplied with, or divided by, is taken out of the sum: so it
 * is one operation in place of one for each element, and needs no vector of its own. What is known to add up to zero is
 * left out.
 */
final class ElementSums {
    private final GraphBuilder graph;

    ElementSums(GraphBuilder graph) {
        this.graph = graph;
    }

    Node sum(Node vector) {
        if (vector.size() == 1) {
            return vector;
        }
        if (vector.op() instanceof Op.Binary binary) {
            return binary(binary.function(), vector);
        }
        if (vector.op() instanceof Op.Unary unary && unary.function() == UnaryFunction.NEGATE) {
            return graph.unary(UnaryFunction.NEGATE, sum(vector.input(0)));
        }
        if (vector.op() instanceof Op.MultiplyAdd && addsNothing(vector.input(0), vector.input(1))) {
            return sum(vector.input(2));
        }
        return graph.sumElements(vector);
    }

    private Node binary(BinaryFunction function, Node vector) {
        Node a = vector.input(0);
        Node b = vector.input(1);
        return switch (function) {
            case MULTIPLY -> product(a, b);
            case DIVIDE -> b.size() == 1 ? graph.divide(sum(a), b) : graph.sumElements(vector);
            default -> graph.sumElements(vector);
        };
    }

    private Node product(Node a, Node b) {
        if (a.size() == 1) {
            return graph.multiply(a, sum(b));
        }
        return b.size() == 1 ? graph.multiply(sum(a), b) : graph.dot(a, b);
    }

    /** Whether the elements of {@code a * b} add up to zero. */
    private static boolean addsNothing(Node a, Node b) {
        return isOneNumber(a) && isCentered(b) || isOneNumber(b) && isCentered(a);
    }

    private static boolean isOneNumber(Node node) {
        return node.size() == 1
                || node.op() instanceof Op.Broadcast && node.input(0).size() == 1;
    }

    /** Whether it is {@code x - sum(x) / n}, or that divided by a number. */
    private static boolean isCentered(Node node) {
        if (!(node.op() instanceof Op.Binary binary)) {
            return false;
        }
        return switch (binary.function()) {
            case DIVIDE -> node.input(1).size() == 1 && isCentered(node.input(0));
            case SUBTRACT -> isMean(node.input(1), node.input(0));
            default -> false;
        };
    }

    private static boolean isMean(Node mean, Node x) {
        return mean.op() instanceof Op.Binary ratio
                && ratio.function() == BinaryFunction.DIVIDE
                && mean.input(0).op() instanceof Op.Sum
                && mean.input(0).input(0).equals(x)
                && mean.input(1).op() instanceof Op.Constant count
                && count.value() == x.size();
    }
}
