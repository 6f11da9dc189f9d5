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
    private FunctionOptions() {}

    /** The options' values in the function's order; null, and reported, if some are wrong. */
    static List<Double> read(Frame frame, Name name, FunctionUse use, List<Expr.Argument> given) {
        List<FunctionDef.Option> options = use.function().options();
        Arguments arguments = new Arguments(
                name, List.of(), options.stream().map(FunctionDef.Option::name).toList(), frame.report());
        Map<String, Expr.Argument> bound = arguments.bind(given);
        List<Double> values = new ArrayList<>();
        boolean sound = arguments.sound();
        for (int i = 0; i < options.size(); i++) {
            double otherwise = use.options().get(i);
            Expr.Argument argument = bound.get(options.get(i).name());
            Value value = argument == null ? new Value.Constant(otherwise) : frame.lower(argument.value());
            if (value instanceof Value.Constant constant) {
                values.add(constant.value());
            } else {
                sound = false;
                notConstant(frame, argument, value);
            }
        }
        return sound ? values : null;
    }

    private static void notConstant(Frame frame, Expr.Argument argument, Value value) {
        if (value != Value.POISON) {
            frame.report()
                    .error(
                            Code.WRONG_TYPE,
                            argument.value().span(),
                            Quote.of(argument.value()) + " is not a number known when compiling",
                            "");
        }
    }
}
