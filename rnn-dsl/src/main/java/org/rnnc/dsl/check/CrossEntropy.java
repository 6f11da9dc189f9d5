// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.syntax.Expr;

/** {@code crossEntropy(tag, smoothing = 0.1, ignore = 0, weights = concat(1, 2, 2))}. */
final class CrossEntropy {
    private final Frame frame;
    private final LossOptions options;

    /**
     * The loss of one token.
     *
     * @param weight what it counts for; null where every token counts alike
     */
    record Weighed(Node loss, Node weight) {}

    CrossEntropy(Frame frame, LossOptions options) {
        this.frame = frame;
        this.options = options;
    }

    /** The loss of {@code target}; empty, and reported, if the options do not fit it. */
    Optional<Weighed> lower(Node logits, Node target) {
        GraphBuilder graph = frame.assembly().builder;
        Node loss = smoothed(graph, logits, target);
        List<Node> factors = new ArrayList<>();
        Double ignored = options.numbers().get("ignore");
        if (ignored != null) {
            if (ignored >= logits.size()) {
                misfit(options.output().span(), "`ignore` is one of " + logits.size() + " tokens, counted from 0");
                return Optional.empty();
            }
            Node isIgnored = graph.slice(graph.oneHot(target), ignored.intValue(), 1);
            factors.add(graph.subtract(graph.constant(1), isIgnored));
        }
        if (options.weights().isPresent()) {
            Optional<Node> weights = weights(options.weights().get(), logits.size());
            if (weights.isEmpty()) {
                return Optional.empty();
            }
            factors.add(graph.dot(graph.oneHot(target), weights.get()));
        }
        Node weight = factors.stream().reduce(graph::multiply).orElse(null);
        return Optional.of(new Weighed(weight == null ? loss : graph.multiply(weight, loss), weight));
    }

    /**
     * Szegedy (2016): of a target, 1 - s on its token and s spread over all. The cross-entropy with that is the plain one
     * plus {@code s (logit of the token - mean of all logits)}.
     */
    private Node smoothed(GraphBuilder graph, Node logits, Node target) {
        Node plain = graph.crossEntropy(logits, target);
        double smoothing = options.number("smoothing");
        if (smoothing == 0) {
            return plain;
        }
        Node own = graph.dot(graph.oneHot(target), logits);
        return graph.sum(List.of(
                new Term.Value(false, plain),
                new Term.Times(false, graph.constant(smoothing), own),
                new Term.Times(true, graph.constant(smoothing / logits.size()), graph.sumElements(logits))));
    }

    private Optional<Node> weights(Expr expr, int count) {
        Value value = frame.lower(expr);
        if (value instanceof Value.Tensor tensor
                && tensor.type() instanceof Type.Vector vector
                && vector.size().value() == count
                && tensor.node().domain() == Domain.ONCE) {
            return areWeights(tensor.node(), expr) ? Optional.of(tensor.node()) : Optional.empty();
        }
        if (value != Value.POISON) {
            misfit(expr.span(), "`weights` are " + count + " numbers, one for each token: concat(1, 2, ...)");
        }
        return Optional.empty();
    }

    /** Whether no token counts less than nothing, and one something: else the loss is a quotient by zero. */
    private boolean areWeights(Node node, Expr expr) {
        if (!(node.op() instanceof Op.Concat)) {
            return true;
        }
        double sum = 0;
        for (Node part : node.inputs()) {
            double weight = part.op() instanceof Op.Constant constant ? constant.value() : 1;
            if (weight < 0) {
                outOfRange(expr, "what a token counts for is a number from 0");
                return false;
            }
            sum += weight;
        }
        if (sum == 0) {
            outOfRange(expr, "one token at least counts for more than 0");
        }
        return sum > 0;
    }

    private void outOfRange(Expr expr, String rule) {
        frame.report().error(Code.BAD_VALUE, expr.span(), Quote.of(expr) + " is out of range: " + rule, "");
    }

    private void misfit(org.rnnc.dsl.syntax.SourceSpan place, String message) {
        frame.report().error(Code.LOSS_MISFIT, place, message, "");
    }
}
