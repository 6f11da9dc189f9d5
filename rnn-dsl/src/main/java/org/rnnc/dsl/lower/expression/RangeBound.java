// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** A bound of {@code a..b}, in a part of a vector and in a repetition: a number known when the model is compiled. */
final class RangeBound {
    private RangeBound() {}

    /** @param hint where it is none */
    static Optional<Double> of(Environment environment, Expr expr, String hint) {
        Value value = environment.lower(expr);
        if (value instanceof Value.Constant constant) {
            return Optional.of(constant.value());
        }
        if (value != Value.POISON) {
            String found = Quote.of(expr) + " is " + Value.describe(value) + ", not a number known when compiling";
            environment.report().error(Code.WRONG_TYPE, expr.span(), found, hint);
        }
        return Optional.empty();
    }
}
