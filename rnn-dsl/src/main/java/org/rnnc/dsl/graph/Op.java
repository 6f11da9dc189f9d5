// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * The primitive operations. Operands are a node's inputs, in the order given here; forward passes and adjoints are
 * written with the same ones.
 */
public sealed interface Op {
    // ---- sources -------------------------------------------------------------------------------------------------

    /** Data from outside: model input {@code index}. */
    record Input(int index) implements Op {}

    /** Data from outside: what output {@code index} of {@link Graph#targets()} should have been. */
    record Target(int index) implements Op {}

    /** Parameter {@code index} of {@link Graph#parameters()}. */
    record Parameter(int index) implements Op {}

    /** One number, known at compile time. */
    record Constant(double value) implements Op {}

    /** How many steps all sequences of a window have together; 1 if none has any, so that a mean of nothing is zero. */
    record Counted() implements Op {}

    /** What state {@code state} starts a window from: a value per sequence, from outside. */
    record Initial(int state) implements Op {}

    /** The value of state {@code state} one step back along its direction; its initial value at the first step. */
    record Previous(int state) implements Op {}

    /**
     * Random numbers, drawn anew for each update: {@code mean / probability} with that probability, else 0. In use, where
     * nothing is trained, all are {@code mean}. Per step and sequence, per sequence, or once, by its node's domain.
     *
     * @param site where in the model it stands, such as {@code encoder.dropout}; unique
     */
    record Mask(String site, double probability, double mean) implements Op {}

    // ---- products ------------------------------------------------------------------------------------------------

    /**
     * Matrix times vector: {@code (matrix, vector)} or {@code (matrix, vector, start)}. Each output is one chain of
     * fused multiply-adds in the order of the vector's elements, that begins at {@code start} (or at zero).
     */
    record Product(boolean transposed) implements Op {}

    /**
     * Matrix times one-hot vector: {@code (matrix, token)} or {@code (matrix, token, start)}; the token's column, or its
     * row if {@code row}, added to {@code start}.
     */
    record Lookup(boolean row) implements Op {}

    /**
     * {@code (d, x)} or {@code (d, x, start)}: the matrix of all {@code d[i] * x[j]}, summed over {@code [step][sequence]}
     * in rising order, beginning at {@code start} (or at zero).
     */
    record Outer() implements Op {}

    /**
     * {@code (d, token)} or {@code (d, token, start)}: like {@link Outer} with a one-hot vector, {@code d} in the token's
     * column, or its row if {@code row}.
     */
    record Scatter(boolean row) implements Op {}

    // ---- element by element --------------------------------------------------------------------------------------

    record Unary(UnaryFunction function) implements Op {}

    record Binary(BinaryFunction function) implements Op {}

    /** {@code (a, b, c)}: {@code a * b + c}, or {@code -a * b + c} if {@code negated}, rounded once. */
    record MultiplyAdd(boolean negated) implements Op {}

    // ---- within one vector ---------------------------------------------------------------------------------------

    /** Its operands one after the other. */
    record Concat() implements Op {}

    record Slice(int offset, int size) implements Op {}

    /** Its operand, repeated for a larger size, a wider domain or both. */
    record Spread() implements Op {}

    /** Its operand at {@code offset} of a vector of {@code size} zeros: the adjoint of {@link Slice}. */
    record Pad(int offset, int size) implements Op {}

    record Softmax() implements Op {}

    /** The logarithms of what {@link Softmax} gives, also where that is too small for a number. */
    record LogSoftmax() implements Op {}

    /** The sum of the elements, by 16 interleaved partial sums and a fixed tree. */
    record Sum() implements Op {}

    /** {@code (a, b)}: the sum of {@code a[i] * b[i]}, in the same order as {@link Sum}. */
    record Dot() implements Op {}

    /**
     * The sum of the squares (else of the absolute values) of all elements of a matrix: each array it is stored in like
     * {@link Sum}, then from array to array.
     */
    record Magnitude(boolean squared) implements Op {}

    /** {@code (logits, token)}: {@code -log(softmax(logits)[token])}. */
    record CrossEntropy() implements Op {}

    record OneHot() implements Op {}

    // ---- across steps and sequences ------------------------------------------------------------------------------

    /**
     * A step's value at one end of each sequence: its last valid step, or its first. An empty sequence shows what the
     * state, if the value (or what it is a slice of) is one, starts from; else zeros.
     */
    record Pick(boolean last) implements Op {}

    /** A sequence's value at one end, zero at all other steps: the adjoint of {@link Pick}. */
    record Place(boolean last) implements Op {}

    /** A sequence's value if the sequence is empty, else zeros: what of {@link Pick} belongs to the initial state. */
    record OfEmpty() implements Op {}

    /** The sum over the steps of each sequence, in rising order. */
    record SumSteps() implements Op {}

    /** The largest value that each element has at any step of each sequence. */
    record MaxSteps() implements Op {}

    /** The sum over all steps and sequences, in the order {@code [step][sequence]}. */
    record Total() implements Op {}
}
