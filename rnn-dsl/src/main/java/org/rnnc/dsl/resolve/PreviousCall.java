// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/**
 * {@code previous(y, start = seed)}, or {@code y |> previous(start = seed)}.
 *
 * @param arguments what is looked back at first, if anything is
 */
public record PreviousCall(Name function, List<Expr.Argument> arguments, SourceSpan span) {
    public static final String NAME = "previous";

    /** Empty for any other expression. */
    public static Optional<PreviousCall> of(Expr expr) {
        if (expr instanceof Expr.Call call && call.function().text().equals(NAME)) {
            return Optional.of(new PreviousCall(call.function(), call.arguments(), call.span()));
        }
        Name stage = expr instanceof Expr.Pipe pipe ? StageName.of(pipe.stage()) : null;
        if (stage == null || !stage.text().equals(NAME)) {
            return Optional.empty();
        }
        Expr.Pipe pipe = (Expr.Pipe) expr;
        List<Expr.Argument> arguments = new ArrayList<>();
        arguments.add(
                new Expr.Argument(Optional.empty(), pipe.input(), pipe.input().span()));
        arguments.addAll(pipe.stage() instanceof Expr.Call call ? call.arguments() : List.of());
        return Optional.of(new PreviousCall(stage, arguments, pipe.span()));
    }

    /** What is looked back at: of the step before, so no need of this one. */
    Optional<Expr> operand() {
        return arguments.stream()
                .filter(argument -> argument.name().isEmpty())
                .findFirst()
                .map(Expr.Argument::value);
    }
}
