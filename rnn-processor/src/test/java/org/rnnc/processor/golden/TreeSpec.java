// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.runtime.annotation.Precision;

/** The model of a golden case over trees, in our language. */
public final class TreeSpec {
    private final GoldenCase golden;
    private final Config config;

    public TreeSpec(GoldenCase golden) {
        this.golden = golden;
        this.config = golden.config();
    }

    /** The most nodes of a tree. */
    int nodes() {
        return golden.tensor("in.parent").shape()[1];
    }

    boolean isAtRoot() {
        return config.readOut().equals("root");
    }

    boolean hasMemory() {
        return config.tree().startsWith("lstm");
    }

    /** Whether children are told apart. */
    boolean isBinary() {
        return !config.tree().equals("lstm_childsum");
    }

    /** A model as it stands in an annotation. */
    public String body(Precision precision) {
        List<String> lines = new ArrayList<>();
        String per = " per " + (config.inputAt().equals("leaves") ? "leaf" : "node") + " of tree";
        boolean tokens = config.vocab() > 0;
        lines.add("input x: " + (tokens ? "token<" + config.vocab() : "vector<" + config.inputSize()) + ">" + per);
        String flow = tokens ? "x |> embedding(" + config.inputSize() + ")" : "x";
        lines.add("output h = " + flow + " |> " + cell() + "(" + config.hiddenSize() + ") as tree");
        if (hasMemory()) {
            lines.add("output c = tree.c");
        }
        lines.add("output y = " + (isAtRoot() ? "root(h)" : "h") + " |> dense(" + config.outputSize() + ") as out");
        lines.add("output chances = y |> softmax");
        lines.add("loss crossEntropy(chances, reduction = " + config.loss().reduction() + ")");
        lines.add("train {");
        lines.add("  window " + nodes());
        lines.add("  batch " + config.batch());
        lines.add("  optimizer " + GoldenSpec.optimizer(config.optimizer()));
        if (!tokens) {
            lines.add("  gradients input");
        }
        lines.add("}");
        lines.add("precision " + precision.name().toLowerCase(Locale.ROOT));
        return String.join("\n", lines) + "\n";
    }

    private String cell() {
        return switch (config.tree()) {
            case "rnn_binary" -> "treeRnn";
            case "lstm_nary" -> "treeLstm";
            case "lstm_childsum" -> "childSumLstm";
            default -> throw new IllegalArgumentException("tree " + config.tree());
        };
    }
}
