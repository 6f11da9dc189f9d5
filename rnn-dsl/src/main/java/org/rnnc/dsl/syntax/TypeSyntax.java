// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

/** A declared shape; its sizes are expressions over the cell's parameters and free sizes. */
public sealed interface TypeSyntax {
    SourceSpan span();

    /** One number per step. */
    record ScalarType(SourceSpan span) implements TypeSyntax {}

    record VectorType(Expr size, SourceSpan span) implements TypeSyntax {}

    record MatrixType(Expr rows, Expr columns, SourceSpan span) implements TypeSyntax {}

    /** One of {@code count} symbols, given as a whole number from 0. */
    record TokenType(Expr count, SourceSpan span) implements TypeSyntax {}
}
