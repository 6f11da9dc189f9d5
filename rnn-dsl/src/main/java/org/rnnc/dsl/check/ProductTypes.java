// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import static org.rnnc.dsl.syntax.Expr.Operator.DIVIDE;
import static org.rnnc.dsl.syntax.Expr.Operator.HADAMARD;
import static org.rnnc.dsl.syntax.Expr.Operator.HADAMARD_DIVIDE;
import static org.rnnc.dsl.syntax.Expr.Operator.MULTIPLY;

import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.read.SpecPrinter;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** The types that products and quotients take and give; what is wrong names both shapes and a likely repair. */
final class ProductTypes {
    private final Frame frame;
    private final Expr.Binary expr;

    ProductTypes(Frame frame, Expr.Binary expr) {
        this.frame = frame;
        this.expr = expr;
    }

    /** The type of the result; null, and reported, if the operands do not fit. */
    Type check(Value leftValue, Value rightValue) {
        Type left = Value.typeOf(leftValue);
        Type right = Value.typeOf(rightValue);
        if (left == null || right == null) {
            notNumeric(left == null ? expr.left() : expr.right(), left == null ? leftValue : rightValue);
            return null;
        }
        if (left instanceof Type.Token
                || right instanceof Type.Token
                        && !(left instanceof Type.Matrix && expr.operator() == Expr.Operator.MULTIPLY)) {
            token(left instanceof Type.Token ? expr.left() : expr.right());
            return null;
        }
        return switch (expr.operator()) {
            case MULTIPLY -> multiply(left, right);
            case HADAMARD -> elementwise(left, right);
            case DIVIDE -> divide(left, right);
            default -> divideElements(left, right);
        };
    }

    private Type multiply(Type left, Type right) {
        if (left instanceof Type.Matrix matrix) {
            return matrixTimes(matrix, right);
        }
        if (right instanceof Type.Matrix matrix) {
            boolean fits = left instanceof Type.Vector vector && vector.size().equals(matrix.columns());
            return wrong(
                    left,
                    right,
                    left == Type.SCALAR
                            ? "scale the product instead: " + joined(MULTIPLY, expr.left(), times(expr.right()))
                            : fits
                                    ? "the matrix stands on the left: " + joined(MULTIPLY, expr.right(), expr.left())
                                    : "a matrix stands left of `*`");
        }
        if (left instanceof Type.Vector && right instanceof Type.Vector) {
            return wrong(
                    left,
                    right,
                    left.equals(right)
                            ? joined(HADAMARD) + " multiplies element by element, dot(" + Quote.text(expr.left()) + ", "
                                    + Quote.text(expr.right()) + ") gives one number"
                            : oneNumber(left, right, "`*` is a matrix times a vector, or a number times anything"));
        }
        return left instanceof Type.Vector ? left : right;
    }

    private Type matrixTimes(Type.Matrix matrix, Type right) {
        Dim given = right instanceof Type.Vector vector
                ? vector.size()
                : right instanceof Type.Token token ? token.count() : null;
        if (given == null) {
            return wrong(
                    matrix,
                    right,
                    right == Type.SCALAR
                            ? "scale the product instead: " + joined(MULTIPLY, expr.right(), times(expr.left()))
                            : "a product of matrices is one product after the other: "
                                    + joined(MULTIPLY, expr.left(), times(expr.right())));
        }
        if (!matrix.columns().equals(given)) {
            frame.report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            expr.span(),
                            sides(matrix, right) + ": " + matrix.columns() + " columns do not take " + given
                                    + (right instanceof Type.Token ? " symbols" : " elements"),
                            matrix.rows().equals(given)
                                    ? "the matrix's sizes may be the wrong way round: matrix<rows, columns>"
                                    : "");
            return null;
        }
        return new Type.Vector(matrix.rows());
    }

    private Type elementwise(Type left, Type right) {
        if (left instanceof Type.Matrix || right instanceof Type.Matrix) {
            return wrong(left, right, left instanceof Type.Matrix ? joined(MULTIPLY) : "a matrix stands left of `*`");
        }
        if ((left == Type.SCALAR) != (right == Type.SCALAR)) {
            return wrong(left, right, "a number scales by `*`: " + joined(MULTIPLY));
        }
        return sameShape(left, right);
    }

    private Type divide(Type left, Type right) {
        if (left instanceof Type.Matrix || right != Type.SCALAR) {
            return wrong(
                    left,
                    right,
                    left instanceof Type.Matrix || right instanceof Type.Matrix
                            ? "a matrix stands left of `*` only: W * x"
                            : oneNumber(left, right, "element by element: " + joined(HADAMARD_DIVIDE)));
        }
        return left;
    }

    private Type divideElements(Type left, Type right) {
        if (left instanceof Type.Matrix || right instanceof Type.Matrix) {
            return wrong(left, right, "a matrix stands left of `*` only: W * x");
        }
        if (left instanceof Type.Vector && right == Type.SCALAR) {
            return wrong(left, right, "a number divides by `/`: " + joined(DIVIDE));
        }
        return left == Type.SCALAR ? right : sameShape(left, right);
    }

    private Type sameShape(Type left, Type right) {
        if (left.equals(right)) {
            return left;
        }
        frame.report()
                .error(
                        Code.SHAPE_MISMATCH,
                        expr.span(),
                        sides(left, right) + ": `" + expr.operator().sign() + "` takes two of one size",
                        oneNumber(left, right, ""));
        return null;
    }

    /** The hint where one side is a vector of one number and the other longer; else {@code otherwise}. */
    private String oneNumber(Type left, Type right, String otherwise) {
        boolean quotient = expr.operator() == DIVIDE || expr.operator() == HADAMARD_DIVIDE;
        if (OneNumber.is(left, right)) {
            Expr.Operator operator = quotient ? HADAMARD_DIVIDE : MULTIPLY;
            return OneNumber.hint(expr.left(), join(operator, OneNumber.of(expr.left()), expr.right()));
        }
        if (OneNumber.is(right, left)) {
            Expr number = OneNumber.of(expr.right());
            return OneNumber.hint(
                    expr.right(), quotient ? join(DIVIDE, expr.left(), number) : join(MULTIPLY, number, expr.left()));
        }
        return otherwise;
    }

    private Type wrong(Type left, Type right, String hint) {
        frame.report()
                .error(
                        Code.WRONG_PRODUCT,
                        expr.span(),
                        sides(left, right) + ": `" + expr.operator().sign() + "` does not join these",
                        hint);
        return null;
    }

    /** The two sides joined by another operator, with the parentheses that it needs. */
    private String joined(Expr.Operator operator) {
        return joined(operator, expr.left(), expr.right());
    }

    private String joined(Expr.Operator operator, Expr left, Expr right) {
        return SpecPrinter.print(join(operator, left, right));
    }

    private Expr join(Expr.Operator operator, Expr left, Expr right) {
        return new Expr.Binary(operator, left, right, expr.operatorSpan(), expr.span());
    }

    /** A matrix times an x that stands for any vector. */
    private Expr times(Expr matrix) {
        Expr x = new Expr.Reference(new Name("x", matrix.span()));
        return join(MULTIPLY, matrix, x);
    }

    private String sides(Type left, Type right) {
        return frame.name(expr.left()) + " is " + left + " and " + frame.name(expr.right()) + " is " + right;
    }

    private void token(Expr token) {
        frame.report()
                .error(
                        Code.TOKEN_MISUSE,
                        token.span(),
                        frame.name(token) + " is a token, and `"
                                + expr.operator().sign() + "` takes it only right of a" + " matrix: W * x",
                        "oneHot(" + Quote.text(token) + ") makes a vector of it");
    }

    private void notNumeric(Expr part, Value value) {
        frame.report()
                .error(
                        Code.WRONG_TYPE,
                        part.span(),
                        frame.name(part) + " is " + Value.describe(value) + ", not a number",
                        "");
    }
}
