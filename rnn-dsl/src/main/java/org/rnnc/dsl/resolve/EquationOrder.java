// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.Subexpressions;

/** Puts equations in an order in which what one needs of the same step comes before it; reports the loops. */
final class EquationOrder {
    /** An equation that is being ordered, the names it has yet to follow, and the one it is following. */
    private static final class Open {
        final Members.EquationDecl equation;
        final Iterator<Need> needs;

        @Nullable
        Need following;

        Open(Members.EquationDecl equation, Iterator<Need> needs) {
            this.equation = equation;
            this.needs = needs;
        }

        /** Of one that has begun. */
        Need following() {
            return Objects.requireNonNull(following);
        }
    }

    /**
     * What is needed: a value, or the layer that a value is in.
     *
     * @param equation what computes it
     * @param path the value's, if it is in a layer
     */
    private record Need(String equation, Optional<Path> path, SourceSpan span) {
        static Need of(Name name) {
            return new Need(name.text(), Optional.empty(), name.span());
        }
    }

    private final Map<String, Members.EquationDecl> byName = new LinkedHashMap<>();
    private final Map<String, Members.EquationDecl> makers;
    private final Map<String, Expr.Pipe> layers;
    private final Set<String> states;
    private final boolean cell;
    private final ErrorReporter report;
    private final List<Members.EquationDecl> ordered = new ArrayList<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> looped = new HashSet<>();
    private final Set<String> onPath = new HashSet<>();
    private final Deque<Open> path = new ArrayDeque<>();

    private EquationOrder(
            List<Members.EquationDecl> equations, List<Members.StateDecl> states, boolean cell, ErrorReporter report) {
        equations.forEach(equation -> byName.put(equation.name().text(), equation));
        this.makers = LayerNames.makers(equations, states);
        this.layers = LayerNames.pipes(equations, states);
        this.states = states.stream().map(state -> state.name().text()).collect(Collectors.toSet());
        this.cell = cell;
        this.report = report;
    }

    /** @param cell whether these are the equations of a cell, not of a model */
    static List<Members.EquationDecl> order(
            List<Members.EquationDecl> equations, List<Members.StateDecl> states, boolean cell, ErrorReporter report) {
        EquationOrder order = new EquationOrder(equations, states, cell, report);
        equations.forEach(order::follow);
        return order.ordered;
    }

    private void follow(Members.EquationDecl first) {
        open(first);
        while (!path.isEmpty()) {
            Open top = path.peek();
            if (!top.needs.hasNext()) {
                path.pop();
                onPath.remove(top.equation.name().text());
                if (!looped.contains(top.equation.name().text())) {
                    ordered.add(top.equation);
                }
                continue;
            }
            top.following = top.needs.next();
            Members.EquationDecl next = byName.get(top.following.equation());
            if (next != null && !open(next) && onPath.contains(next.name().text())) {
                findLoop(top.following.equation());
            }
        }
    }

    private boolean open(Members.EquationDecl equation) {
        boolean first = started.add(equation.name().text());
        if (first) {
            path.push(new Open(equation, needs(equation.value()).iterator()));
            onPath.add(equation.name().text());
        }
        return first;
    }

    /** Reports the loop from {@code name}, which is on the path, to the path's end. */
    private void findLoop(String name) {
        List<Open> loop = new ArrayList<>();

        for (Open open : path) {
            loop.add(0, open);
            if (open.equation.name().text().equals(name)) {
                break;
            }
        }
        if (loop.stream().anyMatch(open -> looped.contains(open.equation.name().text()))) {
            return;
        }
        loop.forEach(open -> looped.add(open.equation.name().text()));
        reportLoop(loop);
    }

    private void reportLoop(List<Open> loop) {
        Open first = loop.get(0);
        Need at = loop.stream()
                .map(Open::following)
                .filter(need -> states.contains(need.equation()))
                .findFirst()
                .orElse(loop.get(loop.size() - 1).following());
        if (loop.size() == 1 && at.path().isPresent()) {
            reportOwnLayer(first.equation.name(), at.path().get());
            return;
        }
        String chain = loop.stream()
                .skip(1)
                .map(open -> Quote.of(open.equation.name()) + ", which needs ")
                .collect(Collectors.joining());
        String message = loop.size() == 1
                ? Quote.of(first.equation.name()) + " needs its own value of the same step"
                : Quote.of(first.equation.name()) + " needs " + chain + Quote.of(first.equation.name())
                        + ", all within one step";
        String name = at.equation();
        String hint = states.contains(name)
                ? Quote.of(name + "[t-1]") + " is the value of the step before"
                : cell
                        ? "only a state can look back: declare `state " + name + ": ...` and use `" + name + "[t-1]`"
                        : "previous(" + name + ") is the value of the step before";
        report.error(Code.LOOP_IN_STEP, at.span(), message, hint);
    }

    private void reportOwnLayer(Name equation, Path path) {
        Name layer = path.names().get(0);
        report.error(
                Code.LOOP_IN_STEP,
                path.span(),
                Quote.of(equation) + " needs " + Quote.of(path.text()) + ", and makes layer " + Quote.of(layer)
                        + " itself",
                "give the layer an equation of its own, such as h = x |> lstm(8) as " + layer);
    }

    /** The names whose value of this step {@code value} needs. */
    private List<Need> needs(Expr value) {
        List<Need> needs = new ArrayList<>();
        Set<Expr> started = startLayers(value);
        Set<Expr> there = lookedBack(value);
        there.addAll(ofEarlierStages(value));
        for (Expr expr : Subexpressions.of(value)) {
            if (expr instanceof Expr.Reference reference && !there.contains(expr)) {
                needs.add(Need.of(reference.name()));
                if (started.contains(reference)) {
                    ofLayer(reference).ifPresent(needs::add);
                }
            } else if (expr instanceof Expr.Indexed indexed && indexed.index().isNow()) {
                needs.add(Need.of(indexed.name()));
            } else if (expr instanceof Expr.Member member && !there.contains(expr)) {
                Members.EquationDecl maker =
                        makers.get(member.path().names().get(0).text());
                if (maker != null) {
                    needs.add(new Need(maker.name().text(), Optional.of(member.path()), member.span()));
                }
            }
        }
        return needs;
    }

    /** The names of layers whose states others start from: {@code lstm(8, start = reader)}. */
    private static Set<Expr> startLayers(Expr value) {
        Set<Expr> layers = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Expr expr : Subexpressions.of(value)) {
            if (expr instanceof Expr.Call call && PreviousCall.of(call).isEmpty()) {
                call.arguments().stream()
                        .filter(argument -> argument.name()
                                .filter(name -> name.text().equals("start"))
                                .isPresent())
                        .map(Expr.Argument::value)
                        .filter(Expr.Reference.class::isInstance)
                        .forEach(layers::add);
            }
        }
        return layers;
    }

    /** Where the layer of this name is made; none where a value has it. */
    private Optional<Need> ofLayer(Expr.Reference reference) {
        Name name = reference.name();
        Members.EquationDecl maker = byName.containsKey(name.text()) ? null : makers.get(name.text());
        return Optional.ofNullable(maker)
                .map(equation -> new Need(
                        equation.name().text(), Optional.of(new Path(List.of(name), name.span())), name.span()));
    }

    /** What stands within {@code previous( )}: of the step before, so no need of this one. */
    private static Set<Expr> lookedBack(Expr value) {
        Set<Expr> within = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Expr expr : Subexpressions.of(value)) {
            PreviousCall.of(expr)
                    .flatMap(PreviousCall::operand)
                    .ifPresent(operand -> within.addAll(Subexpressions.of(operand)));
        }
        return within;
    }

    /**
     * What a stage takes of layers that the same flow has made before it: {@code x |> embedding(8) as words |> dense(9, W =
     * words.E)}.
     */
    private Set<Expr> ofEarlierStages(Expr value) {
        Set<Expr> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Expr expr : Subexpressions.of(value)) {
            if (expr instanceof Expr.Pipe pipe) {
                Set<Expr> started = startLayers(pipe.stage());
                List<Expr> taken = Subexpressions.of(pipe.stage()).stream()
                        .filter(part -> part instanceof Expr.Member || started.contains(part))
                        .toList();
                Set<Expr> before = Collections.newSetFromMap(new IdentityHashMap<>());
                before.addAll(taken.isEmpty() ? List.of() : Subexpressions.of(pipe.input()));
                taken.stream()
                        .filter(part -> before.contains(layers.get(first(part))))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String first(Expr part) {
        return part instanceof Expr.Member member
                ? member.path().names().get(0).text()
                : ((Expr.Reference) part).name().text();
    }
}
