// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Set;

/**
 * The primitive operations. Operands are a node's inputs, in the order given here; forward passes and adjoints are
 * written with the same ones.
 *
 * <p>They come in families, of which each stage handles some alike. What a stage must know of each is a {@link Visitor} of
 * families, and the {@code Cases} of those that it tells apart: a new operation does not compile before all of them know
 * it. {@code docs/contributing.md} has the recipe for a new one.
 */
public sealed interface Op {
    /** What anyone may ask of it. */
    Traits traits();

    <R> R accept(Visitor<R> visitor);

    /** One method for each family. */
    interface Visitor<R> {
        R source(Source op);

        R scalar(Scalar op);

        R product(MatrixProduct op);

        R gradient(MatrixGradient op);

        R elementwise(Elementwise op);

        R ofLogits(OfLogits op);

        R reduction(Reduction op);

        R assembly(Assembly op);

        R view(View op);

        R overSteps(OverSteps op);
    }

    // ---- sources
    // -------------------------------------------------------------------------------------------------------

    /** What is there before anything is computed: kernels read it where it lies, and an adjoint flows on to nothing. */
    sealed interface Source extends Op {
        <R> R match(Cases.Source<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.source(this);
        }

        @Override
        default Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.ALL, false);
        }
    }

    /** Data from outside: model input {@code index}. */
    record Input(int index) implements Source {
        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.input(this);
        }
    }

    /** Data from outside: what output {@code index} of {@link Graph#targets()} should have been. */
    record Target(int index) implements Source {
        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.target(this);
        }
    }

    /** Parameter {@code index} of {@link Graph#parameters()}. */
    record Parameter(int index) implements Source {
        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.parameter(this);
        }
    }

    /** What state {@code state} starts a window from: a value per sequence, from outside. */
    record Initial(int state) implements Source {
        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.initial(this);
        }
    }

    /**
     * The value that state {@code state} has at the previous step, by its relation; its initial value where there is none.
     * Whether that looks ahead is up to the relation. Its adjoint is a state that runs the other way: see the differentiator.
     *
     * @param link which of several previous ones, or all of them
     */
    record Previous(int state, Relation.Link link) implements Source {
        /** Of the only one there is. */
        public Previous(int state) {
            this(state, Relation.Link.STEP);
        }

        @Override
        public String toString() {
            return "Previous[state=" + state + (link == Relation.Link.STEP ? "]" : ", " + link.word() + "]");
        }

        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.previous(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.WITHIN_SEQUENCES, false);
        }
    }

    /**
     * Random numbers, drawn anew for each update: {@code mean / probability} with that probability, else 0. In use, where
     * nothing is trained, all are {@code mean}. Per step and sequence, per sequence, or once, by its node's domain.
     *
     * @param site where in the model it stands, such as {@code encoder.dropout}; unique
     */
    record Mask(String site, double probability, double mean) implements Source {
        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.mask(this);
        }
    }

    /** Each of {@code count} tokens, where there is a value for each: the token itself. */
    record EachToken(int count) implements Source {
        @Override
        public <R> R match(Cases.Source<R> cases) {
            return cases.eachToken(this);
        }
    }

    // ---- numbers
    // -------------------------------------------------------------------------------------------------------

    /** One number, made of nothing: an adjoint flows on to nothing. */
    sealed interface Scalar extends Op {
        <R> R match(Cases.Scalar<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.scalar(this);
        }
    }

    /** Known at compile time. */
    record Constant(double value) implements Scalar {
        @Override
        public <R> R match(Cases.Scalar<R> cases) {
            return cases.constant(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.ONCE, ParallelAxis.ALL, false);
        }
    }

    /**
     * How many steps all sequences of a window have together along an axis; 1 if none has any, so that a mean of nothing is
     * zero.
     */
    record StepCount(Axis axis) implements Scalar {
        @Override
        public <R> R match(Cases.Scalar<R> cases) {
            return cases.stepCount(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.ONCE, Set.of(), true);
        }

        @Override
        public String toString() {
            return axis.qualify("StepCount");
        }
    }

    // ---- products with a matrix
    // ----------------------------------------------------------------------------------------

    /** {@code (matrix, operand)} or {@code (matrix, operand, start)}: a vector, added to {@code start} if there is one. */
    sealed interface MatrixProduct extends Op {
        <R> R match(Cases.MatrixProduct<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.product(this);
        }

        /** Whether rows of the matrix are read, and not columns. */
        boolean readsRows();

        @Override
        default Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ALL, false);
        }
    }

    /**
     * Matrix times vector. Each output is one chain of fused multiply-adds in the order of the vector's elements, that
     * begins at {@code start} (or at zero). Adjoints: {@link Outer} of the matrix, the product with the other transpose of the
     * vector, {@code d} of the start.
     *
     * @param blocked whether a chain ends after {@link #BLOCK} elements: each begins at zero, and is then added. So what
     *     is too narrow to keep a processor busy with one chain for each output has several at a time.
     */
    record Product(boolean transposed, boolean blocked) implements MatrixProduct {
        /** Elements of a block. */
        public static final int BLOCK = 4;

        @Override
        public String toString() {
            return "Product[transposed=" + transposed + (blocked ? ", blocked]" : "]");
        }

        @Override
        public <R> R match(Cases.MatrixProduct<R> cases) {
            return cases.product(this);
        }

        @Override
        public boolean readsRows() {
            return transposed;
        }
    }

    /**
     * Matrix times one-hot vector: the token's column, or its row if {@code row}, added to {@code start}. Adjoints:
     * {@link Scatter} of the matrix, {@code d} of the start.
     */
    record Lookup(boolean row) implements MatrixProduct {
        @Override
        public <R> R match(Cases.MatrixProduct<R> cases) {
            return cases.lookup(this);
        }

        @Override
        public boolean readsRows() {
            return row;
        }
    }

    // ---- gradients of matrices
    // -----------------------------------------------------------------------------------------

    /**
     * {@code (d, x)} or {@code (d, x, start)}: a matrix, summed over all steps and sequences, added to {@code start}. Nothing is
     * differentiated twice, so these have no adjoints.
     */
    sealed interface MatrixGradient extends Op {
        <R> R match(Cases.MatrixGradient<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.gradient(this);
        }

        @Override
        default Traits traits() {
            return new Traits(DomainRule.ONCE, ParallelAxis.ELEMENTS, true);
        }
    }

    /**
     * The matrix of all {@code d[i] * x[j]}, summed over {@code [step][sequence]} in rising order, beginning at {@code start}
     * (or at zero).
     */
    record Outer() implements MatrixGradient {
        @Override
        public <R> R match(Cases.MatrixGradient<R> cases) {
            return cases.outer(this);
        }
    }

    /** Like {@link Outer} with a one-hot vector, {@code d} in the token's column, or its row if {@code row}. */
    record Scatter(boolean row) implements MatrixGradient {
        @Override
        public <R> R match(Cases.MatrixGradient<R> cases) {
            return cases.scatter(this);
        }
    }

    // ---- element by element
    // --------------------------------------------------------------------------------------------

    /** Each element is made of those of the operands at the same place; one number goes with each of a longer vector. */
    sealed interface Elementwise extends Op {
        <R> R match(Cases.Elementwise<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.elementwise(this);
        }

        @Override
        default Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ALL, false);
        }
    }

    /** {@code (x)}: of the shape of x. Adjoint: {@code d} times the function's derivative. */
    record Unary(UnaryFunction function) implements Elementwise {
        @Override
        public <R> R match(Cases.Elementwise<R> cases) {
            return cases.unary(this);
        }
    }

    /** {@code (a, b)}: of the larger shape. Adjoints: {@code d} times the function's derivatives. */
    record Binary(BinaryFunction function) implements Elementwise {
        @Override
        public <R> R match(Cases.Elementwise<R> cases) {
            return cases.binary(this);
        }
    }

    /**
     * {@code (a, b, c)}: {@code a * b + c}, or {@code -a * b + c} if {@code negated}, rounded once. Adjoints: {@code d * b} and
     * {@code d * a}, negated or not; {@code d}.
     */
    record MultiplyAdd(boolean negated) implements Elementwise {
        @Override
        public <R> R match(Cases.Elementwise<R> cases) {
            return cases.multiplyAdd(this);
        }
    }

    /** Its operand, repeated for a larger size, a wider domain or both. Adjoint: the sum over where it went. */
    record Broadcast() implements Elementwise {
        @Override
        public <R> R match(Cases.Elementwise<R> cases) {
            return cases.broadcast(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.ALL, false);
        }
    }

    // ---- of logits
    // -----------------------------------------------------------------------------------------------------

    /** Made of the powers of e of a vector: those that are made of the same ones can be computed together. */
    sealed interface OfLogits extends Op {
        <R> R match(Cases.OfLogits<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.ofLogits(this);
        }

        @Override
        default Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ROWS, false);
        }
    }

    /** {@code (x)}: of the same shape. Adjoint: {@code y * (d - dot(d, y))}. */
    record Softmax() implements OfLogits {
        @Override
        public <R> R match(Cases.OfLogits<R> cases) {
            return cases.softmax(this);
        }
    }

    /**
     * The logarithms of what {@link Softmax} gives, also where that is too small for a number. Adjoint: {@code d - sum(d) *
     * softmax(x)}.
     */
    record LogSoftmax() implements OfLogits {
        @Override
        public <R> R match(Cases.OfLogits<R> cases) {
            return cases.logSoftmax(this);
        }
    }

    /** {@code (logits, token)}: {@code -log(softmax(logits)[token])}. Adjoint: {@code d * (softmax(logits) - oneHot(token))}. */
    record CrossEntropy() implements OfLogits {
        @Override
        public <R> R match(Cases.OfLogits<R> cases) {
            return cases.crossEntropy(this);
        }
    }

    // ---- sums of elements
    // ----------------------------------------------------------------------------------------------

    /** One number of a whole vector or matrix, in an order that is fixed. */
    sealed interface Reduction extends Op {
        <R> R match(Cases.Reduction<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.reduction(this);
        }

        @Override
        default Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ROWS, false);
        }
    }

    /** {@code (x)}: by 16 interleaved partial sums and a fixed tree. Adjoint: {@link Broadcast}. */
    record Sum() implements Reduction {
        @Override
        public <R> R match(Cases.Reduction<R> cases) {
            return cases.sum(this);
        }
    }

    /** {@code (a, b)}: the sum of {@code a[i] * b[i]}, in the same order as {@link Sum}. Adjoints: {@code d * b}, {@code d * a}. */
    record Dot() implements Reduction {
        @Override
        public <R> R match(Cases.Reduction<R> cases) {
            return cases.dot(this);
        }
    }

    /**
     * The sum of the squares (else of the absolute values) of all elements of a matrix: each array it is stored in like
     * {@link Sum}, then from array to array. Adjoint: {@code 2 * d * x}, or {@code d * sign(x)}.
     */
    record Magnitude(boolean squared) implements Reduction {
        @Override
        public <R> R match(Cases.Reduction<R> cases) {
            return cases.magnitude(this);
        }
    }

    /**
     * {@code (logits, token)}, along steps: the token, or, at a share of the steps that is drawn anew for each update, the place
     * of the largest element, the first of equal ones (scheduled sampling). The first step has its token, and so have all in
     * use, where nothing is trained. A choice has no adjoint.
     *
     * @param output whose tokens these are; unique
     * @param probability of a step that has the model's own, if a trainer says nothing else
     */
    record Likeliest(String output, double probability) implements Reduction {
        @Override
        public <R> R match(Cases.Reduction<R> cases) {
            return cases.likeliest(this);
        }
    }

    // ---- put together
    // --------------------------------------------------------------------------------------------------

    /** A vector whose elements are those of others, or fixed numbers. */
    sealed interface Assembly extends Op {
        <R> R match(Cases.Assembly<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.assembly(this);
        }

        @Override
        default Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ALL, false);
        }
    }

    /** Its operands one after the other. Adjoint: a {@link Slice} for each. */
    record Concat() implements Assembly {
        @Override
        public <R> R match(Cases.Assembly<R> cases) {
            return cases.concat(this);
        }
    }

    /** Its operand at {@code offset} of a vector of {@code size} zeros. Adjoint: {@link Slice}. */
    record Pad(int offset, int size) implements Assembly {
        @Override
        public <R> R match(Cases.Assembly<R> cases) {
            return cases.pad(this);
        }
    }

    /** {@code (token)}: 1 at the token, else 0. A token has no adjoint. */
    record OneHot() implements Assembly {
        @Override
        public <R> R match(Cases.Assembly<R> cases) {
            return cases.oneHot(this);
        }
    }

    /** {@code (x, token)}: the value that there is for the token, of one for each. Adjoint: {@link SumTokens}. */
    record OfToken() implements Assembly {
        @Override
        public <R> R match(Cases.Assembly<R> cases) {
            return cases.ofToken(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.ALL, false);
        }
    }

    // ---- other ways to look at a value
    // ---------------------------------------------------------------------------------

    /** Numbers of another value, or zeros: a place to read at, rather than work. */
    sealed interface View extends Op {
        <R> R match(Cases.View<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.view(this);
        }
    }

    /** {@code size} elements from {@code offset} on. Adjoint: {@link Pad}. */
    record Slice(int offset, int size) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.slice(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ALL, false);
        }
    }

    /**
     * A step's value at one end of each sequence, along an axis: its last valid step (of the steps there are so far, the
     * newest), or its first. An empty sequence shows what the state, if the value (or what it is a slice of) is one, starts
     * from; else zeros.
     * Adjoint: {@link ScatterStep}, and {@link OfEmpty} of that start.
     */
    record SelectStep(Axis axis, boolean last) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.selectStep(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.SEQUENCE, ParallelAxis.WITHIN_SEQUENCES, !last);
        }

        @Override
        public String toString() {
            return axis.qualify("SelectStep[last=" + last + "]");
        }
    }

    /**
     * A sequence's value at one end along an axis, zero at all other steps. Which step is the last, only the next one tells.
     * Adjoint: {@link SelectStep}.
     */
    record ScatterStep(Axis axis, boolean last) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.scatterStep(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.ALL, last);
        }

        @Override
        public String toString() {
            return axis.qualify("ScatterStep[last=" + last + "]");
        }
    }

    /**
     * A sequence's value if the sequence is empty along an axis, else zeros: what of {@link SelectStep} belongs to the initial
     * state. It stands in gradients alone.
     */
    record OfEmpty(Axis axis) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.ofEmpty(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.SEQUENCE, ParallelAxis.ALL, true);
        }

        @Override
        public String toString() {
            return axis.qualify("OfEmpty");
        }
    }

    /**
     * A value per step of one axis, seen at each pair of a step of it and one of another. Adjoint: {@link SumPairs} over the
     * other axis.
     */
    record AtPairs(Domain.Pair pair) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.atPairs(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.ALL, false);
        }

        @Override
        public String toString() {
            return "AtPairs";
        }
    }

    /**
     * A step's value at the leaves of trees, zero at all other nodes. Adjoint: the same.
     */
    record OfLeaves(Axis axis) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.ofLeaves(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.ALL, false);
        }

        @Override
        public String toString() {
            return axis.qualify("OfLeaves");
        }
    }

    /**
     * A value per step of a sequence, seen at the nodes of a tree that stand for its steps, zero at all other nodes. Adjoint:
     * {@link OfNodes}.
     */
    record AtNodes(NodeSteps places) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.atNodes(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.WITHIN_SEQUENCES, true);
        }

        @Override
        public String toString() {
            return "AtNodes of " + places;
        }
    }

    /**
     * A value per node of a tree, seen at the steps of a sequence that nodes stand for. It stands in gradients alone. Adjoint:
     * {@link AtNodes}.
     */
    record OfNodes(NodeSteps places) implements View {
        @Override
        public <R> R match(Cases.View<R> cases) {
            return cases.ofNodes(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.WITHIN_SEQUENCES, true);
        }

        @Override
        public String toString() {
            return "OfNodes of " + places;
        }
    }

    // ---- over steps
    // ----------------------------------------------------------------------------------------------------

    /** Made of a value at all steps, each element on its own. */
    sealed interface OverSteps extends Op {
        <R> R match(Cases.OverSteps<R> cases);

        @Override
        default <R> R accept(Visitor<R> visitor) {
            return visitor.overSteps(this);
        }
    }

    /** The sum over the steps of each sequence along an axis, in rising order. Adjoint: {@link Broadcast}. */
    record SumSteps(Axis axis) implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.sumSteps(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.SEQUENCE, ParallelAxis.WITHIN_SEQUENCES, true);
        }

        @Override
        public String toString() {
            return axis.qualify("SumSteps");
        }
    }

    /**
     * The largest value that each element has at any step of each sequence, along an axis. Adjoint: {@code d} at the steps
     * that have it, in equal parts.
     */
    record MaxSteps(Axis axis) implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.maxSteps(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.SEQUENCE, ParallelAxis.WITHIN_SEQUENCES, true);
        }

        @Override
        public String toString() {
            return axis.qualify("MaxSteps");
        }
    }

    /**
     * {@code (x)}, or {@code (w, x)} for the sum of {@code w * x}: of a value at pairs of steps the sum over those of one axis,
     * in rising order, for each step of the other. With weights it is one chain of fused multiply-adds, which begins at zero.
     * Adjoints: {@link AtPairs} of {@code d}, times the other factor.
     *
     * @param axis that is summed over
     */
    record SumPairs(Axis axis) implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.sumPairs(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.WITHIN_SEQUENCES, false);
        }

        @Override
        public String toString() {
            return axis.qualify("SumPairs");
        }
    }

    /**
     * {@code (x)}: of a value at pairs of steps, for each step of the one axis, the powers of e of each element over all steps
     * of the other, divided by their sum. Adjoint: {@code y * (d - sum of d * y)}.
     *
     * @param axis over whose steps they add up to 1
     */
    record SoftmaxPairs(Axis axis) implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.softmaxPairs(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.WIDEST, ParallelAxis.WITHIN_SEQUENCES, false);
        }

        @Override
        public String toString() {
            return axis.qualify("SoftmaxPairs");
        }
    }

    /** The sum over the children of each node, in their order; zero of a leaf. Adjoint: {@link Broadcast}. */
    record SumChildren(Axis axis) implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.sumChildren(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.PARENT, ParallelAxis.WITHIN_SEQUENCES, false);
        }

        @Override
        public String toString() {
            return axis.qualify("SumChildren");
        }
    }

    /**
     * {@code (x, token)}: for each token the sum of {@code x} where it is read, over all steps and sequences in the order
     * {@code [step][sequence]}. It stands in gradients alone.
     */
    record SumTokens() implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.sumTokens(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.GIVEN, ParallelAxis.ELEMENTS, true);
        }
    }

    /**
     * {@code (x)}, or {@code (x, y)} for the sum of {@code x * y}: over all steps and sequences, in the order {@code
     * [step][sequence]}. Of products it is one chain of fused multiply-adds, which begins at zero; only gradients have it.
     * Adjoint: {@link Broadcast}.
     */
    record SumAll() implements OverSteps {
        @Override
        public <R> R match(Cases.OverSteps<R> cases) {
            return cases.sumAll(this);
        }

        @Override
        public Traits traits() {
            return new Traits(DomainRule.ONCE, ParallelAxis.ELEMENTS, true);
        }
    }
}
