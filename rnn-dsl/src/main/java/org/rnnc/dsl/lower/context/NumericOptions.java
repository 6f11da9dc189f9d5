// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** Reads the numbers of options, and checks their range. */
public final class NumericOptions {
    private final Environment environment;

    public NumericOptions(Environment environment) {
        this.environment = environment;
    }

    public Optional<Long> whole(Expr expr, String option, long least, long most) {
        return within(
                        expr,
                        option,
                        value -> value == Math.rint(value) && value >= least && value <= most,
                        "a whole number from " + least + " to " + most,
                        "")
                .map(Double::longValue);
    }

    public Optional<Double> positive(Expr expr, String option) {
        return within(expr, option, value -> value > 0, "a number more than 0", "");
    }

    public Optional<Double> notNegative(Expr expr, String option) {
        return within(expr, option, value -> value >= 0, "a number from 0", "");
    }

    public Optional<Double> aboveOne(Expr expr, String option) {
        return within(expr, option, value -> value > 1, "a number more than 1", "");
    }

    /** One that may be certain. */
    public Optional<Double> probability(Expr expr, String option) {
        return within(expr, option, value -> value >= 0 && value <= 1, "a probability, from 0 to 1", "");
    }

    public Optional<Double> fraction(Expr expr, String option) {
        return fraction(expr, option, "");
    }

    /** The share of elements that something random happens to. */
    public Optional<Double> rate(Expr expr, String option) {
        return fraction(expr, option, "it is the share of elements that change, not of those that stay");
    }

    private Optional<Double> fraction(Expr expr, String option, String hint) {
        return within(expr, option, value -> value >= 0 && value < 1, "a number from 0 to below 1", hint);
    }

    /** The place of a word among {@code words}. */
    public Optional<Double> word(Expr expr, String option, List<String> words) {
        String text =
                expr instanceof Expr.Reference reference ? reference.name().text() : "";
        if (words.contains(text)) {
            return Optional.of((double) words.indexOf(text));
        }
        environment
                .report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        expr.span(),
                        Quote.of(option) + " cannot be " + Quote.of(expr),
                        Suggestion.hint(text, words, String.join(" or ", words)));
        return Optional.empty();
    }

    /** {@code true} as 1, {@code false} as 0. */
    public Optional<Double> truth(Expr expr, String option) {
        Value value = environment.lower(expr);
        if (value instanceof Value.Bool bool) {
            return Optional.of(bool.value() ? 1.0 : 0.0);
        }
        if (value != Value.POISON) {
            String found = Quote.of(expr) + " is " + Value.describe(value);
            environment
                    .report()
                    .error(Code.WRONG_TYPE, expr.span(), Quote.of(option) + " is true or false; " + found, "");
        }
        return Optional.empty();
    }

    private Optional<Double> within(Expr expr, String option, DoublePredicate range, String words, String hint) {
        Optional<Double> value = number(expr, option);
        // A stand-in for a cell's parameter says nothing.
        if (value.isEmpty() || environment.placeholders().areUsed() || range.test(value.get())) {
            return value;
        }
        environment
                .report()
                .error(
                        Code.BAD_VALUE,
                        expr.span(),
                        Quote.of(option) + " is " + words + ", not " + Quote.text(expr)
                                + (expr instanceof Expr.Reference
                                        ? ", which is " + new Value.Constant(value.get()).text()
                                        : ""),
                        hint);
        return Optional.empty();
    }

    /** Any number. */
    Optional<Double> number(Expr expr, String option) {
        Value value = environment.lower(expr);
        if (value instanceof Value.Constant constant) {
            return Optional.of(constant.value());
        }
        if (value != Value.POISON) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            expr.span(),
                            Quote.of(option) + " is a number known when compiling; " + Quote.of(expr) + " is "
                                    + Value.describe(value),
                            "");
        }
        return Optional.empty();
    }
}
