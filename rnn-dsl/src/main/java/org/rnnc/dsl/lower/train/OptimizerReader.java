// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.NumericOptions;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Reads {@code optimizer adagrad(rate = 0.1)}: every option has a name. */
final class OptimizerReader {
    private final Environment environment;

    OptimizerReader(Environment environment) {
        this.environment = environment;
    }

    Optional<Optimizer> read(Expr expr) {
        Name name =
                expr instanceof Expr.Member member ? new Name(member.path().text(), member.span()) : StageName.of(expr);
        for (Optimizer.Kind kind : Optimizer.Kind.values()) {
            if (name != null && kind.word().equals(name.text())) {
                return read(kind, name, expr);
            }
        }
        unknown(expr, name);
        return Optional.empty();
    }

    private Optional<Optimizer> read(Optimizer.Kind kind, Name name, Expr expr) {
        List<Expr.Argument> given = expr instanceof Expr.Call call ? call.arguments() : List.of();
        List<String> options =
                kind.options().stream().map(Optimizer.Option::name).toList();
        CallArguments arguments = new CallArguments(
                        name, List.of(), options, environment.report(), OptimizerReader::ofOthers)
                .in(Foreign.Place.OPTIMIZER_OPTION);
        Map<String, Expr.Argument> bound = arguments.bind(given);
        boolean complete = arguments.sound();
        for (Optimizer.Option option : kind.options()) {
            complete = complete && (!option.isRequired() || arguments.require(option.name(), example(kind)));
        }
        if (!complete) {
            return Optional.empty();
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (Optimizer.Option option : kind.options()) {
            Optional<Double> value = bound.containsKey(option.name())
                    ? number(option, bound.get(option.name()).value())
                    : Optional.of(option.defaultValue());
            value.ifPresent(number -> values.put(option.name(), number));
        }
        return values.size() == options.size() && inOrder(values, bound)
                ? Optional.of(new Optimizer(kind, values))
                : Optional.empty();
    }

    /** Steps of {@code rprop} have a range, which must not be empty. */
    private boolean inOrder(Map<String, Double> values, Map<String, Expr.Argument> given) {
        Double low = values.get("stepMin");
        Double high = values.get("stepMax");
        if (low == null || high == null || low <= high) {
            return true;
        }
        // The ranges' own ends are in order.
        Expr.Argument wrong = Objects.requireNonNull(given.getOrDefault("stepMax", given.get("stepMin")));
        environment
                .report()
                .error(
                        Code.BAD_VALUE,
                        wrong.span(),
                        "`stepMin`, " + new Value.Constant(low).text() + ", is more than `stepMax`, "
                                + new Value.Constant(high).text(),
                        "");
        return false;
    }

    /** A rate to begin with: rules that divide by the gradient's size take small steps. */
    private static String example(Optimizer.Kind kind) {
        return switch (kind) {
            case SGD, MOMENTUM, NESTEROV, ADAGRAD, ADADELTA -> "for example " + kind.word() + "(rate = 0.1)";
            case LION -> "for example lion(rate = 0.0001)";
            case RPROP -> "for example rprop(rate = 0.01), which is each element's first step";
            default -> "for example " + kind.word() + "(rate = 0.001)";
        };
    }

    /** Which rules have the option that this one has not. */
    private static String ofOthers(String option) {
        String rules = Arrays.stream(Optimizer.Kind.values())
                .filter(kind ->
                        kind.options().stream().anyMatch(known -> known.name().equals(option)))
                .map(Optimizer.Kind::word)
                .collect(Collectors.joining(", "));
        return rules.isEmpty() ? "" : "it is an option of " + rules;
    }

    private Optional<Double> number(Optimizer.Option option, Expr expr) {
        NumericOptions numbers = new NumericOptions(environment);
        if (expr instanceof Expr.Call call
                && BuiltInFunction.find(call.function().text()).isEmpty()) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            expr.span(),
                            Quote.of(option.name()) + " is a number known when compiling",
                            "a rate changes in Java, while training");
            return Optional.empty();
        }
        return switch (option.range()) {
            case POSITIVE -> numbers.positive(expr, option.name());
            case NOT_NEGATIVE -> numbers.notNegative(expr, option.name());
            case FRACTION -> numbers.fraction(expr, option.name());
            case ABOVE_ONE -> numbers.aboveOne(expr, option.name());
            case SWITCH -> numbers.truth(expr, option.name());
        };
    }

    private void unknown(Expr expr, @Nullable Name name) {
        String kinds = "there are " + String.join(", ", Optimizer.Kind.words());
        environment
                .report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        name == null ? expr.span() : name.span(),
                        "there is no optimizer " + Quote.of(name == null ? Quote.text(expr) : name.text()),
                        name == null
                                ? kinds
                                : Suggestion.hint(name.text(), Optimizer.Kind.words(), Foreign.Place.OPTIMIZER, kinds));
    }
}
