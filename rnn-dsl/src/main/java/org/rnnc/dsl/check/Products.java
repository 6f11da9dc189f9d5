// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.syntax.Expr;

/** The three kinds of product, and the quotients: which operands each takes, and what it gives. */
final class Products {
    private final Frame frame;

    Products(Frame frame) {
        this.frame = frame;
    }

    Part lower(Expr.Binary expr) {
        if (ProductChain.is(expr)) {
            return ProductChain.read(frame, expr).join();
        }
        Value left = frame.lower(expr.left());
        Value right = DoubtfulQuotient.mayBe(expr)
                ? new DoubtfulQuotient(frame, expr).right(left)
                : frame.lower(expr.right());
        return join(left, right, new ProductTypes(frame, expr, ProductTypes.Whole.NONE));
    }

    /** Two operands joined by the operator of the {@code types}' expression. */
    Part join(Value left, Value right, ProductTypes types) {
        Expr.Binary expr = types.expr();
        if (left == Value.POISON || right == Value.POISON) {
            return Part.POISON;
        }
        if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
            return constant(expr, a.value(), b.value());
        }
        Type result = types.check(left, right);
        if (result == null) {
            return Part.POISON;
        }
        if (left instanceof Value.Absent || right instanceof Value.Absent) {
            return absent(expr, left, right, result);
        }
        return switch (expr.operator()) {
            case MULTIPLY, HADAMARD -> multiply(expr, left, right, result);
            default -> divide(expr, left, right, result);
        };
    }

    private Part constant(Expr.Binary expr, double a, double b) {
        Value value = frame.inRange(expr, new Value.Constant(Sizes.compute(expr.operator(), a, b)));
        return value == Value.POISON ? Part.POISON : new Part.Known(value);
    }

    private Part absent(Expr.Binary expr, Value left, Value right, Type result) {
        boolean quotient = expr.operator() == Expr.Operator.DIVIDE || expr.operator() == Expr.Operator.HADAMARD_DIVIDE;
        if (quotient && right instanceof Value.Absent) {
            frame.report()
                    .error(
                            Code.BAD_VALUE,
                            expr.right().span(),
                            frame.name(expr.right()) + " does not exist here and counts as zero: it cannot divide",
                            "");
            return Part.POISON;
        }
        return new Part.Known(new Value.Absent(result));
    }

    private Part multiply(Expr.Binary expr, Value left, Value right, Type result) {
        if (Value.typeOf(left) instanceof Type.Matrix) {
            Node matrix = ((Value.Tensor) left).node();
            Node operand = ((Value.Tensor) right).node();
            return new Part.Computed(result, new Term.Matrix(matrix, operand, false, frame.isRecurrent(operand)));
        }
        Node a = frame.tensor(left).node();
        Node b = frame.tensor(right).node();
        if (!frame.sameTime(expr.span(), List.of(a.domain(), b.domain()))) {
            return Part.POISON;
        }
        return new Part.Computed(result, new Term.Times(false, a, b));
    }

    private Part divide(Expr.Binary expr, Value left, Value right, Type result) {
        if (right instanceof Value.Constant constant && constant.value() == 0) {
            frame.report().error(Code.BAD_VALUE, expr.right().span(), "division by zero", "");
            return Part.POISON;
        }
        Node a = frame.tensor(left).node();
        Node b = frame.tensor(right).node();
        if (!frame.sameTime(expr.span(), List.of(a.domain(), b.domain()))) {
            return Part.POISON;
        }
        return new Part.Computed(result, new Term.Value(false, frame.builder().divide(a, b)));
    }
}
