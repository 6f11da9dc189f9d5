// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.Summand;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.SourceSpan;

/** {@code row(M, token)}: one row of a matrix. */
public final class RowLookup {
    private final Environment environment;

    public RowLookup(Environment environment) {
        this.environment = environment;
    }

    /** Whether {@code call} is a plain {@code row(M, token)}, which a sum takes in like a product. */
    public static boolean is(Environment environment, Expr.Call call) {
        return call.function().text().equals("row")
                && environment.scope().find("row") == null
                && call.arguments().size() == 2
                && call.arguments().stream()
                        .allMatch(argument -> argument.name().isEmpty());
    }

    /** A call as a sum takes it in. */
    public Summand lower(Expr.Call call) {
        Expr matrix = call.arguments().get(0).value();
        Expr token = call.arguments().get(1).value();
        return lower(call.span(), matrix, environment.lower(matrix), token, environment.lower(token));
    }

    /** The function {@code row}, outside a sum. */
    static Value of(FunctionCall call) {
        FunctionCall.Operand matrix = call.operands().get(0);
        FunctionCall.Operand token = call.operands().get(1);
        Summand part = new RowLookup(call.environment())
                .lower(call.span(), matrix.expr(), matrix.value(), token.expr(), token.value());
        if (part instanceof Summand.Computed computed) {
            return new Value.Tensor(computed.type(), call.builder().sum(List.of(computed.term())));
        }
        return ((Summand.Known) part).value();
    }

    private Summand lower(SourceSpan span, Expr matrixExpr, Value matrix, Expr tokenExpr, Value token) {
        if (matrix == Value.POISON || token == Value.POISON) {
            return Summand.POISON;
        }
        if (!(Value.typeOf(matrix) instanceof Type.Matrix shape)) {
            return wrong(matrixExpr, "`row` takes a row of a matrix; ", matrix);
        }
        if (!(Value.typeOf(token) instanceof Type.Token symbol)) {
            return wrong(tokenExpr, "`row` finds a row by a token; ", token);
        }
        if (!shape.rows().equals(symbol.count())) {
            environment
                    .report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            span,
                            environment.name(matrixExpr) + " is " + shape + ", with a row for each of " + shape.rows()
                                    + " symbols; " + environment.name(tokenExpr) + " is " + symbol,
                            "");
            return Summand.POISON;
        }
        Type result = new Type.Vector(shape.columns());
        if (matrix instanceof Value.Absent) {
            return new Summand.Known(new Value.Absent(result));
        }
        Node operand = ((Value.Tensor) token).node();
        return new Summand.Computed(
                result,
                new Term.Matrix(((Value.Tensor) matrix).node(), operand, true, environment.isRecurrent(operand)));
    }

    private Summand wrong(Expr expr, String rule, Value value) {
        environment
                .report()
                .error(
                        Code.WRONG_TYPE,
                        expr.span(),
                        rule + environment.name(expr) + " is " + Value.describe(value),
                        "");
        return Summand.POISON;
    }
}
