// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.lower.context.Environment;

/**
 * {@code crossEntropy(tag, smoothing = 0.1, ignore = 0, weights = concat(1, 2, 2))}, as PyTorch defines it: of a target
 * q, which is a token's one-hot vector or given as it is, {@code -sum over k of w[k] ((1 - s) q[k] + s / n) log p[k]}.
 */
final class CrossEntropy {
    private final Environment environment;
    private final LossOptions options;
    private final boolean infinite;

    /**
     * The loss of one token.
     *
     * @param weight what it counts for in a mean; null where every token counts alike
     */
    record Weighed(Node loss, @Nullable Node weight) {}

    /** @param infinite whether the logits may be infinite */
    CrossEntropy(Environment environment, LossOptions options, boolean infinite) {
        this.environment = environment;
        this.options = options;
        this.infinite = infinite;
    }

    /** The loss of {@code target}; empty, and reported, if the options do not fit it. */
    Optional<Weighed> lower(Node logits, Node target) {
        Optional<Node> weights =
                options.weights().flatMap(expr -> new LossWeights(environment).ofTokens(expr, logits.size()));
        if (options.weights().isPresent() && weights.isEmpty() || !ignores(logits.size())) {
            return Optional.empty();
        }
        Node each = weights.orElse(null);
        if (options.soft()) {
            return Optional.of(new Weighed(ofShares(logits, target, each), null));
        }
        Node counted = counted(target, logits.size());
        Node own = each == null ? null : graph().dot(shares(target, logits.size()), each);
        Node weight = product(counted, own);
        boolean plain = options.number("smoothing") == 0 && !options.ignoresNoToken();
        return Optional.of(
                plain
                        ? new Weighed(times(weight, graph().crossEntropy(logits, target)), weight)
                        : new Weighed(times(counted, ofShares(logits, shares(target, logits.size()), each)), weight));
    }

    /** A target as a vector: 1 for its token; zeros where it is ignored and none. */
    private Node shares(Node target, int tokens) {
        Node all = graph().oneHot(target);
        return options.ignoresNoToken() ? graph().slice(all, 0, tokens) : all;
    }

    private GraphBuilder graph() {
        return environment.builder();
    }

    /** Szegedy (2016): of a target, 1 - s as it is and s spread over all tokens. */
    private Node ofShares(Node logits, Node shares, @Nullable Node weights) {
        double smoothing = options.number("smoothing");
        Node smooth = smoothing == 0
                ? shares
                : graph().sum(List.of(
                        new Term.Value(false, graph().constant(smoothing / logits.size())),
                        new Term.Times(false, graph().constant(1 - smoothing), shares)));
        Node weighed = weights == null ? smooth : graph().multiply(weights, smooth);
        Node logarithms = graph().logSoftmax(logits);
        Node counting = infinite ? graph().unlessZero(weighed, logarithms) : logarithms;
        return graph().sum(List.of(new Term.Value(true, graph().dot(weighed, counting))));
    }

    /** 0 of the token that counts nothing, else 1; null if all count. What is no token comes as the one after the last. */
    private @Nullable Node counted(Node target, int tokens) {
        Double ignored = options.numbers().get("ignore");
        if (ignored == null) {
            return null;
        }
        int token = options.ignoresNoToken() ? tokens : ignored.intValue();
        return graph().subtract(graph().constant(1), graph().slice(graph().oneHot(target), token, 1));
    }

    private boolean ignores(int tokens) {
        Double ignored = options.numbers().get("ignore");
        if (ignored != null && options.soft()) {
            misfit("`ignore` is a token, and a soft target is none", "leave `ignore` out");
            return false;
        }
        if (ignored != null && ignored >= tokens) {
            misfit("`ignore` is one of " + tokens + " tokens, counted from 0, or below 0 and none of them", "");
            return false;
        }
        return true;
    }

    private @Nullable Node product(@Nullable Node a, @Nullable Node b) {
        return a == null ? b : b == null ? a : graph().multiply(a, b);
    }

    /** The loss for what it counts; what counts nothing may be infinite. */
    private Node times(@Nullable Node weight, Node loss) {
        return weight == null ? loss : graph().multiply(weight, infinite ? graph().unlessZero(weight, loss) : loss);
    }

    private void misfit(String message, String hint) {
        environment.report().error(Code.LOSS_MISFIT, options.output().span(), message, hint);
    }
}
