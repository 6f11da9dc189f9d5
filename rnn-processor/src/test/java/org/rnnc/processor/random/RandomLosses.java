// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.processor.random.RandomFlows.Flow;
import org.rnnc.processor.random.RandomStages.Named;
import org.rnnc.processor.random.RandomStages.Table;

/** Outputs of a model, per step and per sequence, and a weighted sum of losses of them. */
final class RandomLosses {
    private final Chance chance;
    private final RandomFunctions functions;
    private final RandomLayers layers;
    private final StringBuilder outputs = new StringBuilder();
    private final List<String> losses = new ArrayList<>();
    /** Whether all losses are sums, so that sequences have nothing to do with each other. */
    private final boolean sums;

    RandomLosses(Chance chance, RandomLayers layers) {
        this.chance = chance;
        this.layers = layers;
        functions = new RandomFunctions(chance);
        sums = chance.of(0.5);
        for (int i = chance.of(0.6) ? 1 : chance.whole(2, 3); i > 0; i--) {
            output("y" + i, layers.flows().next());
        }
        if (!layers.flows().allUsed()) {
            output("z", layers.joined());
        }
        for (int i = chance.any(List.of(0, 0, 0, 1, 2)); i > 0; i--) {
            penalty();
        }
    }

    String text() {
        return outputs + "loss " + String.join(" + ", losses) + "\n";
    }

    private void output(String name, Flow value) {
        Flow flow = layers.vector(value);
        String x = pooled(flow);
        switch (chance.whole(0, 6)) {
            case 0, 1 -> classes(name, flow, x);
            case 2 -> {
                declare(name, x + " |> " + dense(chance.whole(1, 4)) + " |> sigmoid");
                loss("binaryCrossEntropy(" + name + "%s)");
            }
            case 3 -> {
                declare(name, x + " |> " + dense(chance.whole(1, 4)) + chance.any(" |> softplus", " |> tanh |> exp"));
                loss("poisson(" + name + "%s)");
            }
            default -> {
                int size = chance.whole(1, 4);
                declare(name, x + " |> " + dense(size) + chance.any("", "", " |> tanh"));
                numbers(name, size);
                if (chance.of(0.2)) {
                    numbers(name, size);
                }
            }
        }
    }

    private void declare(String name, String value) {
        outputs.append("output ").append(name).append(" = ").append(value).append('\n');
    }

    private String dense(int size) {
        return "dense(" + size + chance.any("", "", "", ", bias = false", ", activation = " + functions.bounded())
                + ")";
    }

    /** As it is, or one value for each sequence. */
    private String pooled(Flow flow) {
        if (chance.of(0.55)) {
            return flow.text();
        }
        List<String> ways = new ArrayList<>(List.of("meanOverSteps", "maxOverSteps", "sumOverSteps"));
        if (!flow.whole()) {
            ways.addAll(List.of("last", "last"));
        }
        if (flow.layer()) {
            ways.addAll(List.of("final", "final"));
        }
        return chance.any(ways) + "(" + flow.text() + ")";
    }

    private void classes(String name, Flow flow, String x) {
        List<Table> fitting = layers.stages().tables().stream()
                .filter(table -> table.size() == flow.size())
                .toList();
        int count = chance.whole(2, 6);
        String read = "dense(" + count + ")";
        if (!fitting.isEmpty() && chance.of(0.7)) {
            Table table = chance.any(fitting);
            count = table.tokens();
            read = "dense(" + count + ", W = " + table.layer() + ".E)";
        }
        declare(name, x + " |> " + read + " |> softmax");
        StringBuilder options = new StringBuilder();
        if (chance.of(0.3)) {
            options.append(", smoothing = ").append(chance.number(0.05, 0.3));
        }
        if (chance.of(0.3)) {
            options.append(", ignore = ").append(chance.whole(0, count - 1));
        }
        if (chance.of(0.3)) {
            options.append(", weights = concat(")
                    .append(IntStream.range(0, count)
                            .mapToObj(i -> chance.number(0.2, 2))
                            .collect(Collectors.joining(", ")))
                    .append(")");
        }
        loss("crossEntropy(" + name + options + "%s)");
    }

    /** The cosine of two numbers is no more than a sign. */
    private void numbers(String name, int size) {
        loss(
                switch (chance.whole(0, size > 1 ? 6 : 5)) {
                    case 0, 1 -> "mse(" + name + "%s)";
                    case 2 -> "mae(" + name + "%s)";
                    case 3 -> "huber(" + name + (chance.of(0.5) ? ", delta = " + chance.number(0.2, 2) : "") + "%s)";
                    case 4 -> "quantile(" + name + ", tau = " + chance.number(0.05, 0.95) + "%s)";
                    case 5 -> "linear(" + name + "%s)";
                    default -> "cosine(" + name + "%s)";
                });
    }

    private void loss(String loss) {
        weigh(loss.formatted(reduction()), chance.number(0.1, 2));
    }

    /** Of a layer, one of its matrices, or what has a name. */
    private void penalty() {
        String kind = chance.any("l1", "l2");
        List<Named> named = layers.stages().named();
        List<String> matrices =
                named.stream().flatMap(one -> one.matrices().stream()).toList();
        if (!matrices.isEmpty() && chance.of(0.3)) {
            weigh(kind + "(" + chance.any(named).name() + ")", chance.number(0.01, 0.1));
        } else if (!matrices.isEmpty() && chance.of(0.4)) {
            weigh(kind + "(" + chance.any(matrices) + ")", chance.number(0.01, 0.1));
        } else {
            weigh(kind + "(" + chance.any(layers.flows().equations()) + reduction() + ")", chance.number(0.01, 0.3));
        }
    }

    private String reduction() {
        return sums
                ? chance.any(", reduction = sum", ", reduction = batch")
                : chance.any("", "", ", reduction = mean", ", reduction = batch", ", reduction = sum");
    }

    private void weigh(String call, String weight) {
        losses.add(chance.any(call, call, weight + " * " + call, call + " / " + chance.number(0.5, 3)));
    }
}
