// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/**
 * Names the layers of one cell or model: by {@code as}, else {@code rnn}, {@code rnn2}, {@code rnn3} for the first,
 * second and third use of the cell, in source order; uses with a name count.
 */
final class LayerNames {
    private final Map<Expr.Pipe, String> names = new IdentityHashMap<>();
    private final Map<String, Name> taken = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    /** @param isCell which stages are cells */
    LayerNames(Collection<Expr> expressions, Predicate<String> isCell, Report report) {
        List<Expr.Pipe> pipes = expressions.stream()
                .flatMap(expression -> Walk.all(expression).stream())
                .filter(Expr.Pipe.class::isInstance)
                .map(Expr.Pipe.class::cast)
                .filter(pipe -> stage(pipe) != null && isCell.test(stage(pipe).text()))
                .sorted(Comparator.comparingInt(pipe -> pipe.stage().span().start()))
                .toList();
        pipes.forEach(pipe -> name(pipe, report));
    }

    String of(Expr.Pipe pipe) {
        return names.get(pipe);
    }

    private static Name stage(Expr.Pipe pipe) {
        return CallLowering.cellName(pipe.stage());
    }

    private void name(Expr.Pipe pipe, Report report) {
        Name stage = stage(pipe);
        int use = uses.merge(stage.text(), 1, Integer::sum);
        String automatic = use == 1 ? stage.text() : stage.text() + use;
        String name = pipe.layer().map(Name::text).orElse(automatic);
        pipe.layer().ifPresent(layer -> NameRules.checkMember("layer", layer, report));
        Name at = pipe.layer().orElse(stage);
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
