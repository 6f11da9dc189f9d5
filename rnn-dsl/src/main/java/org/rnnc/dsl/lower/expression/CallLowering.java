// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.cell.Bidirectional;
import org.rnnc.dsl.lower.cell.CellApplication;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.function.FunctionCall;
import org.rnnc.dsl.lower.function.FunctionLowering;
import org.rnnc.dsl.lower.function.FunctionOptions;
import org.rnnc.dsl.resolve.PreviousCall;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.FunctionUse;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SpecPrinter;

/** Lowers calls of functions, and flows, whose stages are functions or cells. */
final class CallLowering {
    private final Environment environment;

    CallLowering(Environment environment) {
        this.environment = environment;
    }

    /** {@code f(a, b)}. */
    Value call(Expr.Call call) {
        Name name = call.function();
        FunctionUse use = environment.function(name).orElse(null);
        if (use != null) {
            return apply(use, name, call.arguments(), call.span());
        }
        if (name.text().equals(PreviousCall.NAME)) {
            return previous(call);
        }
        call.arguments().forEach(argument -> checkOnly(argument.value()));
        boolean direction = StageName.isDirection(name);
        if (direction || environment.isCell(name)) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            name.span(),
                            Quote.of(name) + (direction ? " makes a layer" : " is a cell") + ", and "
                                    + (direction ? "layers" : "cells") + " are applied by the pipe",
                            SpecPrinter.print(piped(call)));
        } else {
            Set<String> known = new TreeSet<>(BuiltInFunction.words());
            known.add(PreviousCall.NAME);
            unknown(name, known);
        }
        return Value.POISON;
    }

    private Value previous(Expr expr) {
        PreviousCall call = PreviousCall.of(expr).orElseThrow();
        if (environment.previous() != null) {
            return environment.previous().lower(call);
        }
        environment
                .report()
                .error(
                        Code.NOT_IN_THIS_BLOCK,
                        call.function().span(),
                        "`previous` belongs in a model; in a cell a state looks back",
                        "declare `state h: vector<n>` and use `h[t-1]`");
        return Value.POISON;
    }

    /** {@code h |> dense(2)} of {@code dense(h, 2)}: the first argument that can be data flows in, else an x. */
    private Expr piped(Expr.Call call) {
        if (StageName.isDirection(call.function())) {
            return Bidirectional.piped(call.function(), call.arguments(), call.span());
        }
        List<Expr.Argument> arguments = new ArrayList<>(call.arguments());
        Optional<Expr.Argument> data =
                arguments.stream().filter(this::mayBeData).findFirst();
        data.ifPresent(arguments::remove);
        Expr input = data.map(Expr.Argument::value)
                .orElseGet(
                        () -> new Expr.Reference(new Name("x", call.function().span())));
        Expr stage = new Expr.Call(call.function(), arguments, call.span());
        return new Expr.Pipe(input, stage, Optional.empty(), call.span());
    }

    private boolean mayBeData(Expr.Argument argument) {
        Name name = StageName.of(argument.value());
        boolean stage = name != null && (environment.function(name).isPresent() || environment.isCell(name));
        return argument.name().isEmpty() && !(argument.value() instanceof Expr.Number) && !stage;
    }

    /** {@code x |> stage}. */
    Value pipe(Expr.Pipe pipe) {
        Name name = StageName.of(pipe.stage());
        if (name == null) {
            environment.lower(pipe.input());
            environment
                    .report()
                    .error(Code.UNKNOWN_STAGE, pipe.stage().span(), "a cell or a function stands right of `|>`", "");
            return Value.POISON;
        }
        List<Expr.Argument> arguments = pipe.stage() instanceof Expr.Call call ? call.arguments() : List.of();
        FunctionUse use = environment.function(name).orElse(null);
        boolean cell = use == null && environment.isCell(name) || StageName.isDirection(name);
        if (cell && environment.scope().isRepeating()) {
            environment
                    .report()
                    .unavailable(
                            name.span(),
                            "a layer within a repetition",
                            "apply it before, to a value with a name: what is repeated are equations");
            return Value.POISON;
        }
        if (use == null && environment.isCell(name)) {
            return new CellApplication(environment, pipe, name, arguments).lower();
        }
        if (StageName.isDirection(name)) {
            return new Bidirectional(environment, pipe, name, arguments).lower();
        }
        pipe.layer()
                .ifPresent(layer -> onlyLayersAreNamed(
                        layer, name, use != null || name.text().equals(PreviousCall.NAME)));
        if (use != null) {
            List<Expr.Argument> all = new ArrayList<>();
            all.add(new Expr.Argument(
                    Optional.empty(), pipe.input(), pipe.input().span()));
            all.addAll(arguments);
            return apply(use, name, all, pipe.span());
        }
        if (name.text().equals(PreviousCall.NAME)) {
            return previous(pipe);
        }
        environment.lower(pipe.input());
        Set<String> known = new TreeSet<>(BuiltInFunction.words());
        known.addAll(environment.cells().names(environment.file()));
        known.addAll(StageName.DIRECTIONS);
        known.add(PreviousCall.NAME);
        unknown(name, known);
        return Value.POISON;
    }

    private void onlyLayersAreNamed(Name layer, Name stage, boolean function) {
        if (function) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            layer.span(),
                            "only layers have names; " + Quote.of(stage) + " is a function",
                            "give the value a name: " + layer + " = ...");
        }
    }

    private void unknown(Name name, Set<String> known) {
        environment
                .report()
                .error(
                        Code.UNKNOWN_STAGE,
                        name.span(),
                        "there is no cell or function " + Quote.of(name),
                        UnknownFunctionHint.hint(environment, name, known));
    }

    /** Looks for mistakes in an argument whose call is one already; names of cells and functions are fine there. */
    private void checkOnly(Expr expr) {
        boolean mayBeStage = expr instanceof Expr.Call || expr instanceof Expr.Reference;
        if (!mayBeStage) {
            environment.lower(expr);
        }
    }

    private Value apply(FunctionUse use, Name name, List<Expr.Argument> arguments, SourceSpan span) {
        BuiltInFunction function = use.function();
        List<Expr.Argument> operands = new ArrayList<>();
        List<Expr.Argument> options = new ArrayList<>();
        for (Expr.Argument argument : arguments) {
            boolean operand = argument.name().isEmpty() && operands.size() < function.most();
            (operand ? operands : options).add(argument);
        }
        List<FunctionCall.Operand> values = new ArrayList<>();
        boolean repeated = false;
        for (Expr.Argument operand : operands) {
            boolean here = function.isOfMany() && operand.value() instanceof Expr.Repetition;
            repeated |= here;
            if (here) {
                addRepeated((Expr.Repetition) operand.value(), values);
            } else {
                values.add(new FunctionCall.Operand(operand.value(), environment.lower(operand.value())));
            }
        }
        List<Double> chosen = FunctionOptions.read(environment, name, use, options);
        if (operands.size() < function.fewest() && !repeated) {
            environment
                    .report()
                    .error(
                            Code.MISSING_ARGUMENT,
                            name.span(),
                            Quote.of(name) + " takes " + function.fewest() + ", not " + operands.size()
                                    + (operands.size() == 1 ? " value" : " values"),
                            UnknownFunctionHint.ofTwo(name.text()));
            return Value.POISON;
        }
        boolean sound = values.stream().noneMatch(operand -> operand.value() == Value.POISON);
        if (chosen == null || !sound && function.most() == 1) {
            return Value.POISON;
        }
        return values.size() <= function.most() && values.size() >= function.fewest()
                ? FunctionLowering.lower(new FunctionCall(environment, function, values, chosen, span))
                : oneAfterTheOther(function, values, span);
    }

    /** Of a repetition one operand for each of its numbers. */
    private void addRepeated(Expr.Repetition repetition, List<FunctionCall.Operand> values) {
        boolean whole = new Repeated(environment, repetition).each(number -> {
            Value value = environment.lower(repetition.body());
            values.add(new FunctionCall.Operand(repetition.body(), value));
            return value != Value.POISON;
        });
        if (!whole) {
            values.add(new FunctionCall.Operand(repetition, Value.POISON));
        }
    }

    /** A function of two, of any number of values: {@code max(max(a, b), c)}. */
    private Value oneAfterTheOther(BuiltInFunction function, List<FunctionCall.Operand> values, SourceSpan span) {
        FunctionCall.Operand first = values.get(0);
        Value value = first.value();
        for (FunctionCall.Operand next : values.subList(1, values.size())) {
            List<FunctionCall.Operand> two = List.of(new FunctionCall.Operand(first.expr(), value), next);
            value = value == Value.POISON
                    ? value
                    : FunctionLowering.lower(new FunctionCall(environment, function, two, List.of(), span));
        }
        return value;
    }
}
