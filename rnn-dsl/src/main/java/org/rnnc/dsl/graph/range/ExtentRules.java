// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph.range;

import java.util.function.Function;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** One rule for each operation: how large its result may be, by how large its operands may be. */
final class ExtentRules
        implements Op.Visitor<Extent>,
                Cases.Source<Extent>,
                Cases.Scalar<Extent>,
                Cases.MatrixProduct<Extent>,
                Cases.Elementwise<Extent>,
                Cases.OfLogits<Extent>,
                Cases.Reduction<Extent>,
                Cases.Assembly<Extent>,
                Cases.View<Extent>,
                Cases.OverSteps<Extent> {
    private final Node node;
    private final Function<Node, Extent> known;
    private final Function<Op.Previous, Extent> states;

    /**
     * @param known by operand
     * @param states by the previous value of a state
     */
    ExtentRules(Node node, Function<Node, Extent> known, Function<Op.Previous, Extent> states) {
        this.node = node;
        this.known = known;
        this.states = states;
    }

    private Extent of(int operand) {
        return known.apply(node.input(operand));
    }

    // ---- sources and numbers ---------------------------------------------------------------------------------------

    @Override
    public Extent source(Op.Source op) {
        return op.match(this);
    }

    @Override
    public Extent input(Op.Input op) {
        return Extent.ANY_FINITE;
    }

    @Override
    public Extent target(Op.Target op) {
        return Extent.ANY_FINITE;
    }

    @Override
    public Extent parameter(Op.Parameter op) {
        return Extent.ANY_BOUNDED;
    }

    @Override
    public Extent initial(Op.Initial op) {
        return Extent.ANY_FINITE;
    }

    @Override
    public Extent previous(Op.Previous op) {
        return states.apply(op);
    }

    @Override
    public Extent mask(Op.Mask op) {
        return Extent.ANY_BOUNDED;
    }

    @Override
    public Extent eachToken(Op.EachToken op) {
        return Extent.ANY_FINITE;
    }

    @Override
    public Extent scalar(Op.Scalar op) {
        return op.match(this);
    }

    @Override
    public Extent constant(Op.Constant op) {
        return Extent.of(op.value());
    }

    @Override
    public Extent stepCount(Op.StepCount op) {
        return Extent.ONE;
    }

    // ---- products --------------------------------------------------------------------------------------------------

    @Override
    public Extent product(Op.MatrixProduct op) {
        Extent product = op.match(this);
        return node.inputs().size() == 3 ? of(2).plus(product) : product;
    }

    @Override
    public Extent product(Op.Product op) {
        return of(0).times(of(1)).summed();
    }

    @Override
    public Extent lookup(Op.Lookup op) {
        return Extent.ANY_BOUNDED;
    }

    @Override
    public Extent gradient(Op.MatrixGradient op) {
        return Extent.ANY_FINITE;
    }

    // ---- element by element ----------------------------------------------------------------------------------------

    @Override
    public Extent elementwise(Op.Elementwise op) {
        return op.match(this);
    }

    @Override
    public Extent unary(Op.Unary op) {
        return of(0).of(op.function());
    }

    @Override
    public Extent binary(Op.Binary op) {
        return op.function() == BinaryFunction.MULTIPLY ? product() : of(0).of(op.function(), of(1));
    }

    @Override
    public Extent multiplyAdd(Op.MultiplyAdd op) {
        return of(2).plus(op.negated() ? product().negated() : product());
    }

    @Override
    public Extent broadcast(Op.Broadcast op) {
        return of(0);
    }

    /** Of the first two operands. */
    private Extent product() {
        Node a = node.input(0);
        Node b = node.input(1);
        if (a == b) {
            return of(0).square();
        }
        Node base = base(a);
        // Where a power of something is infinite, its other powers are no zeros.
        return base == base(b) && known.apply(base).level() == Extent.Level.FINITE
                ? new Extent(Extent.Level.INFINITE, Extent.Sign.ANY, false)
                : of(0).times(of(1));
    }

    /** What {@code node} is the square of, else itself. */
    private static Node base(Node node) {
        boolean square = node.op().equals(new Op.Binary(BinaryFunction.MULTIPLY)) && node.input(0) == node.input(1);
        return square ? node.input(0) : node;
    }

    // ---- within one vector -----------------------------------------------------------------------------------------

    /** Of infinite logits none of these is a number. */
    @Override
    public Extent ofLogits(Op.OfLogits op) {
        return of(0).level().compareTo(Extent.Level.INFINITE) >= 0 ? Extent.UNDEFINED : op.match(this);
    }

    @Override
    public Extent softmax(Op.Softmax op) {
        return Extent.SHARE;
    }

    @Override
    public Extent logSoftmax(Op.LogSoftmax op) {
        return Extent.ANY_FINITE;
    }

    @Override
    public Extent crossEntropy(Op.CrossEntropy op) {
        return Extent.ANY_FINITE;
    }

    @Override
    public Extent reduction(Op.Reduction op) {
        return op.match(this).summed();
    }

    @Override
    public Extent sum(Op.Sum op) {
        return of(0);
    }

    @Override
    public Extent dot(Op.Dot op) {
        return product();
    }

    @Override
    public Extent magnitude(Op.Magnitude op) {
        return of(0);
    }

    /** A token is no number. */
    @Override
    public Extent likeliest(Op.Likeliest op) {
        return of(1);
    }

    @Override
    public Extent assembly(Op.Assembly op) {
        return op.match(this);
    }

    @Override
    public Extent concat(Op.Concat op) {
        return node.inputs().stream().map(known).reduce(Extent::union).orElseThrow();
    }

    @Override
    public Extent pad(Op.Pad op) {
        return orZero();
    }

    @Override
    public Extent oneHot(Op.OneHot op) {
        return Extent.SHARE;
    }

    @Override
    public Extent ofToken(Op.OfToken op) {
        return of(0);
    }

    // ---- views and steps -------------------------------------------------------------------------------------------

    @Override
    public Extent view(Op.View op) {
        return op.match(this);
    }

    @Override
    public Extent slice(Op.Slice op) {
        return of(0);
    }

    @Override
    public Extent selectStep(Op.SelectStep op) {
        return orZero();
    }

    @Override
    public Extent scatterStep(Op.ScatterStep op) {
        return orZero();
    }

    @Override
    public Extent ofEmpty(Op.OfEmpty op) {
        return orZero();
    }

    @Override
    public Extent atPairs(Op.AtPairs op) {
        return of(0);
    }

    @Override
    public Extent ofLeaves(Op.OfLeaves op) {
        return orZero();
    }

    @Override
    public Extent atNodes(Op.AtNodes op) {
        return orZero();
    }

    @Override
    public Extent ofNodes(Op.OfNodes op) {
        return of(0);
    }

    @Override
    public Extent overSteps(Op.OverSteps op) {
        return op.match(this);
    }

    @Override
    public Extent sumSteps(Op.SumSteps op) {
        return of(0).summed();
    }

    @Override
    public Extent maxSteps(Op.MaxSteps op) {
        return orZero();
    }

    @Override
    public Extent sumPairs(Op.SumPairs op) {
        Extent each = node.inputs().size() == 1 ? of(0) : product();
        return each.summed();
    }

    /** As {@link #softmax}, of the steps that there are; where there are none there is no value. */
    @Override
    public Extent softmaxPairs(Op.SoftmaxPairs op) {
        return of(0).level().compareTo(Extent.Level.INFINITE) >= 0 ? Extent.UNDEFINED : Extent.SHARE;
    }

    @Override
    public Extent sumChildren(Op.SumChildren op) {
        return orZero().summed();
    }

    @Override
    public Extent sumTokens(Op.SumTokens op) {
        return of(0).summed();
    }

    @Override
    public Extent sumAll(Op.SumAll op) {
        Extent each = node.inputs().size() == 1 ? of(0) : product();
        return each.summed();
    }

    /** Of what is padded, or of an empty sequence, there are zeros. */
    private Extent orZero() {
        return of(0).union(Extent.ZERO);
    }
}
