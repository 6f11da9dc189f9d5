// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.NumericOptions;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.LossKind;
import org.rnnc.dsl.resolve.Reduction;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/**
 * One loss as written: {@code huber(length, delta = 2, reduction = sum)}.
 *
 * @param numbers the kind's own options, by name; those that are not given and have no default are absent
 * @param weights of {@link LossKind#CROSS_ENTROPY}, one for each token; of {@link LossKind#BINARY_CROSS_ENTROPY}, what a target
 *     of 1 counts for
 * @param soft whether targets are vectors of shares, for {@link LossKind#CROSS_ENTROPY}
 */
record LossOptions(
        LossKind kind,
        Name output,
        Reduction reduction,
        Map<String, Double> numbers,
        Optional<Expr> weights,
        boolean soft) {

    private static final List<String> NUMBERS = List.of("smoothing", "ignore", "delta", "tau");

    double number(String option) {
        return Objects.requireNonNull(numbers.get(option), option);
    }

    /** Whether targets that count nothing are marked by a number that is no token, such as PyTorch's -100. */
    boolean ignoresNoToken() {
        return numbers.getOrDefault("ignore", 0.0) < 0;
    }

    /** An output of its own for what is no name; of what has the target in it, the loss of the rest. */
    private static String ofOutput(Environment environment, Expr.Call call, Expr value) {
        if (value instanceof Expr.Binary binary
                && binary.operator() == Expr.Operator.SUBTRACT
                && binary.left() instanceof Expr.Reference left
                && binary.right() instanceof Expr.Reference right) {
            boolean known = environment.scope().find(left.name().text()) != null;
            if (known != (environment.scope().find(right.name().text()) != null)) {
                return "what it is compared with is given in training: " + call.function() + "("
                        + (known ? left : right).name() + ")";
            }
        }
        String name = Stream.of("y", "z", "u", "v")
                .filter(free -> environment.scope().find(free) == null)
                .findFirst()
                .orElse("another");
        return "output " + name + " = " + Quote.text(value) + ", and " + call.function() + "(" + name + ")";
    }

    /** {@code huber(y, delta = 0.5)} of {@code huber(y, 0.5)}; else the loss of the one that is an output. */
    private static String meant(Environment environment, Expr.Call call, LossKind kind, List<Expr.Argument> values) {
        Expr second = values.get(1).value();
        if (second instanceof Expr.Number
                && values.size() == 2
                && kind.options().size() == 1) {
            return call.function() + "(" + Quote.text(values.get(0).value()) + ", "
                    + kind.options().get(0) + " = " + Quote.text(second) + ")";
        }
        Expr output = values.stream()
                .map(Expr.Argument::value)
                .filter(value -> value instanceof Expr.Reference reference
                        && environment.scope().find(reference.name().text()) != null)
                .findFirst()
                .orElse(values.get(0).value());
        return call.function() + "(" + Quote.text(output) + ")";
    }

    static Optional<LossOptions> read(Environment environment, Expr.Call call) {
        ErrorReporter report = environment.report();
        LossKind kind = LossKind.find(call.function().text()).orElse(null);
        if (kind == null) {
            report.error(
                    Code.UNKNOWN_CHOICE,
                    call.function().span(),
                    "there is no loss " + Quote.of(call.function()),
                    Suggestion.hint(
                            call.function().text(),
                            LossKind.words(),
                            Foreign.Place.LOSS,
                            "there are " + String.join(", ", LossKind.words())));
            return Optional.empty();
        }
        List<Expr.Argument> values = call.arguments().stream()
                .filter(argument -> argument.name().isEmpty())
                .toList();
        if (values.size() > 1) {
            report.error(
                    Code.EXTRA_ARGUMENT,
                    values.get(1).span(),
                    Quote.of(call.function()) + " takes one output; what that is compared with is given in training",
                    meant(environment, call, kind, values));
            return Optional.empty();
        }
        List<String> named = new ArrayList<>(kind.options());
        named.add("reduction");
        CallArguments arguments =
                new CallArguments(call.function(), List.of("output"), named, report).in(Foreign.Place.LOSS_OPTION);
        Map<String, Expr.Argument> bound = arguments.bind(call.arguments());
        boolean given = arguments.require("output", call.function() + "(y)");
        Optional<Reduction> reduction = reduction(bound.get("reduction"), kind.usualReduction(), report);
        given &= kind != LossKind.QUANTILE || arguments.require("tau", call.function() + "(y, tau = 0.9)");
        Optional<Map<String, Double>> numbers = numbers(environment, kind, bound);
        given &= knowsTargets(bound.get("targets"), report);
        if (bound.containsKey("output") && !(arguments.value("output") instanceof Expr.Reference)) {
            report.error(
                    Code.LOSS_MISFIT,
                    arguments.value("output").span(),
                    "a loss is of an output, by its name",
                    ofOutput(environment, call, arguments.value("output")));
            return Optional.empty();
        }
        if (!given || !arguments.sound() || reduction.isEmpty() || numbers.isEmpty()) {
            return Optional.empty();
        }
        Name output = ((Expr.Reference) arguments.value("output")).name();
        String weighing = kind == LossKind.BINARY_CROSS_ENTROPY ? "positiveWeight" : "weights";
        Optional<Expr> weights = Optional.ofNullable(bound.get(weighing)).map(Expr.Argument::value);
        boolean soft = kind == LossKind.CROSS_ENTROPY && !LossKind.isOfToken(call);
        return Optional.of(new LossOptions(kind, output, reduction.get(), numbers.get(), weights, soft));
    }

    private static boolean knowsTargets(Expr.@Nullable Argument argument, ErrorReporter report) {
        if (argument == null || LossKind.TARGETS.contains(Quote.text(argument.value()))) {
            return true;
        }
        report.error(
                Code.UNKNOWN_CHOICE,
                argument.value().span(),
                "there are no targets " + Quote.of(Quote.text(argument.value())),
                "tokens, or soft: vectors that add up to 1");
        return false;
    }

    static Optional<Reduction> reduction(Expr.@Nullable Argument argument, Reduction usual, ErrorReporter report) {
        if (argument == null) {
            return Optional.of(usual);
        }
        String text = Quote.text(argument.value());
        for (Reduction reduction : Reduction.values()) {
            if (reduction.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(reduction);
            }
        }
        report.error(
                Code.UNKNOWN_CHOICE,
                argument.value().span(),
                "there is no reduction " + Quote.of(text),
                Suggestion.hint(text, List.of("mean", "sum", "batch"), "mean, sum or batch"));
        return Optional.empty();
    }

    /** The options that are numbers; empty, and reported, if one is out of range. */
    private static Optional<Map<String, Double>> numbers(
            Environment environment, LossKind kind, Map<String, Expr.Argument> bound) {
        NumericOptions numbers = new NumericOptions(environment);
        Map<String, Double> values = new LinkedHashMap<>(Map.of("delta", 1.0, "smoothing", 0.0));
        boolean sound = true;
        for (String option : kind.options()) {
            Expr.Argument argument = bound.get(option);
            if (argument != null && NUMBERS.contains(option)) {
                Expr expr = argument.value();
                Optional<Double> value = switch (option) {
                    case "delta" -> numbers.positive(expr, option);
                    case "ignore" ->
                        numbers.whole(expr, option, Integer.MIN_VALUE, Integer.MAX_VALUE)
                                .map(Long::doubleValue);
                    default -> numbers.fraction(expr, option);
                };
                sound &= value.isPresent();
                value.ifPresent(number -> values.put(option, number));
            }
        }
        return sound ? Optional.of(values) : Optional.empty();
    }
}
