// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.Instance;
import org.rnnc.dsl.lower.context.LayerValue;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.CheckedCell;
import org.rnnc.dsl.resolve.LayerNames;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.ParameterKind;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Applies a cell to a value: {@code x |> lstm(128) as encoder}; makes instances of it. */
public final class CellApplication {
    private final Environment caller;
    private final Expr.Pipe pipe;
    private final Name stage;
    private final List<Expr.Argument> given;
    private @Nullable CheckedCell cell;
    private @Nullable Map<String, Expr.Argument> arguments;
    /** The layer whose states this one's start from, if one is given. */
    private Optional<Expr> startLayer = Optional.empty();

    private final Map<Expr, Value> further = new IdentityHashMap<>();

    public CellApplication(Environment caller, Expr.Pipe pipe, Name stage, List<Expr.Argument> given) {
        this.caller = caller;
        this.pipe = pipe;
        this.stage = stage;
        this.given = given;
    }

    /** The value of one instance, running as its caller does. */
    public Value lower() {
        Value operand = caller.lower(pipe.input());
        return resolve() ? instance(operand, caller.layerNames().of(pipe), caller.direction()) : Value.POISON;
    }

    /** Finds and checks the cell, and matches the arguments; reports what is wrong. */
    boolean resolve() {
        cell = caller.cells().find(caller.file(), stage, caller.report()).orElse(null);
        arguments = cell == null ? null : bindNames(cell);
        return arguments != null;
    }

    /** One instance of the cell, which has been resolved; there may be several. */
    Value instance(Value operand, String name, Direction direction) {
        CheckedCell cell = Objects.requireNonNull(this.cell);
        Map<String, Expr.Argument> arguments = Objects.requireNonNull(this.arguments);
        Diagnostics inside = new Diagnostics();
        Environment inner = environment(cell, name, direction, axis(operand, cell, arguments), inside);
        boolean sound = bindParameters(cell, inner, arguments);
        sound &= operand != Value.POISON;
        sound = sound
                && new InputBinding(caller, inner, stage, cell).bind(pipe.input(), operand, arguments, this::lowerOnce);
        if (!sound || !caller.model().budget().countInstance(stage.span(), caller.report())) {
            return Value.POISON;
        }
        int lines = caller.model().layers().equationLines();
        int states = caller.graph().states().size();
        InitialStates starts = new InitialStates(inner, caller, arguments, this::lowerOnce)
                .from(startLayer.map(layer -> new StartLayer(caller, stage, layer)));
        SharedParameters shared = new SharedParameters(caller, stage, arguments, this::lowerOnce);
        Value value = new MemberLowering(inner, starts).lowerCell(cell.members(), shared);
        caller.model().layers().insertEquations(lines, EquationText.of(inner, cell.members()));
        if (inner.report().failed()) {
            passOn(inside);
            return Value.POISON;
        }
        noteLayer(value, direction, states);
        caller.model().layers().add(inner.layer(), inner.scope());
        return value;
    }

    /** The operand of a further input; the same one for all instances, with the layers in it made once. */
    private Value lowerOnce(Expr expr) {
        return further.computeIfAbsent(expr, caller::lower);
    }

    /** Tells where the value ends in time, if all states of the instance run the same way. */
    private void noteLayer(Value value, Direction direction, int first) {
        List<State> all = caller.graph().states();
        List<State> own = all.subList(first, all.size());
        boolean oneWay = !own.isEmpty() && own.stream().allMatch(state -> Direction.of(state) == direction);
        if (oneWay
                && value instanceof Value.Tensor tensor
                && tensor.node().domain().isPerStep()) {
            caller.model().layers().value(tensor.node(), LayerValue.of(tensor.node(), direction));
        }
    }

    /** Along which the instance runs: the one of what comes in, of the first input that has steps. */
    private Optional<Axis> axis(Value operand, CheckedCell cell, Map<String, Expr.Argument> arguments) {
        boolean over = cell.members().inputs().get(0).over().isPresent();
        Optional<Axis> axis = (over ? Optional.<Axis>empty() : axisOf(operand)).or(caller::axis);
        for (Members.InputDecl input : cell.members().inputs()) {
            if (input.over().isPresent()) {
                continue;
            }
            Expr.Argument argument = arguments.get(input.name().text());
            if (axis.isEmpty() && argument != null) {
                axis = axisOf(lowerOnce(argument.value()));
            }
        }
        return axis;
    }

    private static Optional<Axis> axisOf(Value value) {
        return value instanceof Value.Tensor tensor ? tensor.node().domain().axis() : Optional.empty();
    }

    private Environment environment(
            CheckedCell cell, String name, Direction direction, Optional<Axis> axis, Diagnostics inside) {
        ErrorReporter report = new ErrorReporter(inside);
        String layer = caller.layer().isEmpty() ? name : caller.layer() + "." + name;
        LayerNames layers = new LayerNames(
                cell.members(), n -> caller.cells().isCell(cell.definition().file(), n), report);
        return caller.inner(new Instance(cell.definition().file(), layer, layers, direction, axis, report));
    }

    /** Matches arguments with parameters, inputs, states and what can be shared; null if some have no place. */
    private @Nullable Map<String, Expr.Argument> bindNames(CheckedCell cell) {
        List<String> parameters = cell.definition().cell().parameters().stream()
                .map(parameter -> parameter.name().text())
                .toList();
        List<String> inputs = cell.members().inputs().stream()
                .skip(1)
                .map(input -> input.name().text())
                .toList();
        List<String> byName = new ArrayList<>();
        cell.members().params().forEach(param -> byName.add(param.name().text()));
        cell.members().states().forEach(state -> byName.add(state.name().text()));
        List<Expr.Argument> known = new ArrayList<>();
        for (Expr.Argument argument : given) {
            boolean start =
                    argument.name().filter(name -> name.text().equals("start")).isPresent()
                            && !parameters.contains("start")
                            && !inputs.contains("start")
                            && !byName.contains("start");
            if (start) {
                startLayer = Optional.of(argument.value());
            } else {
                known.add(argument);
            }
        }
        CallArguments arguments = CallArguments.ofCell(stage, parameters, inputs, byName, caller.report());
        Map<String, Expr.Argument> bound = arguments.bind(known);
        return arguments.sound() ? bound : null;
    }

    private boolean bindParameters(CheckedCell cell, Environment inner, Map<String, Expr.Argument> arguments) {
        boolean sound = true;
        for (Declaration.Parameter parameter : cell.definition().cell().parameters()) {
            Name name = parameter.name();
            ParameterKind kind = cell.kind(name);
            Expr.Argument argument = arguments.get(name.text());
            Value value;
            if (argument != null) {
                value = CellArguments.evaluate(caller, kind, name, argument.value(), false);
            } else if (parameter.defaultValue().isPresent()) {
                inner.leaveOut(name.text());
                value = CellArguments.evaluate(
                        inner, kind, name, parameter.defaultValue().get(), false);
            } else {
                value = Value.POISON;
                missing(name, kind);
            }
            sound &= value != Value.POISON;
            inner.scope().define(Scope.Kind.SIZE, name, value);
        }
        return sound;
    }

    private void missing(Name parameter, ParameterKind kind) {
        String example = switch (kind) {
            case SIZE -> "(16)";
            case COUNT -> "(" + parameter + " = 4)";
            case BOOLEAN -> "(" + parameter + " = true)";
            case FUNCTION -> "(" + parameter + " = tanh)";
            case NUMBER -> "(" + parameter + " = ...)";
        };
        caller.report()
                .error(
                        Code.MISSING_ARGUMENT,
                        stage.span(),
                        Quote.of(stage) + " needs " + Quote.of(parameter),
                        "for example " + stage + example);
    }

    /** What is wrong inside follows from how the cell is applied here, for by itself it is sound. */
    private void passOn(Diagnostics inside) {
        Diagnostic first = inside.all().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .findFirst()
                .orElseThrow();
        String message = Quote.of(stage) + " does not fit here: " + first.message() + " (" + first.span() + ")";
        caller.report().add(new Diagnostic(first.code(), Severity.ERROR, stage.span(), message, first.hint()));
    }
}
