// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.NumericOptions;
import org.rnnc.dsl.resolve.PreviousCall;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/**
 * Tokens that a model looks back at, {@code previous(target, start = 1)} of an {@code output target: token<9000>}: an input
 * which is the target's token in training (teacher forcing: Williams and Zipser, 1989), and the chosen one in use. With {@code
 * sampling} it is now and then in training the one that the model itself holds likeliest (Bengio et al., 2015).
 */
final class FedBackTokens {
    /**
     * Who asked first.
     *
     * @param start what stands before the first step
     * @param sampling how often the model's own token stands in place of the target's
     * @param state of what the model holds likely, by which that is chosen; below 0 where it never is
     */
    private record Asked(Name output, PreviousCall call, int start, double sampling, int state) {}

    /** Nothing is chosen. */
    private static final int NONE = -1;

    private final Environment environment;
    private final ModelInterface data;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    FedBackTokens(Environment environment, ModelInterface data) {
        this.environment = environment;
        this.data = data;
    }

    Value lower(
            Name output, Type.Token type, Axis axis, Optional<Expr> start, Optional<Expr> sampling, PreviousCall call) {
        Optional<Integer> token = start.isEmpty()
                ? Optional.of(0)
                : new NumericOptions(environment)
                        .whole(start.get(), "start", 0, type.count().value() - 1L)
                        .map(Long::intValue);
        Optional<Double> share = sampling.isEmpty()
                ? Optional.of(0.0)
                : new NumericOptions(environment).probability(sampling.get(), PreviousValues.SAMPLING);
        if (token.isEmpty() || share.isEmpty()) {
            return Value.POISON;
        }
        Asked first = asked.computeIfAbsent(
                output.text(),
                key -> new Asked(output, call, token.get(), share.get(), state(output, type, axis, share.get())));
        if (first.start() != token.get()) {
            environment
                    .report()
                    .error(
                            Code.BAD_VALUE,
                            call.span(),
                            Quote.of(output) + " begins with token " + token.get() + " here, and with " + first.start()
                                    + " in line " + first.call().span().line(),
                            "one token stands before the first step");
            return Value.POISON;
        }
        if (first.sampling() != share.get()) {
            environment
                    .report()
                    .error(
                            Code.BAD_VALUE,
                            call.span(),
                            "the sampling of " + Quote.of(output) + " is " + number(share.get()) + " here, and "
                                    + number(first.sampling()) + " in line "
                                    + first.call().span().line(),
                            "one choice is made at each step, for all that look at it: say the same in both places");
            return Value.POISON;
        }
        Node given = data.feedBack(output, type, axis, token.get());
        return new Value.Tensor(
                type,
                first.state() == NONE
                        ? given
                        : environment
                                .builder()
                                .likeliest(
                                        new Op.Likeliest(output.text(), first.sampling()),
                                        environment.graph().previous(first.state()),
                                        given));
    }

    private static String number(double value) {
        return new Value.Constant(value).text();
    }

    private int state(Name output, Type.Token type, Axis axis, double sampling) {
        return sampling == 0
                ? NONE
                : environment
                        .graph()
                        .addState(output.text() + ".logits", type.count().value(), axis);
    }

    /** Says what the model held likely, by what its outputs turned out to be. */
    void define(Function<Name, Value> valueOf) {
        for (Asked first : asked.values()) {
            Value value = valueOf.apply(first.output());
            if (first.state() != NONE
                    && value instanceof Value.Tensor tensor
                    && tensor.node().domain().isPerStep()) {
                Node node = tensor.node();
                environment.graph().defineState(first.state(), node.op() instanceof Op.Softmax ? node.input(0) : node);
            }
        }
    }

    /** Where a token is looked back at that is chosen by this state, if it is. */
    Optional<SourceSpan> placeOf(int state) {
        return asked.values().stream()
                .filter(first -> first.state() == state)
                .findFirst()
                .map(first -> first.call().span());
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }

    /** Where a token is looked back at first. */
    SourceSpan place() {
        return asked.values().iterator().next().call().span();
    }

    /** Reports a token that is fed back, and of which a trainer would not know what it should have been. */
    void checkTargets(List<Graph.Data> targets) {
        asked.forEach((output, first) -> {
            boolean known = targets.stream()
                    .anyMatch(target -> target.name().equals(output) && target.shape() instanceof Shape.Token);
            if (!known) {
                environment
                        .report()
                        .error(
                                Code.LOSS_MISFIT,
                                Objects.requireNonNull(first).call().span(),
                                "in training `previous(" + output + ")` is the token that " + Quote.of(output)
                                        + " should have been, and the loss compares it with none",
                                "add crossEntropy(" + output + ") to the loss");
            }
        });
    }
}
