// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;

/**
 * Names the layers of one cell or model: by {@code as}, else {@code rnn}, {@code rnn2}, {@code rnn3} for the first,
 * second and third use of the cell, in source order; uses with a name count.
 */
public final class LayerNames {
    private final Map<Expr.Pipe, String> names = new IdentityHashMap<>();
    private final Map<String, Name> taken = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param isCell which stages are cells */
    public LayerNames(Members members, Predicate<String> isCell, ErrorReporter report) {
        uses(members.equations(), members.states()).stream()
                .filter(use -> isCell.test(use.stage().text()))
                .forEach(use -> name(use, report));
    }

    /** A stage, and the equation it stands in, if not what a state starts from. */
    private record Use(Expr.Pipe pipe, Name stage, Optional<Members.EquationDecl> equation) {}

    /** All stages that have a name, in source order. */
    private static List<Use> uses(Collection<Members.EquationDecl> equations, Collection<Members.StateDecl> states) {
        List<Use> uses = new ArrayList<>();
        equations.forEach(equation -> addUses(equation.value(), Optional.of(equation), uses));
        states.forEach(state -> state.item().start().ifPresent(start -> addUses(start, Optional.empty(), uses)));
        uses.sort(Comparator.comparingInt(use -> use.pipe().stage().span().start()));
        return uses;
    }

    private static void addUses(Expr expression, Optional<Members.EquationDecl> equation, List<Use> uses) {
        for (Expr expr : Subexpressions.of(expression)) {
            if (expr instanceof Expr.Pipe pipe) {
                Name stage = StageName.ofCell(pipe.stage());
                if (stage != null) {
                    uses.add(new Use(pipe, stage, equation));
                }
            }
        }
    }

    /**
     * By layer the equation that it is made in. It needs no cells to be known: functions, which are no layers, are among
     * them as if they were.
     */
    static Map<String, Members.EquationDecl> makers(
            Collection<Members.EquationDecl> equations, Collection<Members.StateDecl> states) {
        Map<String, Members.EquationDecl> makers = new HashMap<>();
        byLayer(equations, states)
                .forEach((layer, use) -> use.equation().ifPresent(equation -> makers.put(layer, equation)));
        return makers;
    }

    /** By layer the pipe that makes it; with functions as in {@link #makers}. */
    static Map<String, Expr.Pipe> pipes(
            Collection<Members.EquationDecl> equations, Collection<Members.StateDecl> states) {
        Map<String, Expr.Pipe> pipes = new HashMap<>();
        byLayer(equations, states).forEach((layer, use) -> pipes.put(layer, use.pipe()));
        return pipes;
    }

    private static Map<String, Use> byLayer(
            Collection<Members.EquationDecl> equations, Collection<Members.StateDecl> states) {
        Map<String, Use> uses = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        uses(equations, states).forEach(use -> uses.putIfAbsent(name(use, counts), use));
        return uses;
    }

    /** Of a pipe whose stage is a cell. */
    public String of(Expr.Pipe pipe) {
        return Objects.requireNonNull(names.get(pipe));
    }

    public boolean has(String layer) {
        return taken.containsKey(layer);
    }

    /** @param counts how often each cell has been used; counted on */
    private static String name(Use use, Map<String, Integer> counts) {
        String stage = use.stage().text();
        int count = counts.merge(stage, 1, Integer::sum);
        return use.pipe().layer().map(Name::text).orElse(count == 1 ? stage : stage + count);
    }

    private void name(Use use, ErrorReporter report) {
        Expr.Pipe pipe = use.pipe();
        String name = name(use, counts);
        pipe.layer().ifPresent(layer -> JavaNames.checkMember("layer", layer, report));
        Name at = pipe.layer().orElse(use.stage());
        Name before = taken.putIfAbsent(name, at);
        if (before != null) {
            report.error(
                    Code.LAYER_CLASH,
                    at.span(),
                    "two layers are called " + Quote.of(name) + "; the other one is in line "
                            + before.span().line(),
                    pipe.layer().isPresent() ? "choose another name" : "name this one: as ...");
        }
        names.put(pipe, name);
    }
}
