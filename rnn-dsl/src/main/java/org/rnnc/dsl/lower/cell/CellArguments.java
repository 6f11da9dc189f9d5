// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.function.FunctionOptions;
import org.rnnc.dsl.resolve.ParameterKind;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.FunctionUse;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Sizes;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Evaluates what a cell's parameter is bound to: a size, a number, true or false, or a function. */
final class CellArguments {
    private CellArguments() {}

    /**
     * @param environment where the argument is written
     * @param trusted whether sizes need no check, since they are of a cell checked by itself
     */
    static Value evaluate(Environment environment, ParameterKind kind, Name parameter, Expr argument, boolean trusted) {
        if (kind == ParameterKind.FUNCTION) {
            return activation(environment, parameter, argument);
        }
        Value value = environment.lower(argument);
        if (value == Value.POISON) {
            return value;
        }
        if (kind == ParameterKind.BOOLEAN) {
            boolean number = value instanceof Value.Constant;
            String hint = number ? parameter + " = " + (((Value.Constant) value).value() != 0) : "";
            return value instanceof Value.Bool
                    ? value
                    : wrong(environment, parameter, argument, value, "true or false", hint);
        }
        boolean size = kind == ParameterKind.SIZE || kind == ParameterKind.COUNT;
        if (!(value instanceof Value.Constant constant)) {
            return wrong(
                    environment, parameter, argument, value, size ? "a whole number" : "a number known when compiling");
        }
        boolean open = environment.placeholders().areUsed() && !(argument instanceof Expr.Number);
        if (size && !trusted && !open) {
            boolean sound = Sizes.check(constant.value(), Quote.text(argument), argument.span(), environment.report());
            return sound ? new Value.Constant(constant.value()) : Value.POISON;
        }
        return environment.placeholders().areUsed() && argument instanceof Expr.Binary
                ? new Value.Constant(constant.value(), Quote.text(argument))
                : constant;
    }

    private static Value activation(Environment environment, Name parameter, Expr argument) {
        Name name = argument instanceof Expr.Member member
                ? new Name(member.path().text(), member.span())
                : StageName.of(argument);
        if (name == null) {
            Value value = environment.lower(argument);
            return value == Value.POISON
                    ? value
                    : wrong(environment, parameter, argument, value, "a function such as tanh");
        }
        Optional<FunctionUse> use = environment.function(name);
        if (use.isEmpty()) {
            return unknown(environment, parameter, argument, name);
        }
        if (!use.get().function().isActivation()) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            name.span(),
                            Quote.of(name) + " changes the shape of its operand, so it is no " + Quote.of(parameter),
                            "");
            return Value.POISON;
        }
        if (argument instanceof Expr.Call call) {
            var options = FunctionOptions.read(environment, name, use.get(), call.arguments());
            return options == null
                    ? Value.POISON
                    : new Value.Activation(new FunctionUse(use.get().function(), options));
        }
        return new Value.Activation(use.get());
    }

    private static Value unknown(Environment environment, Name parameter, Expr argument, Name name) {
        Scope.Symbol symbol = environment.scope().find(name.text());
        if (symbol != null && argument instanceof Expr.Reference) {
            return symbol.value() == null || symbol.value() == Value.POISON
                    ? Value.POISON
                    : wrong(environment, parameter, argument, symbol.value(), "a function such as tanh");
        }
        if (environment.isCell(name)) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            name.span(),
                            Quote.of(name) + " is a cell, and " + Quote.of(parameter)
                                    + " is a function of the language",
                            "a cell cannot be handed to another one; behind the layer it is applied by the pipe, |> "
                                    + name + ", and within it needs a cell of your own with its equation");
            return Value.POISON;
        }
        environment
                .report()
                .error(
                        Code.UNKNOWN_STAGE,
                        name.span(),
                        "there is no function " + Quote.of(name),
                        Suggestion.hint(
                                name.text(),
                                BuiltInFunction.words(),
                                Foreign.Place.ACTIVATION,
                                "such as tanh, sigmoid, relu, elu(alpha = 0.5) or identity"));
        return Value.POISON;
    }

    private static Value wrong(Environment environment, Name parameter, Expr argument, Value value, String wanted) {
        return wrong(environment, parameter, argument, value, wanted, "");
    }

    private static Value wrong(
            Environment environment, Name parameter, Expr argument, Value value, String wanted, String hint) {
        environment
                .report()
                .error(
                        Code.WRONG_TYPE,
                        argument.span(),
                        Quote.of(parameter) + " is " + wanted + "; " + Quote.of(argument) + " is "
                                + Value.describe(value),
                        hint);
        return Value.POISON;
    }
}
