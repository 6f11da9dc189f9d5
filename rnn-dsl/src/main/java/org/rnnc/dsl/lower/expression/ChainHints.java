// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.lower.expression.ChainFold.Link;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.SpecPrinter;

/** What a chain of {@code *} and {@code /} that does not fit together may have meant: each one as a whole, to be typed. */
final class ChainHints {
    private final List<Link<TypedExpr>> chain;

    ChainHints(List<Link<TypedExpr>> chain) {
        this.chain = chain;
    }

    /** Readings of the whole chain; empty if nothing but another operand can help. */
    Optional<String> hint() {
        TypedExpr early = ChainFold.of(chain, TypedExpr.FITTING);
        TypedExpr late = ChainFold.late(chain, TypedExpr.FITTING);
        if (early != null && late != null) {
            String one = SpecPrinter.printApart(early.expr());
            String other = SpecPrinter.printApart(late.expr());
            return Optional.of(one.equals(other) ? SpecPrinter.print(early.expr()) : "either " + one + ", or " + other);
        }
        TypedExpr one = early == null ? late : early;
        return one == null ? aroundMatrix() : Optional.of(SpecPrinter.printApart(one.expr()));
    }

    /** {@code x * W * y} and {@code x / W * y}: what stands left of a matrix goes with what the matrix gives. */
    private Optional<String> aroundMatrix() {
        for (int i = 1; i < chain.size() - 1; i++) {
            if (chain.get(i).operand().type() instanceof Type.Matrix) {
                TypedExpr left = ChainFold.of(chain.subList(0, i), TypedExpr.FITTING);
                TypedExpr right = ChainFold.of(matrixFirst(i), TypedExpr.FITTING);
                Operator operator = chain.get(i).operator();
                if (left == null || right == null) {
                    return Optional.empty();
                }
                TypedExpr both = TypedExpr.FITTING.join(operator, left, right);
                return both == null ? Optional.empty() : Optional.of(around(operator, left, right, both));
            }
        }
        return Optional.empty();
    }

    private List<Link<TypedExpr>> matrixFirst(int at) {
        List<Link<TypedExpr>> rest = new ArrayList<>(chain.subList(at, chain.size()));
        rest.set(0, new Link<>(Operator.MULTIPLY, rest.get(0).operand()));
        return rest;
    }

    private static String around(Operator operator, TypedExpr left, TypedExpr right, TypedExpr both) {
        String apart = SpecPrinter.printApart(both.expr());
        if (operator == Operator.DIVIDE || left.type() == Type.SCALAR) {
            return "what the matrix gives is a vector: " + apart;
        }
        return apart + " multiplies element by element, dot(" + SpecPrinter.print(left.expr()) + ", "
                + SpecPrinter.print(right.expr()) + ") gives one number";
    }
}
