// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
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
 * which is the target's token in training (teacher forcing: Williams and Zipser, 1989), and the chosen one in use.
 */
final class FedBackTokens {
    /** Who asked first, and what stands before the first step. */
    private record Asked(PreviousCall call, int start) {}

    private final Environment environment;
    private final ModelInterface data;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    FedBackTokens(Environment environment, ModelInterface data) {
        this.environment = environment;
        this.data = data;
    }

    Value lower(Name output, Type.Token type, Axis axis, Optional<Expr> start, PreviousCall call) {
        Optional<Integer> token = start.isEmpty()
                ? Optional.of(0)
                : new NumericOptions(environment)
                        .whole(start.get(), "start", 0, type.count().value() - 1L)
                        .map(Long::intValue);
        if (token.isEmpty()) {
            return Value.POISON;
        }
        Asked first = asked.computeIfAbsent(output.text(), key -> new Asked(call, token.get()));
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
        return data.feedBack(output, type, axis, token.get());
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
