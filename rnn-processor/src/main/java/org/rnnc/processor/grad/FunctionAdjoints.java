// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.graph.range.Finiteness;

/**
 * One rule for each function that is applied to each element. What is taken of one side at ties and kinks is in {@code
 * docs/numerics.md}.
 */
final class FunctionAdjoints {
    private final GraphBuilder graph;
    private final Contributions to;
    private final Finiteness finiteness;
    /** By vector what it is after a division by a number, which the way back reads anyway. */
    private final Map<Node, Node> quotients = new HashMap<>();

    FunctionAdjoints(GraphBuilder graph, Contributions contributions, Finiteness finiteness) {
        this.graph = graph;
        this.to = contributions;
        this.finiteness = finiteness;
    }

    AdjointRule of(UnaryFunction function) {
        return (y, d) -> {
            Node x = y.input(0);
            if (to.wanted(x)) {
                contribution(function, x, y, d).ifPresent(term -> to.add(x, term));
            }
        };
    }

    /** What {@code y = function(x)} contributes to the adjoint of x. */
    private Optional<Term> contribution(UnaryFunction function, Node x, Node y, Node d) {
        boolean undefined = finiteness.mayBeUndefined(x);
        return switch (function) {
            case NEGATE -> Optional.of(new Term.Value(true, d));
            case TANH -> times(d, where(undefined, d, oneMinusSquare(y)));
            case SIGMOID -> times(d, where(undefined, d, graph.multiply(y, graph.subtract(graph.constant(1), y))));
            case RELU -> times(d, graph.unary(UnaryFunction.POSITIVE, y));
            case BELOW_ZERO -> times(d, notPositive(x));
            case EXP -> times(d, where(finiteness.mayBeInfinite(y), d, y));
            // Not 1 + y, which has no digits left where y is near -1.
            case EXPM1 -> times(d, where(finiteness.mayBeInfinite(y), d, graph.unary(UnaryFunction.EXP, x)));
            case LOG -> Optional.of(new Term.Value(false, quotient(d, x)));
            case SQRT -> times(graph.constant(0.5), quotient(d, y));
            case ABS -> times(d, where(undefined, d, graph.unary(UnaryFunction.SIGN, x)));
            case SOFTPLUS -> times(d, where(undefined, d, graph.unary(UnaryFunction.SIGMOID, x)));
            case ERF -> times(d, where(undefined, d, normal(x)));
            // Flat wherever they have a derivative.
            case SIGN, POSITIVE -> Optional.empty();
        };
    }

    private static Optional<Term> times(Node d, Node slope) {
        return Optional.of(new Term.Times(false, d, slope));
    }

    private Node notPositive(Node x) {
        Node above = graph.unary(UnaryFunction.POSITIVE, x);
        return graph.subtract(graph.constant(1), above);
    }

    private Node quotient(Node d, Node divisor) {
        return where(finiteness.mayVanish(divisor), d, graph.divide(d, divisor));
    }

    /** {@code 2 / sqrt(pi) * exp(-x^2)}. */
    private Node normal(Node x) {
        Node power = graph.unary(UnaryFunction.EXP, graph.unary(UnaryFunction.NEGATE, graph.multiply(x, x)));
        return graph.multiply(graph.constant(2 / Math.sqrt(Math.PI)), power);
    }

    private Node oneMinusSquare(Node y) {
        return graph.sum(List.of(new Term.Value(false, graph.constant(1)), new Term.Times(true, y, y)));
    }

    AdjointRule of(BinaryFunction function) {
        return switch (function) {
            case ADD ->
                (y, d) -> {
                    to.add(y.input(0), d);
                    to.add(y.input(1), d);
                };
            case SUBTRACT ->
                (y, d) -> {
                    to.add(y.input(0), d);
                    to.add(y.input(1), new Term.Value(true, d));
                };
            case MULTIPLY -> (y, d) -> product(y, false, d);
            case DIVIDE -> this::ratio;
            case MINIMUM -> (y, d) -> choose(y, graph.subtract(y.input(1), y.input(0)), d);
            case MAXIMUM -> (y, d) -> choose(y, graph.subtract(y.input(0), y.input(1)), d);
            case UNLESS_ZERO -> (y, d) -> to.add(y.input(1), graph.unlessZero(y.input(0), d));
        };
    }

    /** Of a product of the first two operands, which has the adjoint d. */
    void product(Node y, boolean negated, Node d) {
        times(y.input(0), negated, d, y.input(1));
        times(y.input(1), negated, d, y.input(0));
    }

    /**
     * Of {@code dot(x, x)}, if a quotient of x is kept for the way back: then that stands for x, which need not be kept, too.
     *
     * @return whether it is
     */
    boolean squares(Node x, Node d) {
        Node quotient = quotients.get(x);
        if (quotient == null) {
            return false;
        }
        Node factor = graph.multiply(graph.multiply(graph.constant(2), d), quotient.input(1));
        to.addTimes(x, false, graph.broadcast(factor, x.shape(), factor.domain()), quotient);
        return true;
    }

    /** Adds {@code d * factor}, with one of the values of the model for a factor. */
    private void times(Node x, boolean negative, Node d, Node factor) {
        if (to.wanted(x)) {
            to.addTimes(x, negative, d, where(finiteness.mayBeInfinite(factor), d, factor));
        }
    }

    /** {@code value}; if it may be infinite, or NaN, only where {@code d} is not zero. */
    private Node where(boolean infinite, Node d, Node value) {
        return infinite ? graph.unlessZero(d, value) : value;
    }

    private void ratio(Node y, Node d) {
        Node a = y.input(0);
        Node b = y.input(1);
        if (to.wanted(a)) {
            to.add(a, quotient(d, b));
        }
        if (to.wanted(b)) {
            Node slope = graph.divide(graph.multiply(d, y), b);
            boolean infinite = finiteness.mayVanish(b) || finiteness.mayBeInfinite(y);
            to.add(b, new Term.Value(true, where(infinite, d, slope)));
            if (!infinite && b.size() == 1 && a.size() > 1) {
                quotients.put(a, y);
            }
        }
    }

    /**
     * Gives {@code d} to the first operand where {@code lead} is positive, to the second where it is negative. Of two equal values
     * each has half of it, but nothing beside a number: so {@code max(x, 0)} is {@code relu(x)} at 0 too.
     */
    private void choose(Node y, Node lead, Node d) {
        Node a = y.input(0);
        Node b = y.input(1);
        if (isNumber(a) || isNumber(b)) {
            Node side = isNumber(a) ? graph.unary(UnaryFunction.NEGATE, lead) : lead;
            to.addTimes(isNumber(a) ? b : a, false, d, graph.unary(UnaryFunction.POSITIVE, side));
            return;
        }
        Node half = graph.constant(0.5);
        Node sign = graph.unary(UnaryFunction.SIGN, lead);
        Node share = graph.sum(List.of(new Term.Value(false, half), new Term.Times(false, half, sign)));
        boolean undefined = finiteness.mayBeInfinite(a) && finiteness.mayBeInfinite(b)
                || finiteness.mayBeUndefined(a)
                || finiteness.mayBeUndefined(b);
        Node first = where(undefined, d, share);
        to.addTimes(a, false, d, first);
        to.addTimes(b, false, d, graph.subtract(graph.constant(1), first));
    }

    /** Whether it is known at compile time: {@code 0}, or {@code concat(1, 2)}. */
    private static boolean isNumber(Node node) {
        boolean parts =
                node.op() instanceof Op.Concat || node.op() instanceof Op.Broadcast || node.op() instanceof Op.Slice;
        return node.op() instanceof Op.Constant
                || parts && node.inputs().stream().allMatch(FunctionAdjoints::isNumber);
    }
}
