// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.lower.context.ModelContext;
import org.rnnc.dsl.syntax.Path;

/** Finds the parameters that paths name: {@code encoder} all below that layer, {@code encoder.Wx} a single one. */
final class ParameterPaths {
    private final List<Parameter> parameters;
    private final Set<String> layers = new LinkedHashSet<>();
    private final Map<String, String> shared = new TreeMap<>();
    private final ErrorReporter report;

    /** Something that an option says of the parameters that a path names. */
    record Choice<T>(Path path, T value) {}

    /** @param model with all layers in it */
    ParameterPaths(ModelContext model, ErrorReporter report) {
        this.parameters = model.graph().declared();
        this.report = report;
        model.layers()
                .shared()
                .forEach(one -> shared.put(
                        one.layer() + "." + one.name(),
                        parameters.get(one.parameter()).qualifiedName()));
        model.layers().scopes().keySet().forEach(layer -> {
            for (int dot = layer.indexOf('.'); dot >= 0; dot = layer.indexOf('.', dot + 1)) {
                layers.add(layer.substring(0, dot));
            }
            layers.add(layer);
        });
    }

    /** The parameters that {@code path} names, in order; empty, and reported, where there are none. */
    List<Parameter> find(Path path) {
        List<Parameter> found = below(path.text());
        if (found.isEmpty()) {
            report(path);
        }
        return found;
    }

    /**
     * The choice that counts for each parameter, by its index. Where several paths name one, the longest counts: it says more of this
     * parameter than that of a layer around it. The same path twice is reported.
     */
    <T> Map<Integer, Choice<T>> assign(List<Choice<T>> choices) {
        Map<Integer, Choice<T>> closest = new TreeMap<>();
        Map<String, Path> seen = new TreeMap<>();
        for (Choice<T> choice : choices) {
            Path before = seen.putIfAbsent(choice.path().text(), choice.path());
            if (before != null) {
                reportTwice(choice.path(), before);
                continue;
            }
            for (Parameter parameter : find(choice.path())) {
                closest.merge(parameter.index(), choice, ParameterPaths::longer);
            }
        }
        return closest;
    }

    /** Whether {@code path} is that of a parameter itself, and not of a layer it is in. */
    static boolean isOf(Path path, Parameter parameter) {
        return parameter.qualifiedName().equals(path.text());
    }

    private static <T> Choice<T> longer(Choice<T> a, Choice<T> b) {
        return b.path().names().size() > a.path().names().size() ? b : a;
    }

    private List<Parameter> below(String path) {
        return parameters.stream()
                .filter(parameter -> parameter.qualifiedName().equals(path)
                        || parameter.qualifiedName().startsWith(path + "."))
                .toList();
    }

    private void reportTwice(Path path, Path before) {
        report.error(
                Code.DUPLICATE_ARGUMENT,
                path.span(),
                Quote.of(path.text()) + " is named twice; the first time in line "
                        + before.span().line(),
                "");
    }

    private void report(Path path) {
        String text = path.text();
        if (shared.containsKey(text)) {
            String owner = shared.get(text);
            report.error(
                    Code.UNKNOWN_NAME, path.span(), Quote.of(text) + " is shared: it is " + Quote.of(owner), owner);
        } else if (layers.contains(text)) {
            report.error(Code.UNKNOWN_NAME, path.span(), "layer " + Quote.of(text) + " has no parameters", "");
        } else {
            reportUnknown(text, path);
        }
    }

    private void reportUnknown(String text, Path path) {
        List<String> stacked = parameters.stream()
                .filter(parameter -> parameter.tensorName().equals(text))
                .map(Parameter::qualifiedName)
                .toList();
        String layer = text;
        while (layer.contains(".") && !layers.contains(layer)) {
            layer = layer.substring(0, layer.lastIndexOf('.'));
        }
        String there = layers.contains(layer)
                ? Quote.of(layer) + " has " + listed(children(layer))
                : "there are " + listed(children(""));
        Set<String> known = new LinkedHashSet<>(layers);
        parameters.forEach(parameter -> known.add(parameter.qualifiedName()));
        report.error(
                Code.UNKNOWN_NAME,
                path.span(),
                "no layer or parameter is called " + Quote.of(text) + "; " + there,
                stacked.isEmpty()
                        ? Suggestion.hint(text, known, "")
                        : "files have this name for " + String.join(", ", stacked));
    }

    /** What stands next below a layer, or in the model. */
    private Collection<String> children(String layer) {
        String prefix = layer.isEmpty() ? "" : layer + ".";
        Set<String> children = new LinkedHashSet<>();
        List<String> all = new ArrayList<>(layers);
        parameters.forEach(parameter -> all.add(parameter.qualifiedName()));
        all.stream()
                .filter(name -> name.startsWith(prefix) && !name.equals(layer))
                .map(name -> name.substring(prefix.length()))
                .forEach(rest -> children.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest));
        return children;
    }

    private static String listed(Collection<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
