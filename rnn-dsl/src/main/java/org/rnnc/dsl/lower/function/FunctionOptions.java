// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.ModelAxes;
import org.rnnc.dsl.lower.context.NumericOptions;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.type.FunctionOption;
import org.rnnc.dsl.resolve.type.FunctionUse;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Reads the options of a function: {@code alpha} of {@code elu(x, alpha = 0.5)}. */
public final class FunctionOptions {
    private final Environment environment;
    private final Name function;

    private FunctionOptions(Environment environment, Name function) {
        this.environment = environment;
        this.function = function;
    }

    /** The options' values in the function's order; null, and reported, if some are wrong. */
    public static @Nullable List<Double> read(
            Environment environment, Name name, FunctionUse use, List<Expr.Argument> given) {
        return new FunctionOptions(environment, name).read(use, given);
    }

    private @Nullable List<Double> read(FunctionUse use, List<Expr.Argument> given) {
        List<FunctionOption> options = use.function().options();
        CallArguments arguments = new CallArguments(
                        function, names(options, true), names(options, false), environment.report())
                .in(Foreign.Place.FUNCTION_OPTION);
        Map<String, Expr.Argument> bound = arguments.bind(given);
        List<Double> values = new ArrayList<>();
        boolean sound = arguments.sound();
        for (int i = 0; i < options.size(); i++) {
            FunctionOption option = options.get(i);
            Expr.Argument argument = bound.get(option.name());
            Optional<Double> value =
                    argument == null ? Optional.of(use.options().get(i)) : value(option, argument.value());
            if (argument == null && option.isRequired() && sound) {
                sound = arguments.require(option.name(), "for example " + option.name() + " = 0.2");
            }
            sound &= value.isPresent();
            value.ifPresent(values::add);
        }
        return sound ? values : null;
    }

    private Optional<Double> value(FunctionOption option, Expr given) {
        NumericOptions numbers = new NumericOptions(environment);
        return switch (option.range()) {
            case POSITIVE -> numbers.positive(given, option.name());
            case NOT_NEGATIVE -> numbers.notNegative(given, option.name());
            case RATE -> numbers.rate(given, option.name());
            case WORD -> numbers.word(given, option.name(), option.words());
            case AXIS -> axis(given);
        };
    }

    private Optional<Double> axis(Expr given) {
        ModelAxes axes = environment.model().axes();
        Name name = given instanceof Expr.Reference reference
                ? reference.name()
                : new Name(Quote.text(given), given.span());
        return axes.find(name, environment.report())
                .map(axis -> (double) axes.all().indexOf(axis));
    }

    private static List<String> names(List<FunctionOption> options, boolean required) {
        return options.stream()
                .filter(option -> option.isRequired() == required)
                .map(FunctionOption::name)
                .toList();
    }
}
