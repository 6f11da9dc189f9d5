// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Matches the arguments of a call with the parameters of what is called. */
public final class CallArguments {
    private final Name callee;
    private final List<String> positional;
    private final List<String> named;
    private final List<String> inner;
    private final Map<String, Expr.Argument> bound = new LinkedHashMap<>();
    private final ErrorReporter report;
    private final UnaryOperator<String> elsewhere;
    private Foreign.Place place = Foreign.Place.OPTION;
    private boolean sound = true;
    private Expr.@Nullable Argument before;

    /**
     * @param positional parameters that may be given by position, in order, or by name
     * @param named parameters that are always given by name
     */
    public CallArguments(Name callee, List<String> positional, List<String> named, ErrorReporter report) {
        this(callee, positional, named, List.of(), report, name -> "");
    }

    /** @param inner names in the cell for which something may be given besides, by name: parameters and states */
    public static CallArguments ofCell(
            Name callee, List<String> positional, List<String> named, List<String> inner, ErrorReporter report) {
        return new CallArguments(callee, positional, named, inner, report, name -> "");
    }

    /** @param elsewhere what to say of an option that something else has; empty where there is nothing to say */
    public CallArguments(
            Name callee,
            List<String> positional,
            List<String> named,
            ErrorReporter report,
            UnaryOperator<String> elsewhere) {
        this(callee, positional, named, List.of(), report, elsewhere);
    }

    private CallArguments(
            Name callee,
            List<String> positional,
            List<String> named,
            List<String> inner,
            ErrorReporter report,
            UnaryOperator<String> elsewhere) {
        this.callee = callee;
        this.positional = List.copyOf(positional);
        this.named = List.copyOf(named);
        this.inner = List.copyOf(inner);
        this.report = report;
        this.elsewhere = elsewhere;
    }

    /** @param where in which place words of other languages stand that name what is not known */
    public CallArguments in(Foreign.Place where) {
        place = where;
        return this;
    }

    /** What each parameter is bound to; those not given are not in it. Mistakes are reported. */
    public Map<String, Expr.Argument> bind(List<Expr.Argument> arguments) {
        int position = 0;
        for (Expr.Argument argument : arguments) {
            if (argument.name().isPresent()) {
                bindNamed(argument, argument.name().get());
            } else if (position < positional.size() && !isFraction(argument)) {
                put(positional.get(position++), argument);
            } else {
                extra(argument);
            }
            before = argument;
        }
        return bound;
    }

    /** {@code zoneout = 0,1}: what follows a name by a comma alone is no first argument. */
    private boolean isFraction(Expr.Argument argument) {
        return before != null
                && before.name().isPresent()
                && DecimalComma.read(before, argument).isPresent();
    }

    /** Whether all arguments found a parameter. */
    public boolean sound() {
        return sound;
    }

    /** What {@code parameter}, which is bound, is bound to. */
    public Expr value(String parameter) {
        return Objects.requireNonNull(bound.get(parameter), parameter).value();
    }

    /** Reports {@code parameter} if it is not bound. */
    public boolean require(String parameter, String hint) {
        if (!bound.containsKey(parameter)) {
            sound = false;
            report.error(
                    Code.MISSING_ARGUMENT, callee.span(), Quote.of(callee) + " needs " + Quote.of(parameter), hint);
        }
        return bound.containsKey(parameter);
    }

    private void bindNamed(Expr.Argument argument, Name name) {
        List<String> known = new ArrayList<>(positional);
        known.addAll(named);
        known.addAll(inner);
        if (known.contains(name.text())) {
            put(name.text(), argument);
            return;
        }
        sound = false;
        String hint = elsewhere.apply(name.text());
        report.error(
                Code.UNKNOWN_OPTION,
                name.span(),
                Quote.of(callee) + " has no option " + Quote.of(name),
                hint.isEmpty() ? Suggestion.hint(name.text(), known, place, taken()) : hint);
    }

    /** Not the inner names: of an lstm they are two dozen, and seldom meant. */
    private String taken() {
        List<String> outer = new ArrayList<>(positional);
        outer.addAll(named);
        return outer.isEmpty() ? "it takes none" : "it takes " + listed(outer);
    }

    private void put(String parameter, Expr.Argument argument) {
        if (bound.putIfAbsent(parameter, argument) != null) {
            sound = false;
            report.error(
                    Code.DUPLICATE_ARGUMENT,
                    argument.span(),
                    Quote.of(parameter) + " of " + Quote.of(callee) + " is given twice",
                    "");
        }
    }

    private void extra(Expr.Argument argument) {
        sound = false;
        Optional<String> decimal = DecimalComma.read(before, argument);
        if (decimal.isPresent()) {
            report.error(Code.EXTRA_ARGUMENT, argument.span(), "this `,` begins another argument", decimal.get());
            return;
        }
        String next = named.stream()
                .filter(name -> !bound.containsKey(name))
                .findFirst()
                .orElse(null);
        report.error(
                Code.EXTRA_ARGUMENT,
                argument.span(),
                next == null ? Quote.of(callee) + " takes " + most() : Quote.of(callee) + " takes its options by name",
                next == null ? tooMany() : next + " = " + Quote.text(argument.value()));
    }

    private String tooMany() {
        String ofMore = ofMore(callee.text());
        return ofMore.isEmpty() && !positional.isEmpty() ? taken() : ofMore;
    }

    /** Of a function that takes two values and was given more; empty for the others. */
    private static String ofMore(String name) {
        return switch (name) {
            case "max", "min" -> "of three values: " + name + "(" + name + "(x, y), z)";
            default -> "";
        };
    }

    private String most() {
        int most = positional.size() + named.size();
        return most == 0 ? "no options" : "no more than " + most + (most == 1 ? " argument" : " arguments");
    }

    static String listed(List<String> names) {
        return String.join(", ", names);
    }
}
