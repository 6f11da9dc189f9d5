// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.expression.ChainFold.Link;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.SpecPrinter;

/**
 * {@code x ./ a * b} without parentheses: by the rules of this language {@code a * b} divides, elsewhere {@code a}
 * alone does. Only where {@code a} is a matrix can nothing else be meant.
 */
final class AmbiguousQuotient {
    private final Environment environment;
    private final Expr.Binary expr;

    AmbiguousQuotient(Environment environment, Expr.Binary expr) {
        this.environment = environment;
        this.expr = expr;
    }

    /** Whether it is one by its signs. The parentheses around an operand belong to the span of the whole alone. */
    static boolean mayBe(Expr.Binary expr) {
        boolean grouped = expr.span().end() > expr.right().span().end();
        return expr.operator() == Operator.HADAMARD_DIVIDE && ProductChain.is(expr.right()) && !grouped;
    }

    /** The value of the right side; poison where it is in doubt, which is then reported. */
    Value right(Value left) {
        ProductChain chain = ProductChain.read(environment, (Expr.Binary) expr.right());
        Type type = Value.typeOf(left);
        boolean inDoubt = type != null && chain.isComputable() && reported(type, chain.typed());
        return inDoubt ? Value.POISON : chain.value();
    }

    private boolean reported(Type left, List<Link<TypedExpr>> chain) {
        if (chain.get(0).operand().type() instanceof Type.Matrix) {
            return false;
        }
        TypedExpr whole = new TypedExpr(expr.left(), left);
        TypedExpr first = whole.over(chain.get(0).operand());
        TypedExpr all = ChainFold.of(chain, TypedExpr.FITTING);
        TypedExpr throughout = all == null ? null : whole.over(all);
        TypedExpr stepwise = first == null ? null : ChainFold.of(startingWith(first, chain), TypedExpr.FITTING);
        if (throughout == null || stepwise == null) {
            return false;
        }
        environment
                .report()
                .error(
                        Code.DOUBTFUL_QUOTIENT,
                        expr.span(),
                        "it is open to doubt what " + Quote.of(expr.left()) + " is divided by",
                        "either " + SpecPrinter.printApart(stepwise.expr()) + ", or "
                                + SpecPrinter.printApart(throughout.expr()));
        return true;
    }

    private static List<Link<TypedExpr>> startingWith(TypedExpr first, List<Link<TypedExpr>> chain) {
        List<Link<TypedExpr>> links = new ArrayList<>(chain);
        links.set(0, new Link<>(Operator.MULTIPLY, first));
        return links;
    }
}
