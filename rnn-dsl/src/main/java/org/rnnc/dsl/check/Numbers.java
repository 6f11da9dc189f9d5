// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.syntax.Expr;

/** Reads the numbers of options, and checks their range. */
final class Numbers {
    /** One of the methods below. */
    interface Range {
        Optional<Double> read(Numbers numbers, Expr expr, String option);
    }

    private final Frame frame;

    Numbers(Frame frame) {
        this.frame = frame;
    }

    Optional<Long> whole(Expr expr, String option, long least, long most) {
        return number(expr, option).flatMap(value -> {
            boolean sound = value == Math.rint(value) && value >= least && value <= most;
            return within(sound, value, expr, option, "a whole number from " + least + " to " + most)
                    .map(Double::longValue);
        });
    }

    Optional<Double> positive(Expr expr, String option) {
        return number(expr, option).flatMap(value -> within(value > 0, value, expr, option, "a number more than 0"));
    }

    Optional<Double> notNegative(Expr expr, String option) {
        return number(expr, option).flatMap(value -> within(value >= 0, value, expr, option, "a number from 0"));
    }

    Optional<Double> fraction(Expr expr, String option) {
        return number(expr, option)
                .flatMap(value -> within(value >= 0 && value < 1, value, expr, option, "a number from 0 to below 1"));
    }

    /** {@code true} as 1, {@code false} as 0. */
    Optional<Double> truth(Expr expr, String option) {
        Value value = frame.lower(expr);
        if (value instanceof Value.Bool bool) {
            return Optional.of(bool.value() ? 1.0 : 0.0);
        }
        if (value != Value.POISON) {
            String found = Quote.of(expr) + " is " + Value.describe(value);
            frame.report().error(Code.WRONG_TYPE, expr.span(), Quote.of(option) + " is true or false; " + found, "");
        }
        return Optional.empty();
    }

    /** One of these words, as its place among them. */
    Optional<Double> word(Expr expr, String option, List<String> words) {
        String text =
                expr instanceof Expr.Reference reference ? reference.name().text() : "";
        int place = words.indexOf(text);
        if (place < 0) {
            frame.report()
                    .error(
                            Code.UNKNOWN_CHOICE,
                            expr.span(),
                            Quote.of(option) + " cannot be " + Quote.of(expr),
                            Nearest.hint(text, words, String.join(" or ", words)));
        }
        return place < 0 ? Optional.empty() : Optional.of((double) place);
    }

    /** Stand-ins for numbers still to come are within every range. */
    private Optional<Double> within(boolean sound, double value, Expr expr, String option, String range) {
        boolean open = frame.pretended() && Walk.all(expr).stream().anyMatch(Expr.Reference.class::isInstance);
        if (!sound && !open) {
            outOfRange(expr, option, range);
        }
        return sound || open ? Optional.of(value) : Optional.empty();
    }

    private void outOfRange(Expr expr, String option, String range) {
        frame.report()
                .error(
                        Code.BAD_VALUE,
                        expr.span(),
                        Quote.of(option) + " is " + range + ", not " + Quote.text(expr),
                        "");
    }

    private Optional<Double> number(Expr expr, String option) {
        Value value = frame.lower(expr);
        if (value instanceof Value.Constant constant) {
            return Optional.of(constant.value());
        }
        if (value != Value.POISON) {
            frame.report()
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
