// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.model.Optimizer;

/** A block of {@code train}, for a model that is there already: with groups, frozen parameters, observed values. */
final class RandomTraining {
    /** The rules, and the options of them, that texts are made of: others would change what is drawn for a seed. */
    static final List<Optimizer.Kind> RULES = List.of(Optimizer.Kind.values()).stream()
            .filter(RandomTraining::isDrawn)
            .toList();

    private static final Set<String> UNDRAWN = Set.of("epsilonInside", "momentumDecay");

    private final Chance chance;
    private final Graph graph;
    private final List<String> options = new ArrayList<>();
    private final int window;
    private List<Parameter> trained;

    /** @param begun whether windows must begin sequences */
    RandomTraining(Chance chance, Graph graph, boolean begun) {
        this.chance = chance;
        this.graph = graph;
        window = chance.whole(1, 6);
        boolean cut = !begun && window > 1 && chance.of(0.25);
        options.add("window " + window
                + (cut ? ", backward " + chance.whole(1, window - 1) : "")
                + (begun ? "" : chance.any("", ", carry state", ", carry state", ", reset state")));
        options.add("batch " + chance.whole(1, 4));
        options.add("optimizer " + optimizer());
        groups();
        limits();
        starts();
        maybe(0.3, "seed " + chance.whole(0, 1000));
        maybe(0.6, "unroll " + chance.any("auto", "full", Integer.toString(chance.whole(1, window))));
        maybe(0.8, "gradients " + (cut ? "input" : chance.any("input, state", "input, state", "input", "state")));
        observe();
    }

    String text() {
        return "train {\n  " + String.join("\n  ", options) + "\n}\n";
    }

    private void maybe(double probability, String option) {
        if (chance.of(probability)) {
            options.add(option);
        }
    }

    private String optimizer() {
        Optimizer.Kind kind = chance.any(RULES);
        List<String> given = new ArrayList<>();
        for (Optimizer.Option option : kind.options()) {
            if (UNDRAWN.contains(option.name())) {
                continue;
            }
            if (option.isRequired() || chance.of(0.3)) {
                given.add(option.name() + " = " + value(option));
            }
        }
        return kind.word() + (given.isEmpty() ? "" : "(" + String.join(", ", given) + ")");
    }

    private static boolean isDrawn(Optimizer.Kind kind) {
        return kind != Optimizer.Kind.RADAM && kind != Optimizer.Kind.RPROP;
    }

    private String value(Optimizer.Option option) {
        if (option.range() == Optimizer.Option.Range.SWITCH) {
            return Boolean.toString(chance.of(0.7));
        }
        if (option.name().equals("epsilon")) {
            return chance.any("1e-8", "1e-4", "1e-6");
        }
        return option.range() == Optimizer.Option.Range.FRACTION ? chance.number(0.3, 0.95) : chance.number(0.01, 0.1);
    }

    /** Layers and single parameters with rules of their own, and others that stay as they are. */
    private void groups() {
        List<String> frozen = chance.of(0.3) ? paths(graph.parameters(), 0.25) : List.of();
        trained = graph.parameters().stream()
                .filter(p -> frozen.stream().noneMatch(path -> within(path, p)))
                .toList();
        if (!frozen.isEmpty() && !trained.isEmpty()) {
            options.add("freeze " + String.join(", ", frozen));
        } else {
            trained = graph.parameters();
        }
        List<String> others = chance.of(0.3) && !trained.isEmpty() ? paths(trained, 0.4) : new ArrayList<>();
        others.removeIf(path -> frozen.stream().anyMatch(f -> f.startsWith(path + ".")));
        if (!others.isEmpty()) {
            options.add("optimizer " + optimizer() + " for " + String.join(", ", others));
        }
    }

    private static boolean within(String path, Parameter parameter) {
        String name = parameter.qualifiedName();
        return name.equals(path) || name.startsWith(path + ".");
    }

    private List<String> paths(List<Parameter> of, double share) {
        Set<String> paths = new LinkedHashSet<>();
        for (Parameter parameter : chance.some(of, share)) {
            String name = parameter.qualifiedName();
            paths.add(chance.of(0.3) ? name.substring(0, name.lastIndexOf('.')) : name);
        }
        return new ArrayList<>(paths);
    }

    private void limits() {
        maybe(
                0.5,
                chance.any(
                        "clip value " + chance.number(0.05, 1),
                        "clip norm " + chance.number(0.05, 1),
                        "clip norm " + chance.number(0.05, 1) + " per tensor"));
        List<Parameter> matrices =
                trained.stream().filter(p -> p.shape() instanceof Shape.Matrix).toList();
        if (chance.of(0.3) && !matrices.isEmpty()) {
            List<String> some = chance.some(matrices, 0.5).stream()
                    .map(Parameter::qualifiedName)
                    .toList();
            String limit = "maxNorm " + chance.number(0.4, 2);
            options.add(some.isEmpty() || chance.of(0.3) ? limit : limit + " for " + String.join(", ", some));
        }
    }

    private void starts() {
        maybe(0.6, "start " + start(true, true));
        for (Parameter parameter : chance.some(graph.parameters(), 0.1)) {
            boolean matrix = parameter.shape() instanceof Shape.Matrix;
            options.add("start " + start(matrix, false) + " for " + parameter.qualifiedName());
        }
    }

    private String start(boolean matrix, boolean model) {
        String any = chance.any("zeros", "constant(0.1)", "normal(0.4)", "uniform(0.5)", "uniform(-0.1, 0.6)");
        if (!matrix || chance.of(0.3)) {
            return any;
        }
        return chance.any(
                "xavier",
                "he",
                "lecun",
                "orthogonal",
                "orthogonal(gain = 1.5)",
                "identity(gain = 0.7)",
                model ? "pytorch" : "identity");
    }

    /** Values of the model, and of its layers. */
    private void observe() {
        if (chance.of(0.5)) {
            return;
        }
        Set<String> known = new LinkedHashSet<>();
        graph.values().forEach((name, node) -> add(known, name, node));
        graph.labels().forEach((node, path) -> add(known, path, node));
        List<String> some = chance.some(List.copyOf(known), 0.15);
        if (!some.isEmpty()) {
            options.add("observe " + String.join(", ", some));
        }
    }

    private static void add(Set<String> known, String path, Node node) {
        if (node.isVector()
                && !node.domain().isOnce()
                && !path.toLowerCase(Locale.ROOT).contains(" ")) {
            known.add(path);
        }
    }
}
