// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.LayerPaths;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/**
 * A layer whose states another one starts from: {@code x |> lstm(8, start = reader)}. Each state of the one starts from what
 * the state of the same name of the other ends with.
 */
final class StartLayer {
    private final Environment caller;
    private final Name stage;
    private final Expr given;

    StartLayer(Environment caller, Name stage, Expr given) {
        this.caller = caller;
        this.stage = stage;
        this.given = given;
    }

    Expr expr() {
        return given;
    }

    /** What the layer's own {@code state} ends with; empty, and reported, if there is no such layer, or state in it. */
    Optional<Value> endOf(Members.StateDecl state) {
        String layer = path(given);
        Scope scope = layer == null ? null : new LayerPaths(caller).layer(layer);
        if (layer == null || scope == null) {
            noLayer(layer);
            return Optional.empty();
        }
        Scope.Symbol symbol = scope.find(state.name().text());
        if (symbol == null || symbol.kind() != Scope.Kind.STATE || symbol.type() == null) {
            report(
                    "layer " + Quote.of(layer) + " has no state " + Quote.of(state.name()) + ", which "
                            + Quote.of(stage) + " has to start from",
                    "say it of each state by itself: " + state.name() + " = ..., of those there are: " + states(scope));
            return Optional.empty();
        }
        State end = caller.graph().states().get(symbol.state());
        return Optional.of(new Value.Tensor(
                symbol.type(),
                caller.builder()
                        .selectStep(
                                end.relation().looksBack(),
                                caller.tensor(Objects.requireNonNull(symbol.value()))
                                        .node())));
    }

    private static String states(Scope scope) {
        List<String> states = new ArrayList<>();
        for (String name : scope.names()) {
            if (scope.get(name).kind() == Scope.Kind.STATE) {
                states.add(name);
            }
        }
        return states.isEmpty() ? "none" : String.join(", ", states);
    }

    private static @Nullable String path(Expr expr) {
        if (expr instanceof Expr.Reference reference) {
            return reference.name().text();
        }
        return expr instanceof Expr.Member member ? member.path().text() : null;
    }

    private void noLayer(@Nullable String layer) {
        LayerPaths layers = new LayerPaths(caller);
        if (layer != null && layers.layer(layer + ".forward") != null) {
            report(
                    Quote.of(layer) + " runs both ways, and " + Quote.of(stage) + " starts from one layer",
                    "start = " + layer + ".forward, or h = final(...) |> dense(...) of both");
        } else {
            report(
                    "`start` takes a layer whose states these start from; " + Quote.of(given) + " is none",
                    layers.names().isEmpty()
                            ? "a layer is named by `as`: x |> lstm(8) as reader"
                            : "the layers are " + String.join(", ", layers.names()));
        }
    }

    private void report(String message, String hint) {
        caller.report().error(Code.UNKNOWN_NAME, given.span(), message, hint);
    }
}
