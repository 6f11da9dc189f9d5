// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.graph.range.Finiteness;

/**
 * One rule for each operation: given the adjoint of its result, what it contributes to those of its operands.
 *
 * <p>What has no part in the loss has an adjoint of zero, and keeps it: where a derivative may be infinite or NaN though
 * the loss is not, the rule uses it only where the adjoint is not zero.
 */
final class AdjointRules
        implements Op.Visitor<AdjointRule>,
                Cases.MatrixProduct<AdjointRule>,
                Cases.Elementwise<AdjointRule>,
                Cases.OfLogits<AdjointRule>,
                Cases.Reduction<AdjointRule>,
                Cases.Assembly<AdjointRule>,
                Cases.View<AdjointRule>,
                Cases.OverSteps<AdjointRule> {
    private final GraphBuilder graph;
    private final Contributions to;
    private final Finiteness finiteness;
    private final FunctionAdjoints functions;

    AdjointRules(GraphBuilder graph, Contributions contributions, Finiteness finiteness) {
        this.graph = graph;
        this.to = contributions;
        this.finiteness = finiteness;
        this.functions = new FunctionAdjoints(graph, contributions, finiteness);
    }

    /** Passes {@code d}, the whole adjoint of {@code y}, on to the operands of {@code y}. */
    void apply(Node y, Node d) {
        y.op().accept(this).apply(y, d);
    }

    // ---- what has no operands --------------------------------------------------------------------------------------

    @Override
    public AdjointRule source(Op.Source op) {
        return AdjointRule.NOTHING;
    }

    @Override
    public AdjointRule scalar(Op.Scalar op) {
        return AdjointRule.NOTHING;
    }

    // ---- products --------------------------------------------------------------------------------------------------

    @Override
    public AdjointRule product(Op.MatrixProduct op) {
        AdjointRule product = op.match(this);
        return (y, d) -> {
            product.apply(y, d);
            if (y.inputs().size() == 3) {
                to.add(y.input(2), d);
            }
        };
    }

    @Override
    public AdjointRule product(Op.Product op) {
        return (y, d) -> {
            Node matrix = y.input(0);
            Node x = y.input(1);
            if (to.wanted(matrix)) {
                Node seen = finiteness.mayBeInfinite(x) ? graph.unlessZero(anyOf(d), x) : x;
                to.addOuter(matrix, op.transposed() ? seen : d, op.transposed() ? d : seen);
            }
            if (to.wanted(x)) {
                to.add(x, new Term.Matrix(matrix, d, !op.transposed(), false, true));
            }
        };
    }

    @Override
    public AdjointRule lookup(Op.Lookup op) {
        return (y, d) -> to.addScatter(y.input(0), d, y.input(1), op.row());
    }

    /** Zero if all elements of {@code d} are. */
    private Node anyOf(Node d) {
        return graph.sumElements(graph.unary(UnaryFunction.ABS, d));
    }

    @Override
    public AdjointRule gradient(Op.MatrixGradient op) {
        throw new IllegalArgumentException("a gradient is not differentiated: " + op);
    }

    // ---- element by element ----------------------------------------------------------------------------------------

    @Override
    public AdjointRule elementwise(Op.Elementwise op) {
        return op.match(this);
    }

    @Override
    public AdjointRule unary(Op.Unary op) {
        return functions.of(op.function());
    }

    @Override
    public AdjointRule binary(Op.Binary op) {
        return functions.of(op.function());
    }

    @Override
    public AdjointRule multiplyAdd(Op.MultiplyAdd op) {
        return (y, d) -> {
            functions.product(y, op.negated(), d);
            to.add(y.input(2), d);
        };
    }

    /** The sum over where it went is taken there. */
    @Override
    public AdjointRule broadcast(Op.Broadcast op) {
        return (y, d) -> to.add(y.input(0), d);
    }

    // ---- within one vector -----------------------------------------------------------------------------------------

    @Override
    public AdjointRule ofLogits(Op.OfLogits op) {
        AdjointRule rule = op.match(this);
        return (y, d) -> {
            if (to.wanted(y.input(0))) {
                rule.apply(y, d);
            }
        };
    }

    @Override
    public AdjointRule softmax(Op.Softmax op) {
        return (y, d) -> {
            Node rest = graph.subtract(d, graph.dot(d, y));
            if (finiteness.mayBeUndefined(y)) {
                to.add(y.input(0), graph.unlessZero(anyOf(d), graph.multiply(y, rest)));
            } else {
                to.addTimes(y.input(0), false, y, rest);
            }
        };
    }

    @Override
    public AdjointRule logSoftmax(Op.LogSoftmax op) {
        return (y, d) -> {
            Node logits = y.input(0);
            Node sum = graph.sumElements(d);
            Node rest = graph.multiply(sum, graph.softmax(logits));
            boolean infinite = finiteness.mayBeInfinite(logits);
            to.add(logits, infinite ? graph.unlessZero(anyOf(d), graph.subtract(d, rest)) : graph.subtract(d, rest));
        };
    }

    @Override
    public AdjointRule crossEntropy(Op.CrossEntropy op) {
        return (y, d) -> {
            Node logits = y.input(0);
            Node target = graph.oneHot(y.input(1));
            Node rest = graph.subtract(graph.softmax(logits), target);
            boolean infinite = finiteness.mayBeInfinite(logits);
            to.addTimes(logits, false, d, infinite ? graph.unlessZero(d, rest) : rest);
        };
    }

    @Override
    public AdjointRule reduction(Op.Reduction op) {
        return op.match(this);
    }

    @Override
    public AdjointRule sum(Op.Sum op) {
        return this::spreadOverSummed;
    }

    /** A sum's adjoint is that of each value that was summed. */
    private void spreadOverSummed(Node y, Node d) {
        Node x = y.input(0);
        to.add(x, graph.broadcast(d, x.shape(), x.domain()));
    }

    @Override
    public AdjointRule dot(Op.Dot op) {
        return (y, d) -> {
            Node x = y.input(0);
            if (!y.input(1).equals(x) || !functions.squares(x, d)) {
                functions.product(y, false, graph.broadcast(d, x.shape(), d.domain()));
            }
        };
    }

    @Override
    public AdjointRule magnitude(Op.Magnitude op) {
        return (y, d) -> {
            Node x = y.input(0);
            if (to.wanted(x)) {
                Node factor = op.squared() ? graph.multiply(graph.constant(2), d) : d;
                to.addTimes(x, false, factor, op.squared() ? x : graph.unary(UnaryFunction.SIGN, x));
            }
        };
    }

    @Override
    public AdjointRule assembly(Op.Assembly op) {
        return op.match(this);
    }

    @Override
    public AdjointRule concat(Op.Concat op) {
        return (y, d) -> {
            int offset = 0;
            for (Node part : y.inputs()) {
                to.add(part, graph.slice(d, offset, part.size()));
                offset += part.size();
            }
        };
    }

    @Override
    public AdjointRule pad(Op.Pad op) {
        return (y, d) ->
                to.add(y.input(0), graph.slice(d, op.offset(), y.input(0).size()));
    }

    @Override
    public AdjointRule likeliest(Op.Likeliest op) {
        return AdjointRule.NOTHING;
    }

    @Override
    public AdjointRule oneHot(Op.OneHot op) {
        return AdjointRule.NOTHING;
    }

    @Override
    public AdjointRule ofToken(Op.OfToken op) {
        return (y, d) -> to.addTokens(y.input(0), d, y.input(1));
    }

    // ---- views and steps -------------------------------------------------------------------------------------------

    @Override
    public AdjointRule view(Op.View op) {
        return op.match(this);
    }

    @Override
    public AdjointRule slice(Op.Slice op) {
        return (y, d) -> to.add(y.input(0), graph.pad(d, op.offset(), y.input(0).size()));
    }

    @Override
    public AdjointRule selectStep(Op.SelectStep op) {
        return (y, d) -> to.add(y.input(0), graph.scatterStep(op.axis(), op.last(), d));
    }

    @Override
    public AdjointRule scatterStep(Op.ScatterStep op) {
        return (y, d) -> to.add(y.input(0), graph.selectStep(op.last(), d));
    }

    @Override
    public AdjointRule ofEmpty(Op.OfEmpty op) {
        return (y, d) -> to.add(y.input(0), graph.ofEmpty(op.axis(), d));
    }

    /** See {@link Contributions}: what comes back is summed over the steps of the other axis there. */
    @Override
    public AdjointRule atPairs(Op.AtPairs op) {
        return (y, d) -> to.add(y.input(0), graph.sumPairs(otherAxis(y), d));
    }

    private static Axis otherAxis(Node atPairs) {
        return atPairs.domain()
                .pair()
                .orElseThrow()
                .other(atPairs.input(0).domain().axis().orElseThrow());
    }

    @Override
    public AdjointRule ofLeaves(Op.OfLeaves op) {
        return (y, d) -> to.add(y.input(0), graph.ofLeaves(op.axis(), d));
    }

    @Override
    public AdjointRule atNodes(Op.AtNodes op) {
        return (y, d) -> to.add(y.input(0), graph.ofNodes(op.places(), d));
    }

    @Override
    public AdjointRule ofNodes(Op.OfNodes op) {
        return (y, d) -> to.add(y.input(0), graph.atNodes(op.places(), d));
    }

    @Override
    public AdjointRule overSteps(Op.OverSteps op) {
        return op.match(this);
    }

    @Override
    public AdjointRule sumSteps(Op.SumSteps op) {
        return this::spreadOverSummed;
    }

    /** Gives {@code d} to the step that has the maximum, or to equal parts to all that have it. */
    @Override
    public AdjointRule maxSteps(Op.MaxSteps op) {
        return (y, d) -> {
            Node x = y.input(0);
            if (to.wanted(x)) {
                Node below = graph.unary(UnaryFunction.POSITIVE, graph.subtract(y, x));
                Node isLargest = graph.subtract(graph.constant(1), below);
                to.addTimes(x, false, isLargest, graph.divide(d, graph.sumSteps(isLargest)));
            }
        };
    }

    @Override
    public AdjointRule sumPairs(Op.SumPairs op) {
        return (y, d) -> {
            Node x = y.input(y.inputs().size() - 1);
            Node each = graph.atPairs(d, x.domain().pair().orElseThrow());
            if (y.inputs().size() == 1) {
                to.add(x, each);
            } else {
                to.addTimes(x, false, y.input(0), each);
                to.addTimes(y.input(0), false, x, each);
            }
        };
    }

    @Override
    public AdjointRule softmaxPairs(Op.SoftmaxPairs op) {
        return (y, d) -> {
            Node x = y.input(0);
            if (to.wanted(x)) {
                Domain.Pair pair = y.domain().pair().orElseThrow();
                Node mean = graph.atPairs(graph.sumPairs(op.axis(), y, graph.broadcast(d, y.shape(), pair)), pair);
                Node change = graph.multiply(y, graph.subtract(d, mean));
                to.add(x, finiteness.mayBeUndefined(y) ? graph.unlessZero(anyOf(d), change) : change);
            }
        };
    }

    @Override
    public AdjointRule sumChildren(Op.SumChildren op) {
        return this::spreadOverSummed;
    }

    @Override
    public AdjointRule sumTokens(Op.SumTokens op) {
        throw new IllegalArgumentException("a gradient is not differentiated: " + op);
    }

    @Override
    public AdjointRule sumAll(Op.SumAll op) {
        return (y, d) -> {
            if (y.inputs().size() > 1) {
                throw new IllegalArgumentException("a gradient is not differentiated: " + y);
            }
            spreadOverSummed(y, d);
        };
    }
}
