// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** Numbers that say what the elements of an output count for: {@code concat(1, 2, 2)}. */
final class LossWeights {
    private final Environment environment;

    LossWeights(Environment environment) {
        this.environment = environment;
    }

    /** One number from 0 for each of {@code count} tokens, one of them at least above; empty, and reported, if not. */
    Optional<Node> ofTokens(Expr expr, int count) {
        return vector(expr, count, "`weights` are " + count + " numbers, one for each token: concat(1, 2, ...)")
                .filter(node -> areWeights(node, expr));
    }

    /** One number for all of {@code count} elements, or one for each. */
    Optional<Node> ofElements(Expr expr, int count, String option) {
        Value value = environment.lower(expr);
        if (value instanceof Value.Constant constant) {
            return Optional.of(environment.tensor(constant).node()).filter(node -> areNotNegative(List.of(node), expr));
        }
        String rule = Quote.of(option) + " is a number, or " + count + " numbers, one for each element";
        return vector(value, expr, count, rule).filter(node -> areNotNegative(node.inputs(), expr));
    }

    private Optional<Node> vector(Expr expr, int count, String rule) {
        return vector(environment.lower(expr), expr, count, rule);
    }

    private Optional<Node> vector(Value value, Expr expr, int count, String rule) {
        if (value instanceof Value.Tensor tensor
                && tensor.type() instanceof Type.Vector vector
                && vector.size().value() == count
                && tensor.node().domain().isOnce()) {
            return Optional.of(tensor.node());
        }
        if (value != Value.POISON) {
            environment.report().error(Code.LOSS_MISFIT, expr.span(), rule, "");
        }
        return Optional.empty();
    }

    /** Whether no token counts less than nothing, and one something: else the loss is a quotient by zero. */
    private boolean areWeights(Node node, Expr expr) {
        if (!(node.op() instanceof Op.Concat)) {
            return true;
        }
        if (!areNotNegative(node.inputs(), expr)) {
            return false;
        }
        boolean some = node.inputs().stream()
                .anyMatch(part -> !(part.op() instanceof Op.Constant constant) || constant.value() > 0);
        if (!some) {
            outOfRange(expr, "one token at least counts for more than 0");
        }
        return some;
    }

    private boolean areNotNegative(List<Node> parts, Expr expr) {
        boolean negative =
                parts.stream().anyMatch(part -> part.op() instanceof Op.Constant constant && constant.value() < 0);
        if (negative) {
            outOfRange(expr, "what something counts for is a number from 0");
        }
        return !negative;
    }

    private void outOfRange(Expr expr, String rule) {
        environment.report().error(Code.BAD_VALUE, expr.span(), Quote.of(expr) + " is out of range: " + rule, "");
    }
}
