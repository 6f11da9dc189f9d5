// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecPrinter;

/**
 * What to write for a sum of matrices, which there is not: {@code (W - V) * x} is {@code W * x - V * x}.
 *
 * @param operand what the sum is applied to, where it is known
 * @param first whether nothing stands left of the sum that the hint would have to go with
 */
public record MatrixSumHint(Optional<Expr> operand, boolean first) {
    static final MatrixSumHint ALONE = new MatrixSumHint(Optional.empty(), true);

    /** @param rest the operators of the chain behind the sum, with their right sides */
    public static MatrixSumHint context(boolean first, List<Expr.Binary> rest) {
        if (rest.isEmpty() || rest.stream().anyMatch(binary -> binary.operator() != Operator.MULTIPLY)) {
            return ALONE;
        }
        Expr operand = rest.get(0).right();
        for (Expr.Binary binary : rest.subList(1, rest.size())) {
            operand = times(operand, binary.right());
        }
        return new MatrixSumHint(Optional.of(operand), first);
    }

    /** One summand. */
    public record Piece(
            Expr expr, boolean negative, @Nullable Type type) {}

    public String hint(List<Piece> pieces) {
        if (pieces.stream().anyMatch(piece -> piece.type() instanceof Type.Vector)) {
            return "a matrix is applied to a vector before it is added: "
                    + SpecPrinter.print(applied(firstMatrix(pieces)));
        }
        return (pieces.size() == 1 ? "the matrix is applied first: " : "each matrix is applied before it is added: ")
                + repaired(pieces);
    }

    private String repaired(List<Piece> pieces) {
        Piece start = pieces.get(0);
        Expr sum = start.negative()
                ? new Expr.Negation(applied(start), start.expr().span())
                : applied(start);
        for (Piece piece : pieces.subList(1, pieces.size())) {
            Operator operator = piece.negative() ? Operator.SUBTRACT : Operator.ADD;
            sum = new Expr.Binary(
                    operator,
                    sum,
                    applied(piece),
                    piece.expr().span(),
                    piece.expr().span());
        }
        String text = SpecPrinter.print(sum);
        return first ? text : "(" + text + ")";
    }

    /** A matrix of the sum times the operand; a number is added to each element of a matrix. */
    private Expr applied(Piece piece) {
        Expr x = operand.orElseGet(
                () -> new Expr.Reference(new Name("x", piece.expr().span())));
        if (piece.type() instanceof Type.Matrix) {
            return times(piece.expr(), x);
        }
        Expr.Argument argument = new Expr.Argument(Optional.empty(), x, x.span());
        return times(piece.expr(), new Expr.Call(new Name("sum", x.span()), List.of(argument), x.span()));
    }

    private static Expr times(Expr left, Expr right) {
        return new Expr.Binary(Operator.MULTIPLY, left, right, left.span(), left.span());
    }

    public static Piece firstMatrix(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> piece.type() instanceof Type.Matrix)
                .findFirst()
                .orElseThrow();
    }
}
