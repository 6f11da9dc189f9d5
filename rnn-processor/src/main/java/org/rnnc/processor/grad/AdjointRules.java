// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.List;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/** One rule for each primitive: given the adjoint of its result, what it contributes to those of its operands. */
final class AdjointRules {
    private final GraphBuilder graph;
    private final Contributions to;

    AdjointRules(GraphBuilder graph, Contributions contributions) {
        this.graph = graph;
        this.to = contributions;
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
            to.addTimes(y.input(0), multiplyAdd.negated(), d, y.input(1));
            to.addTimes(y.input(1), multiplyAdd.negated(), d, y.input(0));
            to.add(y.input(2), d);
        } else {
            structural(y, d);
        }
    }

    private void product(Node y, Node d, boolean transposed) {
        Node matrix = y.input(0);
        Node x = y.input(1);
        if (transposed) {
            to.addOuter(matrix, x, d);
        } else {
            to.addOuter(matrix, d, x);
        }
        if (to.wanted(x)) {
            to.add(x, new Term.Matrix(matrix, d, !transposed, false));
        }
        start(y, d);
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
        switch (function) {
            case NEGATE -> to.add(x, new Term.Value(true, d));
            case TANH -> to.addTimes(x, false, d, oneMinusSquare(y));
            case SIGMOID -> to.addTimes(x, false, d, graph.multiply(y, graph.subtract(graph.constant(1), y)));
            case RELU -> to.addTimes(x, false, d, graph.unary(UnaryFunction.POSITIVE, y));
            case EXP -> to.addTimes(x, false, d, y);
            case LOG -> to.add(x, graph.divide(d, x));
            case SQRT -> to.addTimes(x, false, graph.constant(0.5), graph.divide(d, y));
            case ABS -> to.addTimes(x, false, d, graph.unary(UnaryFunction.SIGN, x));
            case SOFTPLUS -> to.addTimes(x, false, d, graph.unary(UnaryFunction.SIGMOID, x));
            case SIGN, POSITIVE -> {
                // Flat wherever they have a derivative.
            }
        }
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
                to.addTimes(a, false, d, b);
                to.addTimes(b, false, d, a);
            }
            case DIVIDE -> {
                to.add(a, graph.divide(d, b));
                if (to.wanted(b)) {
                    to.add(b, new Term.Value(true, graph.divide(graph.multiply(d, y), b)));
                }
            }
            case MINIMUM -> choose(a, b, graph.subtract(a, b), d);
            case MAXIMUM -> choose(a, b, graph.subtract(b, a), d);
        }
    }

    /** Gives {@code d} to {@code b} where {@code other} is positive, else to {@code a}, which so has the ties. */
    private void choose(Node a, Node b, Node other, Node d) {
        Node second = graph.unary(UnaryFunction.POSITIVE, other);
        to.addTimes(a, false, d, graph.subtract(graph.constant(1), second));
        to.addTimes(b, false, d, second);
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
                to.addTimes(y.input(0), false, y, graph.subtract(d, graph.dot(d, y)));
            }
        } else if (op instanceof Op.Dot) {
            dot(y, d);
        } else if (op instanceof Op.CrossEntropy) {
            Node logits = y.input(0);
            Node target = graph.oneHot(y.input(1));
            to.addTimes(logits, false, d, graph.subtract(graph.softmax(logits), target));
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
        to.addTimes(y.input(0), false, spread, y.input(1));
        to.addTimes(y.input(1), false, spread, y.input(0));
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
