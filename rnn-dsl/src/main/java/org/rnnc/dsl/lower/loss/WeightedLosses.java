// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Subexpressions;

/** Takes a weighted sum of losses apart. */
final class WeightedLosses {
    record Weighted(double weight, Expr.Call call) {}

    private final Environment environment;

    WeightedLosses(Environment environment) {
        this.environment = environment;
    }

    /** The losses with their weights; what is no loss is reported and left out. */
    List<Weighted> read(Expr loss) {
        List<Weighted> parts = new ArrayList<>();
        record Open(double weight, Expr expr) {}
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(1, loss));
        while (!open.isEmpty()) {
            Open top = open.pop();
            Expr.Binary binary = top.expr() instanceof Expr.Binary b ? b : null;
            if (top.expr() instanceof Expr.Call call) {
                parts.add(new Weighted(top.weight(), call));
            } else if (binary != null && binary.operator() == Expr.Operator.ADD) {
                open.push(new Open(top.weight(), binary.right()));
                open.push(new Open(top.weight(), binary.left()));
            } else if (binary != null && isWeight(binary)) {
                boolean left = holdsLoss(binary.left());
                double weight = weight(binary, left ? binary.right() : binary.left());
                open.push(new Open(top.weight() * weight, left ? binary.left() : binary.right()));
            } else {
                environment
                        .report()
                        .error(
                                Code.LOSS_MISFIT,
                                top.expr().span(),
                                Quote.of(top.expr()) + " is not a loss",
                                "a loss is a weighted sum: crossEntropy(a) + 0.1 * mse(b)");
            }
        }
        return parts;
    }

    private static boolean isWeight(Expr.Binary binary) {
        boolean left = holdsLoss(binary.left());
        boolean right = holdsLoss(binary.right());
        return switch (binary.operator()) {
            case MULTIPLY -> left != right;
            case DIVIDE -> left && !right;
            default -> false;
        };
    }

    private static boolean holdsLoss(Expr expr) {
        return Subexpressions.of(expr).stream().anyMatch(Expr.Call.class::isInstance);
    }

    private double weight(Expr.Binary binary, Expr factor) {
        Value lowered = environment.lower(factor);
        if (!(lowered instanceof Value.Constant constant)) {
            if (lowered != Value.POISON) {
                environment
                        .report()
                        .error(
                                Code.LOSS_MISFIT,
                                factor.span(),
                                "a weight is a number; this is " + Quote.of(factor),
                                "the same weight at all steps, known when compiling: 0.5 * mse(y); steps that do not"
                                        + " count are left out by the lengths of the sequences, given in training");
            }
            return 1;
        }
        double value = binary.operator() == Expr.Operator.DIVIDE ? 1 / constant.value() : constant.value();
        if (!(value > 0) || Double.isInfinite(value)) {
            environment.report().error(Code.BAD_VALUE, factor.span(), "a weight is more than 0", "");
            return 1;
        }
        return value;
    }
}
