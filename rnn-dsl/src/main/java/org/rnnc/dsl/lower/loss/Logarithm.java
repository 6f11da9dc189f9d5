// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;

/**
 * The logarithm of an output, computed from what comes before its last activation: where that has rounded its result to
 * 0, or to a number with few digits, the logarithm is still an ordinary number.
 */
final class Logarithm {
    /** Below this {@code softplus(x)} is {@code e^x}, to the last digit of a double. */
    private static final double EXPONENTIAL = -40;

    private final GraphBuilder graph;

    Logarithm(GraphBuilder graph) {
        this.graph = graph;
    }

    /** Empty for a value that is made in no such way. */
    Optional<Node> of(Node value) {
        if (value.op() instanceof Op.Unary unary) {
            return unary(unary.function(), value.input(0));
        } else if (value.op() instanceof Op.Softmax) {
            return Optional.of(graph.logSoftmax(value.input(0)));
        } else if (value.op() instanceof Op.Slice slice) {
            return of(value.input(0)).map(x -> graph.slice(x, slice.offset(), slice.size()));
        } else if (value.op() instanceof Op.Concat) {
            return concat(value.inputs());
        } else if (value.op() instanceof Op.Binary binary) {
            return binary(binary.function(), value.input(0), value.input(1));
        }
        return Optional.empty();
    }

    private Optional<Node> unary(UnaryFunction function, Node x) {
        return switch (function) {
            case EXP -> Optional.of(x);
            case SIGMOID -> Optional.of(negated(graph.unary(UnaryFunction.SOFTPLUS, negated(x))));
            case SOFTPLUS -> Optional.of(ofSoftplus(x));
            case NEGATE, TANH, RELU, BELOW_ZERO, EXPM1, LOG, SQRT, ABS, ERF, SIGN, POSITIVE -> Optional.empty();
        };
    }

    /** Of softplus where that has all its digits; below, x itself, which goes on from there in a straight line. */
    private Node ofSoftplus(Node x) {
        Node bounded = graph.binary(BinaryFunction.MAXIMUM, x, graph.constant(EXPONENTIAL));
        Node rest = graph.unary(UnaryFunction.BELOW_ZERO, graph.subtract(x, graph.constant(EXPONENTIAL)));
        return graph.add(graph.unary(UnaryFunction.LOG, graph.unary(UnaryFunction.SOFTPLUS, bounded)), rest);
    }

    private Node negated(Node x) {
        return graph.unary(UnaryFunction.NEGATE, x);
    }

    private Optional<Node> concat(List<Node> parts) {
        List<Node> logarithms = new ArrayList<>();
        for (Node part : parts) {
            Optional<Node> logarithm = factor(part);
            if (logarithm.isEmpty()) {
                return Optional.empty();
            }
            logarithms.add(logarithm.get());
        }
        return Optional.of(graph.concat(logarithms));
    }

    private Optional<Node> binary(BinaryFunction function, Node a, Node b) {
        if (function != BinaryFunction.MULTIPLY && function != BinaryFunction.DIVIDE) {
            return Optional.empty();
        }
        Optional<Node> first = factor(a);
        Optional<Node> second = factor(b);
        return first.isEmpty() || second.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        function == BinaryFunction.MULTIPLY
                                ? graph.add(first.get(), second.get())
                                : graph.subtract(first.get(), second.get()));
    }

    /** Of a number too. */
    private Optional<Node> factor(Node value) {
        return value.op() instanceof Op.Constant constant
                ? Optional.of(graph.constant(StrictMath.log(constant.value()))).filter(node -> constant.value() > 0)
                : of(value);
    }
}
