// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.List;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Finiteness;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/**
 * One rule for each primitive: given the adjoint of its result, what it contributes to those of its operands.
 *
 * <p>What has no part in the loss has an adjoint of zero, and keeps it: where a derivative may be infinite or NaN though
 * the loss is not, the rule uses it only where the adjoint is not zero. What is taken of one side at ties and kinks is in
 * {@code docs/numerics.md}.
 */
final class AdjointRules {
    private final GraphBuilder graph;
    private final Contributions to;
    private final Finiteness finiteness;

    AdjointRules(GraphBuilder graph, Contributions contributions, Finiteness finiteness) {
        this.graph = graph;
        this.to = contributions;
        this.finiteness = finiteness;
    }

    /** Passes {@code d}, the whole adjoint of {@code y}, on to the operands of {@code y}. */
    void apply(Node y, Node d) {
        Op op = y.op();
        if (op instanceof Op.Product product) {
            product(y, d, product.transposed());
        } else if (op instanceof Op.Lookup lookup) {
            to.addScatter(y.input(0), d, y.input(1), lookup.row());
            start(y, d);
        } else if (op instanceof Op.Unary unary) {
            unary(unary.function(), y.input(0), y, d);
        } else if (op instanceof Op.Binary binary) {
            binary(binary.function(), y.input(0), y.input(1), y, d);
        } else if (op instanceof Op.MultiplyAdd multiplyAdd) {
            times(y.input(0), multiplyAdd.negated(), d, y.input(1));
            times(y.input(1), multiplyAdd.negated(), d, y.input(0));
            to.add(y.input(2), d);
        } else {
            structural(y, d);
        }
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

    private void product(Node y, Node d, boolean transposed) {
        Node matrix = y.input(0);
        Node x = y.input(1);
        if (to.wanted(matrix)) {
            Node seen = finiteness.mayBeInfinite(x) ? graph.unlessZero(anyOf(d), x) : x;
            to.addOuter(matrix, transposed ? seen : d, transposed ? d : seen);
        }
        if (to.wanted(x)) {
            to.add(x, new Term.Matrix(matrix, d, !transposed, false));
        }
        start(y, d);
    }

    /** Zero if all elements of {@code d} are. */
    private Node anyOf(Node d) {
        return graph.sumElements(graph.unary(UnaryFunction.ABS, d));
    }

    private void start(Node y, Node d) {
        if (y.inputs().size() == 3) {
            to.add(y.input(2), d);
        }
    }

    private void unary(UnaryFunction function, Node x, Node y, Node d) {
        if (!to.wanted(x)) {
            return;
        }
        boolean undefined = finiteness.mayBeUndefined(x);
        switch (function) {
            case NEGATE -> to.add(x, new Term.Value(true, d));
            case TANH -> to.addTimes(x, false, d, where(undefined, d, oneMinusSquare(y)));
            case SIGMOID -> {
                Node slope = graph.multiply(y, graph.subtract(graph.constant(1), y));
                to.addTimes(x, false, d, where(undefined, d, slope));
            }
            case RELU -> to.addTimes(x, false, d, graph.unary(UnaryFunction.POSITIVE, y));
            case BELOW_ZERO -> {
                Node above = graph.unary(UnaryFunction.POSITIVE, x);
                to.addTimes(x, false, d, graph.subtract(graph.constant(1), above));
            }
            case EXP -> times(x, false, d, y);
            case LOG -> to.add(x, quotient(d, x));
            case SQRT -> to.addTimes(x, false, graph.constant(0.5), quotient(d, y));
            case ABS -> to.addTimes(x, false, d, where(undefined, d, graph.unary(UnaryFunction.SIGN, x)));
            case SOFTPLUS -> to.addTimes(x, false, d, where(undefined, d, graph.unary(UnaryFunction.SIGMOID, x)));
            case ERF -> to.addTimes(x, false, d, where(undefined, d, normal(x)));
            case SIGN, POSITIVE -> {
                // Flat wherever they have a derivative.
            }
        }
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

    private void binary(BinaryFunction function, Node a, Node b, Node y, Node d) {
        switch (function) {
            case ADD -> {
                to.add(a, d);
                to.add(b, d);
            }
            case SUBTRACT -> {
                to.add(a, d);
                to.add(b, new Term.Value(true, d));
            }
            case MULTIPLY -> {
                times(a, false, d, b);
                times(b, false, d, a);
            }
            case DIVIDE -> {
                if (to.wanted(a)) {
                    to.add(a, quotient(d, b));
                }
                if (to.wanted(b)) {
                    Node slope = graph.divide(graph.multiply(d, y), b);
                    boolean infinite = finiteness.mayVanish(b) || finiteness.mayBeInfinite(y);
                    to.add(b, new Term.Value(true, where(infinite, d, slope)));
                }
            }
            case MINIMUM -> choose(a, b, graph.subtract(b, a), d);
            case MAXIMUM -> choose(a, b, graph.subtract(a, b), d);
            case UNLESS_ZERO -> to.add(b, graph.unlessZero(a, d));
        }
    }

    /**
     * Gives {@code d} to {@code a} where {@code lead} is positive, to {@code b} where it is negative. Of two equal values
     * each has half of it, but nothing beside a number: so {@code max(x, 0)} is {@code relu(x)} at 0 too.
     */
    private void choose(Node a, Node b, Node lead, Node d) {
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
                node.op() instanceof Op.Concat || node.op() instanceof Op.Spread || node.op() instanceof Op.Slice;
        return node.op() instanceof Op.Constant
                || parts && node.inputs().stream().allMatch(AdjointRules::isNumber);
    }

    private void structural(Node y, Node d) {
        Op op = y.op();
        if (op instanceof Op.Spread || op instanceof Op.Sum || op instanceof Op.SumSteps || op instanceof Op.Total) {
            Node x = y.input(0);
            // A sum's adjoint is spread over what was summed, a spread value's summed over where it went.
            to.add(x, op instanceof Op.Spread ? d : graph.spread(d, x.shape(), x.domain()));
        } else if (op instanceof Op.Concat) {
            concat(y, d);
        } else if (op instanceof Op.Slice slice) {
            to.add(y.input(0), graph.pad(d, slice.offset(), y.input(0).size()));
        } else if (op instanceof Op.Pad pad) {
            to.add(y.input(0), graph.slice(d, pad.offset(), y.input(0).size()));
        } else if (op instanceof Op.Softmax) {
            if (to.wanted(y.input(0))) {
                Node rest = graph.subtract(d, graph.dot(d, y));
                if (finiteness.mayBeUndefined(y)) {
                    to.add(y.input(0), graph.unlessZero(anyOf(d), graph.multiply(y, rest)));
                } else {
                    to.addTimes(y.input(0), false, y, rest);
                }
            }
        } else if (op instanceof Op.LogSoftmax) {
            logSoftmax(y.input(0), d);
        } else if (op instanceof Op.Dot) {
            dot(y, d);
        } else if (op instanceof Op.Magnitude magnitude) {
            Node x = y.input(0);
            if (to.wanted(x)) {
                Node factor = magnitude.squared() ? graph.multiply(graph.constant(2), d) : d;
                to.addTimes(x, false, factor, magnitude.squared() ? x : graph.unary(UnaryFunction.SIGN, x));
            }
        } else if (op instanceof Op.CrossEntropy) {
            Node logits = y.input(0);
            Node target = graph.oneHot(y.input(1));
            Node rest = graph.subtract(graph.softmax(logits), target);
            to.addTimes(logits, false, d, where(finiteness.mayBeInfinite(logits), d, rest));
        } else if (op instanceof Op.Pick pick) {
            to.add(y.input(0), graph.place(pick.last(), d));
        } else if (op instanceof Op.MaxSteps) {
            maxSteps(y, d);
        } else if (op instanceof Op.Place place) {
            to.add(y.input(0), graph.pick(place.last(), d));
        } else if (!isSource(op)) {
            throw new IllegalArgumentException("no adjoint rule for " + y);
        }
    }

    /** Gives {@code d} to the step that has the maximum, or to equal parts to all that have it. */
    private void maxSteps(Node y, Node d) {
        Node x = y.input(0);
        if (to.wanted(x)) {
            Node below = graph.unary(UnaryFunction.POSITIVE, graph.subtract(y, x));
            Node isLargest = graph.subtract(graph.constant(1), below);
            to.addTimes(x, false, isLargest, graph.divide(d, graph.sumSteps(isLargest)));
        }
    }

    private void dot(Node y, Node d) {
        Shape shape = y.input(0).shape();
        Node spread = graph.spread(d, shape, d.domain());
        times(y.input(0), false, spread, y.input(1));
        times(y.input(1), false, spread, y.input(0));
    }

    private void logSoftmax(Node logits, Node d) {
        if (to.wanted(logits)) {
            Node sum = graph.sumElements(d);
            Node rest = graph.multiply(sum, graph.softmax(logits));
            boolean infinite = finiteness.mayBeInfinite(logits);
            Node term = infinite ? graph.unlessZero(anyOf(d), graph.subtract(d, rest)) : graph.subtract(d, rest);
            to.add(logits, term);
        }
    }

    private void concat(Node y, Node d) {
        int offset = 0;
        for (Node part : y.inputs()) {
            to.add(part, graph.slice(d, offset, part.size()));
            offset += part.size();
        }
    }

    private static boolean isSource(Op op) {
        return op instanceof Op.Input
                || op instanceof Op.Target
                || op instanceof Op.Parameter
                || op instanceof Op.Constant
                || op instanceof Op.Counted
                || op instanceof Op.Mask
                || op instanceof Op.Initial
                || op instanceof Op.Previous
                || op instanceof Op.OneHot;
    }
}
