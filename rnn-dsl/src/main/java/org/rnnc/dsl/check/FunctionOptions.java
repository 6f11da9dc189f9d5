// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.diag.Foreign;
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
        List<FunctionOption> options = use.function().options();
        Arguments arguments = new Arguments(function, names(options, true), names(options, false), frame.report())
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
        Numbers numbers = new Numbers(frame);
        return switch (option.range()) {
            case POSITIVE -> numbers.positive(given, option.name());
            case NOT_NEGATIVE -> numbers.notNegative(given, option.name());
            case RATE -> numbers.rate(given, option.name());
            case WORD -> numbers.word(given, option.name(), option.words());
        };
    }

    private static List<String> names(List<FunctionOption> options, boolean required) {
        return options.stream()
                .filter(option -> option.isRequired() == required)
                .map(FunctionOption::name)
                .toList();
    }
}
