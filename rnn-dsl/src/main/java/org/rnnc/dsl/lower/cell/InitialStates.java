// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.GraphAssembler;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;

/**
 * What the states of one layer start from: {@code zeros}, {@code learned}, a number or a value that is there before the
 * first step. The application of a cell ({@code lstm(100, h = learned)}) has the last word, then the cell itself.
 */
public final class InitialStates {
    private static final String LEARNED = "learned";
    private static final String ZEROS = "zeros";
    /** A learned start of {@code h} is the parameter {@code h0}. */
    private static final String SUFFIX = "0";

    private final Environment inner;
    private final Environment caller;
    private final Map<String, Expr.Argument> given;
    private final Function<Expr, Value> lowering;
    private Optional<StartLayer> layer = Optional.empty();

    /** Of a cell by itself: just what it declares. */
    public InitialStates(Environment inner) {
        this(inner, inner, Map.of(), inner::lower);
    }

    /**
     * @param given by the name of a parameter, input or state what the application says
     * @param lowering gives the values of arguments
     */
    public InitialStates(
            Environment inner, Environment caller, Map<String, Expr.Argument> given, Function<Expr, Value> lowering) {
        this.inner = inner;
        this.caller = caller;
        this.given = given;
        this.lowering = lowering;
    }

    /** The same, where states of which nothing is said by themselves start from those of another layer. */
    InitialStates from(Optional<StartLayer> other) {
        layer = other;
        return this;
    }

    /** What {@code state} starts from; empty for zeros, and after a mistake, which is reported. */
    Optional<Node> of(Members.StateDecl state, Type type) {
        Expr.Argument argument = given.get(state.name().text());
        if (argument != null) {
            return of(state.name(), type, argument.value(), caller, lowering);
        }
        if (layer.isPresent()) {
            StartLayer other = layer.get();
            return other.endOf(state)
                    .flatMap(end -> value(caller, Quote.of(state.name()), type, other.expr(), expr -> end));
        }
        return state.item()
                .start()
                .filter(this::isThereBefore)
                .flatMap(start -> of(state.name(), type, start, inner, inner::lower));
    }

    /** Whether a start that a cell declares needs nothing that only steps compute; reports what it needs. */
    private boolean isThereBefore(Expr start) {
        for (Expr expr : Subexpressions.of(start)) {
            String name = expr instanceof Expr.Reference reference
                    ? reference.name().text()
                    : expr instanceof Expr.Indexed indexed ? indexed.name().text() : "";
            Scope.Symbol symbol = inner.scope().find(name);
            boolean step =
                    symbol != null && (symbol.kind() == Scope.Kind.EQUATION || symbol.kind() == Scope.Kind.STATE);
            if (step) {
                inner.report()
                        .error(
                                Code.MIXED_DOMAINS,
                                expr.span(),
                                inner.name(expr) + " is computed at every step, and a state starts before the first",
                                "it can start from numbers, parameters and inputs per sequence");
                return false;
            }
        }
        return true;
    }

    /** What the value {@code name} of a model starts from; a learned one is {@code name.h0}. */
    public Optional<Node> ofValue(Name name, Type type, Expr start) {
        return isWord(start, LEARNED, inner)
                ? learned(name.text(), inner, "h" + SUFFIX, type, start)
                : value(inner, Quote.of(name), type, start, lowering);
    }

    private Optional<Node> of(Name state, Type type, Expr start, Environment where, Function<Expr, Value> values) {
        if (isWord(start, LEARNED, where)) {
            return learned(inner.layer(), where, state.text() + SUFFIX, type, start);
        }
        return value(where, Quote.of(state), type, start, values);
    }

    /** A parameter {@code name} of a layer, which starts at zero itself. */
    private static Optional<Node> learned(String layer, Environment where, String name, Type type, Expr start) {
        GraphAssembler graph = where.graph();
        boolean taken = graph.declared().stream()
                .filter(parameter -> parameter.layer().equals(layer))
                .anyMatch(parameter ->
                        List.of(parameter.name(), parameter.fileName()).contains(name));
        if (taken) {
            where.report()
                    .error(
                            Code.DEFINED_TWICE,
                            start.span(),
                            "a learned start is the parameter " + Quote.of(name)
                                    + ", and the cell has one of that name",
                            "rename that");
            return Optional.empty();
        }
        return Optional.of(graph.addParameter(layer, name, name, type, Optional.of(Start.ZEROS)));
    }

    /**
     * What {@code start} stands for, to start from.
     *
     * @param what starts, as messages call it
     */
    private static Optional<Node> value(
            Environment where, String what, Type type, Expr start, Function<Expr, Value> values) {
        if (isWord(start, ZEROS, where)) {
            return Optional.empty();
        }
        Value value = values.apply(start);
        Type given = Value.typeOf(value);
        boolean zero = value instanceof Value.Constant constant && constant.value() == 0;
        if (value == Value.POISON || value instanceof Value.Absent || zero) {
            return Optional.empty();
        }
        if (given == null || !given.isNumeric()) {
            where.report()
                    .error(
                            given instanceof Type.Token ? Code.TOKEN_MISUSE : Code.WRONG_TYPE,
                            start.span(),
                            what + " starts from numbers; " + where.name(start) + " is " + Value.describe(value),
                            given instanceof Type.Token
                                    ? "an embedding makes numbers of it: " + Quote.text(start) + " |> embedding(8)"
                                    : "");
            return Optional.empty();
        }
        if (given != Type.SCALAR && !given.equals(type)) {
            where.report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            start.span(),
                            what + " is " + type + "; " + where.name(start) + ", which it starts from, is " + given,
                            "one value per sequence of the state's size: an input y0: " + type
                                    + " per sequence, or what dense makes of another");
            return Optional.empty();
        }
        return atTheBeginning(where, what, start, where.tensor(value).node());
    }

    private static Optional<Node> atTheBeginning(Environment where, String what, Expr start, Node value) {
        if (value.domain().isPerStep()) {
            where.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            start.span(),
                            what + " starts once in each sequence; " + where.name(start) + " has a value at every step",
                            "there once in a sequence are what it ends with, last(" + Quote.text(start)
                                    + "), and an input per sequence: input seed: vector<n> per sequence");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** Whether {@code expr} is a word for a start, and no value. */
    public static boolean isWord(Expr expr, Environment where) {
        return isWord(expr, LEARNED, where) || isWord(expr, ZEROS, where);
    }

    private static boolean isWord(Expr expr, String word, Environment where) {
        return expr instanceof Expr.Reference reference
                && reference.name().text().equals(word)
                && where.scope().find(word) == null;
    }
}
