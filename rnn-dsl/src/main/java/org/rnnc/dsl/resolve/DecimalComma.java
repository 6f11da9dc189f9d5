// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.syntax.Expr;

/** {@code rate = 0,001}: two arguments by their signs, and one number to whoever wrote them. */
final class DecimalComma {
    private DecimalComma() {}

    /** The hint, if these neighbours are the two halves of a number. */
    static Optional<String> read(Expr.@Nullable Argument before, Expr.Argument after) {
        if (before == null) {
            return Optional.empty();
        }
        boolean numbers = after.name().isEmpty()
                && before.value() instanceof Expr.Number
                && after.value() instanceof Expr.Number
                && before.span().end() + 1 == after.span().start();
        if (!numbers) {
            return Optional.empty();
        }
        String number = ((Expr.Number) before.value()).text() + "." + ((Expr.Number) after.value()).text();
        String name = before.name().map(option -> option + " = ").orElse("");
        return Optional.of("a fraction is written with a point: " + name + number);
    }
}
