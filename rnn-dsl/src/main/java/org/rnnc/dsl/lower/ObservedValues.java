// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.LayerPaths;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;

/** Finds the values that {@code observe encoder.i, y} names, in a model whose equations have been lowered. */
final class ObservedValues {
    private final Environment model;
    private final Map<String, Node> found = new LinkedHashMap<>();

    ObservedValues(Environment model) {
        this.model = model;
    }

    /** The values by their paths, in the order given; what cannot be observed is reported and left out. */
    Map<String, Node> find(List<Path> paths) {
        for (Path path : paths) {
            if (found.containsKey(path.text())) {
                report(Code.DUPLICATE_ARGUMENT, path, Quote.of(path.text()) + " is observed twice", "");
            } else {
                observe(
                        path,
                        path.names().size() == 1 ? own(path.names().get(0), path) : new LayerPaths(model).value(path));
            }
        }
        return found;
    }

    private void observe(Path path, Value value) {
        if (value == Value.POISON) {
            return;
        }
        if (Value.typeOf(value) instanceof Type.Token) {
            report(
                    Code.TOKEN_MISUSE,
                    path,
                    Quote.of(path.text()) + " is a token, and only numbers can be observed",
                    "");
        } else if (value instanceof Value.Tensor tensor
                && !tensor.node().domain().isOnce()) {
            found.put(path.text(), tensor.node());
        } else {
            report(
                    Code.MIXED_DOMAINS,
                    path,
                    Quote.of(path.text()) + " is the same at every step",
                    "parameters and their gradients are there without being observed");
        }
    }

    /** A value of the model itself. */
    private Value own(Name name, Path path) {
        Scope.Symbol symbol = model.scope().find(name.text());
        if (symbol != null) {
            return symbol.value() == null ? Value.POISON : symbol.value();
        }
        LayerPaths layers = new LayerPaths(model);
        List<String> within = layers.valuesIn(name.text());
        if (layers.isLayer(name.text()) && !within.isEmpty()) {
            report(
                    Code.WRONG_TYPE,
                    path,
                    Quote.of(name) + " is a layer, which has several values",
                    "name one of them: " + within.get(within.size() - 1));
        } else if (!model.layerNames().has(name.text())) {
            Set<String> known = new TreeSet<>(model.scope().names());
            report(
                    Code.UNKNOWN_NAME,
                    path,
                    "there is no " + Quote.of(name) + " here",
                    Suggestion.hint(name.text(), known, "observe a value of the model, or of a layer: encoder.h"));
        }
        return Value.POISON;
    }

    private void report(Code code, Path at, String message, String hint) {
        model.report().error(code, at.span(), message, hint);
    }
}
