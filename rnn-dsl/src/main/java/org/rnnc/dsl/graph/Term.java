// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** One summand, in the form in which a sum can take it in without rounding it first. */
public sealed interface Term {
    /** {@code +value} or {@code -value}. */
    record Value(boolean negative, Node value) implements Term {}

    /** {@code +a .* b} or {@code -a .* b}. */
    record Times(boolean negative, Node a, Node b) implements Term {}

    /**
     * {@code matrix * vector}, or a row look-up where {@code operand} is a token.
     *
     * @param transposed use the matrix's transpose (for a token: its row in place of its column)
     * @param recurrent whether it depends on the running state of the sum's own cell, so that it comes last
     * @param back whether it is part of an adjoint: a sum that need not be one chain
     */
    record Matrix(Node matrix, Node operand, boolean transposed, boolean recurrent, boolean back) implements Term {
        public Matrix(Node matrix, Node operand, boolean transposed, boolean recurrent) {
            this(matrix, operand, transposed, recurrent, false);
        }
    }
}
