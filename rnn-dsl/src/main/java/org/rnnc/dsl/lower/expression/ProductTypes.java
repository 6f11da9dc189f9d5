// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import static org.rnnc.dsl.syntax.Expr.Operator.DIVIDE;
import static org.rnnc.dsl.syntax.Expr.Operator.HADAMARD;
import static org.rnnc.dsl.syntax.Expr.Operator.HADAMARD_DIVIDE;
import static org.rnnc.dsl.syntax.Expr.Operator.MULTIPLY;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.Dim;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SpecPrinter;

/** The types that products and quotients take and give; what is wrong names both shapes and a likely repair. */
final class ProductTypes {
    /**
     * The longer chain that the two operands are a part of.
     *
     * @param span empty if they are all
     * @param hint what the chain may have meant; empty if that is not known
     */
    record Whole(Optional<SourceSpan> span, Optional<String> hint) {
        static final Whole NONE = new Whole(Optional.empty(), Optional.empty());
    }

    private final Environment environment;
    private final Expr.Binary expr;
    private final Whole whole;

    ProductTypes(Environment environment, Expr.Binary expr, Whole whole) {
        this.environment = environment;
        this.expr = expr;
        this.whole = whole;
    }

    Expr.Binary expr() {
        return expr;
    }

    /** The type of the result; null, and reported, if the operands do not fit. */
    @Nullable
    Type check(Value leftValue, Value rightValue) {
        Type left = Value.typeOf(leftValue);
        Type right = Value.typeOf(rightValue);
        if (left == null || right == null) {
            notNumeric(environment, left == null ? expr.left() : expr.right(), left == null ? leftValue : rightValue);
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

    private @Nullable Type multiply(Type left, Type right) {
        if (left instanceof Type.Matrix matrix) {
            return matrixTimes(matrix, right);
        }
        if (right instanceof Type.Matrix matrix) {
            return wrong(
                    left,
                    right,
                    left == Type.SCALAR
                            ? "scale the product instead: " + joined(MULTIPLY, expr.left(), times(expr.right()))
                            : matrixOnTheRight(left, matrix));
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

    private @Nullable Type matrixTimes(Type.Matrix matrix, Type right) {
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
            environment
                    .report()
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

    private @Nullable Type elementwise(Type left, Type right) {
        if (left instanceof Type.Matrix || right instanceof Type.Matrix) {
            return wrong(left, right, elementwiseOfMatrix(left, right));
        }
        if ((left == Type.SCALAR) != (right == Type.SCALAR)) {
            return wrong(left, right, "a number scales by `*`: " + joined(MULTIPLY));
        }
        return sameShape(left, right);
    }

    /** Only what is the same by another sign is a hint: a product of matrices by `*` is another one. */
    private String elementwiseOfMatrix(Type left, Type right) {
        Expr matrix = matrixSide(left);
        if (left instanceof Type.Matrix && right instanceof Type.Matrix) {
            return "matrices are not multiplied element by element; a vector can mask what goes in or what comes out: "
                    + Quote.text(matrix) + " * (mask .* x), mask .* " + Quote.text(matrix)
                    + " * x; dropout(" + Quote.text(matrix) + ", 0.5) * x masks by chance";
        }
        Type other = left instanceof Type.Matrix ? right : left;
        if (other == Type.SCALAR) {
            Expr number = left instanceof Type.Matrix ? expr.right() : expr.left();
            return "scale the product instead: " + joined(MULTIPLY, number, times(matrix));
        }
        return left instanceof Type.Matrix
                ? "a matrix takes a vector by `*`: " + joined(MULTIPLY)
                : matrixOnTheRight(left, (Type.Matrix) right);
    }

    /** What is x times W where vectors are rows has the transpose of W here, so it is not just turned round. */
    private String matrixOnTheRight(Type left, Type.Matrix matrix) {
        String rule = "a matrix stands left of the vector it takes, with a row for each element of the result: ";
        Type.Vector vector = left instanceof Type.Vector given ? given : null;
        if (vector == null || vector.size().equals(matrix.columns())) {
            return rule + joined(MULTIPLY, /* left= */ expr.right(), /* right= */ expr.left());
        }
        return vector.size().equals(matrix.rows())
                ? rule + joined(MULTIPLY, /* left= */ expr.right(), /* right= */ expr.left()) + ", with "
                        + Quote.text(expr.right()) + ": matrix<" + matrix.columns() + ", " + matrix.rows() + ">"
                : rule + SpecPrinter.print(times(expr.right()));
    }

    private @Nullable Type divide(Type left, Type right) {
        if (left instanceof Type.Matrix || right != Type.SCALAR) {
            return wrong(
                    left,
                    right,
                    left instanceof Type.Matrix || right instanceof Type.Matrix
                            ? quotientOfMatrix(left, right)
                            : oneNumber(left, right, "element by element: " + joined(HADAMARD_DIVIDE)));
        }
        return left;
    }

    private String quotientOfMatrix(Type left, Type right) {
        return left instanceof Type.Matrix && right == Type.SCALAR
                ? "divide the product instead: " + joined(DIVIDE, times(expr.left()), expr.right())
                : "a matrix takes a vector, " + SpecPrinter.print(times(matrixSide(left)))
                        + "; nothing else is computed with it";
    }

    private Expr matrixSide(Type left) {
        return left instanceof Type.Matrix ? expr.left() : expr.right();
    }

    private @Nullable Type divideElements(Type left, Type right) {
        if (left instanceof Type.Matrix || right instanceof Type.Matrix) {
            return wrong(left, right, quotientOfMatrix(left, right));
        }
        if (left instanceof Type.Vector && right == Type.SCALAR) {
            return wrong(left, right, "a number divides by `/`: " + joined(DIVIDE));
        }
        return left == Type.SCALAR ? right : sameShape(left, right);
    }

    private @Nullable Type sameShape(Type left, Type right) {
        if (left.equals(right)) {
            return left;
        }
        environment
                .report()
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
        if (SingleElementVector.is(left, right)) {
            Expr.Operator operator = quotient ? HADAMARD_DIVIDE : MULTIPLY;
            return SingleElementVector.hint(
                    expr.left(), join(operator, SingleElementVector.of(expr.left()), expr.right()));
        }
        if (SingleElementVector.is(right, left)) {
            Expr number = SingleElementVector.of(expr.right());
            return SingleElementVector.hint(
                    expr.right(), quotient ? join(DIVIDE, expr.left(), number) : join(MULTIPLY, number, expr.left()));
        }
        return otherwise;
    }

    private @Nullable Type wrong(Type left, Type right, String hint) {
        environment
                .report()
                .error(
                        Code.WRONG_PRODUCT,
                        whole.hint().isPresent() ? whole.span().orElse(expr.span()) : expr.span(),
                        sides(left, right) + ": `" + expr.operator().sign() + "` does not join these",
                        whole.hint().orElse(hint));
        return null;
    }

    /** The two sides joined by another operator, with the parentheses that it needs. */
    private String joined(Expr.Operator operator) {
        return joined(operator, expr.left(), expr.right());
    }

    /** In parentheses where it is to stand in a longer chain. */
    private String joined(Expr.Operator operator, Expr left, Expr right) {
        String text = SpecPrinter.print(join(operator, left, right));
        return whole.span().isPresent() ? "(" + text + ")" : text;
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
        return environment.name(expr.left()) + " is " + left + " and " + environment.name(expr.right()) + " is "
                + right;
    }

    private void token(Expr token) {
        environment
                .report()
                .error(
                        Code.TOKEN_MISUSE,
                        token.span(),
                        environment.name(token) + " is a token, and `"
                                + expr.operator().sign() + "` takes it only right of a" + " matrix: W * x",
                        "oneHot(" + Quote.text(token) + ") makes a vector of it");
    }

    static void notNumeric(Environment environment, Expr part, Value value) {
        environment
                .report()
                .error(
                        Code.WRONG_TYPE,
                        part.span(),
                        environment.name(part) + " is " + Value.describe(value) + ", not a number",
                        "");
    }
}
