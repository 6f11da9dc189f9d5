// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;

/** Finds what paths name: {@code encoder.c}, {@code tagger.forward.h}; seen from one cell instance, or from a model. */
public final class LayerPaths {
    private static final Set<Scope.Kind> COMPUTED = EnumSet.of(Scope.Kind.STATE, Scope.Kind.EQUATION);

    private final Environment environment;

    public LayerPaths(Environment environment) {
        this.environment = environment;
    }

    /** The value at {@code path}, which has two names or more; poison, and reported, if there is none. */
    public Value value(Path path) {
        Name last = path.names().get(path.names().size() - 1);
        Scope layer = environment.model().layers().scopes().get(absolute(layerOf(path)));
        if (layer == null) {
            unknownLayer(path);
            return Value.POISON;
        }
        if (!names(layer, EnumSet.complementOf(EnumSet.of(Scope.Kind.SIZE))).contains(last.text())) {
            unknownValue(path, layer, last);
            return Value.POISON;
        }
        // All is computed in a layer that is there.
        Value value = Objects.requireNonNull(layer.get(last.text()).value(), path::text);
        return environment.isPerChild(path.span(), Quote.of(path.text()), value) ? Value.POISON : value;
    }

    /** What is in a layer; null if there is none of that name, or not yet. */
    public @Nullable Scope layer(String name) {
        return environment.model().layers().scopes().get(absolute(name));
    }

    /** The layers that can be named here. */
    public Set<String> names() {
        return layers();
    }

    /** Whether {@code name} is a layer, or holds some. */
    public boolean isLayer(String name) {
        return layers().stream().anyMatch(layer -> layer.equals(name) || layer.startsWith(name + "."));
    }

    /** What can be looked at in the layers at or within {@code layer}: states and equations, with their paths. */
    public List<String> valuesIn(String layer) {
        List<String> found = new ArrayList<>();
        environment.model().layers().scopes().forEach((name, inner) -> {
            String seen = relative(name);
            if (seen != null && (seen.equals(layer) || seen.startsWith(layer + "."))) {
                names(inner, COMPUTED).forEach(value -> found.add(seen + "." + value));
            }
        });
        return found;
    }

    private static String layerOf(Path path) {
        return path.names().subList(0, path.names().size() - 1).stream()
                .map(Name::text)
                .collect(Collectors.joining("."));
    }

    private static Collection<String> names(Scope layer, Set<Scope.Kind> kinds) {
        return layer.names().stream()
                .filter(name -> kinds.contains(layer.get(name).kind()))
                .toList();
    }

    private Set<String> layers() {
        Set<String> layers = new TreeSet<>();
        for (String name : environment.model().layers().scopes().keySet()) {
            if (relative(name) != null) {
                layers.add(relative(name));
            }
        }
        return layers;
    }

    private String absolute(String layer) {
        return environment.layer().isEmpty() ? layer : environment.layer() + "." + layer;
    }

    /** A layer's name as this environment sees it; null for one that is not within it. */
    private @Nullable String relative(String layer) {
        String prefix = absolute("");
        return layer.startsWith(prefix) ? layer.substring(prefix.length()) : null;
    }

    private void unknownLayer(Path path) {
        String layer = layerOf(path);
        Name first = path.names().get(0);
        if (environment.layerNames().has(first.text())
                && !isLayer(first.text())
                && environment.report().failed()) {
            // The layer was not made, because of what has been reported.
            return;
        }
        List<String> within = valuesIn(layer);
        if (!within.isEmpty()) {
            String last = path.names().get(path.names().size() - 1).text();
            String same = within.stream()
                    .filter(value -> value.endsWith("." + last))
                    .map(Quote::of)
                    .collect(Collectors.joining(" and "));
            report(
                    path,
                    "there is no " + Quote.of(path.text()),
                    same.isEmpty() ? has(layer, within) : "there is " + same);
        } else if (environment.scope().find(layer) != null) {
            report(
                    path,
                    Quote.of(layer) + " is a value, not a layer",
                    Foreign.hint(Foreign.Place.MEMBER, path.text())
                            .orElse("a layer is named by `as`: x |> lstm(8) as " + layer));
        } else {
            String all = layers().stream().map(Quote::of).collect(Collectors.joining(", "));
            report(
                    path,
                    "there is no layer " + Quote.of(layer),
                    Suggestion.hint(
                            layer,
                            layers(),
                            layers().isEmpty() ? Foreign.Place.NAME : Foreign.Place.MEMBER,
                            switch (layers().size()) {
                                case 0 -> "there is none: a layer is named by `as`, x |> lstm(8) as encoder";
                                case 1 -> "the only one is " + all;
                                default -> "there are " + all;
                            }));
        }
    }

    private void unknownValue(Path path, Scope layer, Name last) {
        String name = layerOf(path);
        environment
                .report()
                .error(
                        Code.UNKNOWN_NAME,
                        last.span(),
                        "layer " + Quote.of(name) + " has no " + Quote.of(last),
                        Suggestion.hint(
                                last.text(), names(layer, EnumSet.allOf(Scope.Kind.class)), has(name, valuesIn(name))));
    }

    private static String has(String layer, List<String> values) {
        return "it has "
                + values.stream()
                        .map(value -> Quote.of(value.substring(layer.length() + 1)))
                        .collect(Collectors.joining(", "));
    }

    private void report(Path path, String message, String hint) {
        environment.report().error(Code.UNKNOWN_NAME, path.span(), message, hint);
    }
}
