// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Reads the options of a function: {@code alpha} of {@code elu(x, alpha = 0.5)}. */
final class FunctionOptions {
    private final Frame frame;
    private final Name function;

    private FunctionOptions(Frame frame, Name function) {
        this.frame = frame;
        this.function = function;
    }

    /** The options' values in the function's order; null, and reported, if some are wrong. */
    static List<Double> read(Frame frame, Name name, FunctionUse use, List<Expr.Argument> given) {
        return new FunctionOptions(frame, name).read(use, given);
    }

    private List<Double> read(FunctionUse use, List<Expr.Argument> given) {
        List<FunctionDef.Option> options = use.function().options();
        Arguments arguments = new Arguments(function, names(options, true), names(options, false), frame.report());
        Map<String, Expr.Argument> bound = arguments.bind(given);
        List<Double> values = new ArrayList<>();
        boolean sound = arguments.sound();
        for (int i = 0; i < options.size(); i++) {
            FunctionDef.Option option = options.get(i);
            Expr.Argument argument = bound.get(option.name());
            Double value = argument == null ? use.options().get(i) : value(option, argument.value());
            if (argument == null && option.isRequired() && sound) {
                sound = arguments.require(option.name(), "for example " + option.name() + " = 0.2");
            }
            sound &= value != null;
            values.add(value);
        }
        return sound ? values : null;
    }

    private static List<String> names(List<FunctionDef.Option> options, boolean required) {
        return options.stream()
                .filter(option -> option.isRequired() == required)
                .map(FunctionDef.Option::name)
                .toList();
    }

    /** Null, and reported, if it is no value of the option. */
    private Double value(FunctionDef.Option option, Expr expr) {
        return option.words().isEmpty() ? number(option, expr) : word(option, expr);
    }

    private Double number(FunctionDef.Option option, Expr expr) {
        Value value = frame.lower(expr);
        if (!(value instanceof Value.Constant constant)) {
            if (value != Value.POISON) {
                frame.report()
                        .error(
                                Code.WRONG_TYPE,
                                expr.span(),
                                Quote.of(expr) + " is not a number known when compiling",
                                "");
            }
            return null;
        }
        boolean within = constant.value() >= 0 && constant.value() < 1;
        if (option.isRate() && !within && !frame.pretended()) {
            frame.report()
                    .error(
                            Code.BAD_VALUE,
                            expr.span(),
                            Quote.of(option.name()) + " of " + Quote.of(function)
                                    + " is from 0 to below 1, and this is " + constant.text(),
                            "it is the share of elements that change, not of those that stay");
            return null;
        }
        return constant.value();
    }

    private Double word(FunctionDef.Option option, Expr expr) {
        String text =
                expr instanceof Expr.Reference reference ? reference.name().text() : "";
        int place = option.words().indexOf(text);
        if (place >= 0) {
            return (double) place;
        }
        frame.report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        expr.span(),
                        Quote.of(option.name()) + " of " + Quote.of(function) + " is not " + Quote.of(expr),
                        Nearest.hint(text, option.words(), String.join(" or ", option.words())));
        return null;
    }
}
