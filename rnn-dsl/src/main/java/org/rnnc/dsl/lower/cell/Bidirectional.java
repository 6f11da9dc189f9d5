// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.LayerValue;
import org.rnnc.dsl.lower.context.Merge;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.resolve.type.Sizes;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/**
 * Layers that look ahead. {@code x |> bidirectional(gru(96), merge = sum) as encoder}: two instances of a cell, {@code
 * encoder.forward} and {@code encoder.reverse}, whose states run opposite ways, and their values merged (Schuster and
 * Paliwal, 1997). {@code x |> reverse(gru(96)) as encoder}: the second of these alone, by the name of the layer.
 */
public final class Bidirectional {
    private final Environment environment;
    private final Expr.Pipe pipe;
    private final Name name;
    private final List<Expr.Argument> given;

    public Bidirectional(Environment environment, Expr.Pipe pipe, Name name, List<Expr.Argument> given) {
        this.environment = environment;
        this.pipe = pipe;
        this.name = name;
        this.given = given;
    }

    private boolean isReverse() {
        return StageName.isReverse(name);
    }

    private String example() {
        return "x |> " + name + "(gru(96))";
    }

    /** {@code x |> reverse(gru(3))} of {@code reverse(x |> gru(3))}, and with a cell of no matter what size of others. */
    public static Expr piped(Name name, List<Expr.Argument> given, SourceSpan span) {
        Expr first = given.isEmpty() ? null : given.get(0).value();
        Expr input = first instanceof Expr.Pipe flow
                ? flow.input()
                : first instanceof Expr.Reference ? first : new Expr.Reference(new Name("x", span));
        Expr cell = first instanceof Expr.Pipe flow
                ? flow.stage()
                : first instanceof Expr.Call
                        ? first
                        : new Expr.Call(
                                new Name("gru", span),
                                List.of(new Expr.Argument(Optional.empty(), new Expr.Number(16, "16", span), span)),
                                span);
        List<Expr.Argument> arguments = new ArrayList<>(given);
        if (!arguments.isEmpty()) {
            arguments.remove(0);
        }
        arguments.removeIf(argument -> argument.name().isEmpty());
        arguments.add(0, new Expr.Argument(Optional.empty(), cell, span));
        return new Expr.Pipe(input, new Expr.Call(name, arguments, span), Optional.empty(), span);
    }

    public Value lower() {
        Value operand = environment.lower(pipe.input());
        CallArguments arguments = new CallArguments(
                name, List.of("cell"), isReverse() ? List.of() : List.of("merge"), environment.report());
        Map<String, Expr.Argument> bound = arguments.bind(given);
        boolean complete = arguments.require("cell", example());
        Optional<Merge> merge = merge(bound.get("merge"));
        if (!complete || !arguments.sound() || merge.isEmpty()) {
            return Value.POISON;
        }
        Expr inner = arguments.value("cell");
        Name cell = StageName.of(inner);
        if (cell == null || !environment.isCell(cell)) {
            noCell(inner, cell);
            return Value.POISON;
        }
        List<Expr.Argument> options = inner instanceof Expr.Call call ? call.arguments() : List.of();
        CellApplication instances = new CellApplication(environment, pipe, cell, options);
        if (operand == Value.POISON || !instances.resolve()) {
            return Value.POISON;
        }
        return isReverse() ? reverse(instances, inner, operand) : both(instances, inner, operand, merge.get());
    }

    /** The instance {@code layer}, which has a state; {@link Value#POISON}, and reported, if it has none. */
    private Value recurrent(CellApplication instances, Expr inner, Value operand, String layer, Direction direction) {
        int states = environment.graph().states().size();
        Value value = instances.instance(operand, layer, direction);
        return value == Value.POISON || environment.graph().states().size() > states
                ? value
                : misfit(inner, "has no state, so it has no direction", "x |> " + Quote.text(inner));
    }

    private Value reverse(CellApplication instances, Expr inner, Value operand) {
        return recurrent(
                instances,
                inner,
                operand,
                environment.layerNames().of(pipe),
                environment.direction().opposite());
    }

    private Value both(CellApplication instances, Expr inner, Value operand, Merge merge) {
        String layer = environment.layerNames().of(pipe);
        Direction direction = environment.direction();
        Value forward = recurrent(instances, inner, operand, layer + ".forward", direction);
        if (forward == Value.POISON) {
            return Value.POISON;
        }
        Type type = Value.typeOf(forward);
        if (type == null || !type.isNumeric()) {
            return misfit(inner, "gives " + Value.describe(forward) + ", and two of these cannot be merged", "");
        }
        Value reverse = instances.instance(operand, layer + ".reverse", direction.opposite());
        if (reverse == Value.POISON) {
            return Value.POISON;
        }
        double size = merge == Merge.CONCAT ? 2.0 * type.length() : type.length();
        if (!Sizes.check(size, new Value.Constant(size).text(), pipe.stage().span(), environment.report())) {
            return Value.POISON;
        }
        LayerValue value = new LayerValue(
                List.of(
                        new LayerValue.Pass(environment.tensor(forward).node(), direction),
                        new LayerValue.Pass(environment.tensor(reverse).node(), direction.opposite())),
                merge);
        var node = merge.join(
                environment.builder(),
                value.runs().stream().map(LayerValue.Pass::value).toList());
        environment.model().layers().value(node, value);
        return environment.value(merge.join(type), node);
    }

    private Optional<Merge> merge(Expr.@Nullable Argument argument) {
        if (argument == null) {
            return Optional.of(Merge.CONCAT);
        }
        Optional<Merge> merge = Merge.find(argument.value());
        if (merge.isEmpty()) {
            String text = Quote.text(argument.value());
            environment
                    .report()
                    .error(
                            Code.UNKNOWN_CHOICE,
                            argument.value().span(),
                            "there is no merge " + Quote.of(text),
                            Suggestion.hint(text, Merge.words(), "concat, sum, mean or product"));
        }
        return merge;
    }

    private Value misfit(Expr inner, String why, String hint) {
        environment.report().error(Code.WRONG_TYPE, inner.span(), Quote.of(inner) + " " + why, hint);
        return Value.POISON;
    }

    private void noCell(Expr inner, @Nullable Name cell) {
        boolean function = cell != null && environment.function(cell).isPresent();
        if (cell == null || function || StageName.isDirection(cell)) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            inner.span(),
                            cell != null && StageName.isDirection(cell)
                                    ? cell.text().equals(name.text())
                                            ? "this is " + cell + " already"
                                            : "a layer runs both ways, or in reverse alone"
                                    : Quote.of(name) + " takes a cell; " + Quote.of(inner) + " is "
                                            + (function ? "a function" : "none"),
                            inner instanceof Expr.Pipe ? "apply it to each layer in turn" : example());
            return;
        }
        environment
                .report()
                .error(
                        Code.UNKNOWN_STAGE,
                        cell.span(),
                        "there is no cell " + Quote.of(cell),
                        Suggestion.hint(
                                cell.text(),
                                environment.cells().names(environment.file()),
                                Foreign.Place.FUNCTION,
                                example()));
    }
}
