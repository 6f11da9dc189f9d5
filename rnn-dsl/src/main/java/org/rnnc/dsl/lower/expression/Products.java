// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.Summand;
import org.rnnc.dsl.resolve.type.Sizes;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** The three kinds of product, and the quotients: which operands each takes, and what it gives. */
final class Products {
    private final Environment environment;

    Products(Environment environment) {
        this.environment = environment;
    }

    Summand lower(Expr.Binary expr) {
        if (ProductChain.is(expr)) {
            return ProductChain.read(environment, expr).join();
        }
        Value left = environment.lower(expr.left());
        Value right = AmbiguousQuotient.mayBe(expr)
                ? new AmbiguousQuotient(environment, expr).right(left)
                : environment.lower(expr.right());
        return join(left, right, new ProductTypes(environment, expr, ProductTypes.Whole.NONE));
    }

    /** Two operands joined by the operator of the {@code types}' expression. */
    Summand join(Value left, Value right, ProductTypes types) {
        Expr.Binary expr = types.expr();
        if (left == Value.POISON || right == Value.POISON) {
            return Summand.POISON;
        }
        if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
            return constant(expr, a.value(), b.value());
        }
        Type result = types.check(left, right);
        if (result == null) {
            return Summand.POISON;
        }
        if (left instanceof Value.Absent || right instanceof Value.Absent) {
            return absent(expr, right, result);
        }
        return switch (expr.operator()) {
            case MULTIPLY, HADAMARD -> multiply(expr, left, right, result);
            default -> divide(expr, left, right, result);
        };
    }

    private Summand constant(Expr.Binary expr, double a, double b) {
        Value value = environment.inRange(expr, new Value.Constant(Sizes.compute(expr.operator(), a, b)));
        return value == Value.POISON ? Summand.POISON : new Summand.Known(value);
    }

    private Summand absent(Expr.Binary expr, Value right, Type result) {
        boolean quotient = expr.operator() == Expr.Operator.DIVIDE || expr.operator() == Expr.Operator.HADAMARD_DIVIDE;
        if (quotient && right instanceof Value.Absent) {
            environment
                    .report()
                    .error(
                            Code.BAD_VALUE,
                            expr.right().span(),
                            environment.name(expr.right())
                                    + " does not exist here and counts as zero: it cannot divide",
                            "");
            return Summand.POISON;
        }
        return new Summand.Known(new Value.Absent(result));
    }

    private Summand multiply(Expr.Binary expr, Value left, Value right, Type result) {
        if (Value.typeOf(left) instanceof Type.Matrix) {
            Node matrix = ((Value.Tensor) left).node();
            Node operand = ((Value.Tensor) right).node();
            return new Summand.Computed(
                    result, new Term.Matrix(matrix, operand, false, environment.isRecurrent(operand)));
        }
        Node a = environment.tensor(left).node();
        Node b = environment.tensor(right).node();
        List<Node> nodes = environment.together(expr.span(), List.of(a, b));
        return nodes == null
                ? Summand.POISON
                : new Summand.Computed(result, new Term.Times(false, nodes.get(0), nodes.get(1)));
    }

    private Summand divide(Expr.Binary expr, Value left, Value right, Type result) {
        if (right instanceof Value.Constant constant && constant.value() == 0) {
            environment.report().error(Code.BAD_VALUE, expr.right().span(), "division by zero", "");
            return Summand.POISON;
        }
        Node a = environment.tensor(left).node();
        Node b = environment.tensor(right).node();
        List<Node> nodes = environment.together(expr.span(), List.of(a, b));
        return nodes == null
                ? Summand.POISON
                : new Summand.Computed(
                        result, new Term.Value(false, environment.builder().divide(nodes.get(0), nodes.get(1))));
    }
}
