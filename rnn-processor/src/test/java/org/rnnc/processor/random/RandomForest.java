// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a model over trees: a layer or two of cells of the library or of its own, over inputs at nodes or at leaves;
 * now and then beside a text that goes into each node, or that is made of the tree.
 */
final class RandomForest {
    private static final String ATTENTIVE = """
            cell attentive(n) {
              input x: vector<m>
              param W: matrix<n, m>, U, V, K: matrix<n, n>, b, v: vector<n>
              state h: vector<n>
              query = W * x + V * sum(h[child])
              score = exp(tanh(dot(v, tanh(query + K * h[child]))))
              weight = score / (0.1 + sum(score))
              h = tanh(W * x + b + U * sum(weight * h[child]))
              output h
            }
            """;
    private static final String MIXED = """
            cell mixed(n) {
              input x: vector<m>
              param W: matrix<n, m>, L: matrix<n, n>, b: vector<n>
              state h, s: vector<n>
              h = tanh(W * x + b + L * (h[left] .* s[right]) - s[left])
              s = sigmoid(W * x + h + L * h[left])
              output h
            }
            """;
    private static final String COUNTING = """
            cell counting(n) {
              input x: vector<m>
              param W: matrix<n, m>, U: matrix<n, n>, b: vector<n>
              state h: vector<n>
              each = silu(U * h[child] + W * x) .* (1 + h[child])
              h = tanh(b + 0.3 * sum(each) + W * x .* sum(each - h[child]))
              output h
            }
            """;
    static final String CELLS = ATTENTIVE + MIXED + COUNTING;
    static final List<String> SIDED = List.of("treeRnn", "treeLstm", "mixed");
    static final List<String> ANY = List.of("childSumLstm", "attentive", "counting");

    private final Chance chance;
    private final StringBuilder text = new StringBuilder();
    private final List<String> losses = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final List<String> windows = new ArrayList<>();

    RandomForest(Chance chance) {
        this.chance = chance;
    }

    String text() {
        text.append(CELLS);
        windows.add("tree " + chance.whole(1, 7));
        boolean texts = chance.of(0.35);
        if (texts && chance.of(0.5)) {
            reader();
            tree("repeat(about, per = tree)");
        } else {
            tree("");
            if (texts) {
                written();
            }
        }
        line("loss " + String.join(" + ", losses));
        line("train {");
        line("  window " + String.join(", ", windows));
        line("  batch " + chance.whole(1, 4));
        line("  optimizer " + chance.any("sgd(rate = 0.1)", "adam(rate = 0.01)"));
        line("  unroll " + chance.any("auto", "2", "full"));
        line("  gradients input");
        line("  seed " + chance.whole(0, 99));
        if (!observed.isEmpty()) {
            line("  observe " + String.join(", ", observed));
        }
        line("}");
        line(chance.of(0.5) ? "precision float" : "precision double");
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void reader() {
        windows.add("text " + chance.whole(1, 5));
        line("input word: token<5> per word of text");
        line("about = word |> embedding(3) as words |> " + chance.any("gru", "lstm", "rnn") + "(4) |> final");
    }

    /** @param beside what each node sees besides its own input; empty for nothing */
    private void tree(String beside) {
        String per = chance.any("leaf", "node") + " of tree";
        String flow = "x";
        if (chance.of(0.5)) {
            line("input x: token<" + chance.whole(3, 9) + "> per " + per);
            flow = chance.of(0.5) ? "x |> embedding(" + chance.size() + ")" : "x";
        } else {
            line("input x: vector<" + chance.size() + "> per " + per);
        }
        if (chance.of(0.3)) {
            line("input mark: vector<2> per node of tree");
            line("input kind: token<3> per " + chance.any("leaf", "node") + " of tree");
            flow = "concat(" + (flow.equals("x") ? "x |> dense(3)" : flow) + ", oneHot(kind), mark)";
        }
        if (!beside.isEmpty()) {
            flow = flow.equals("x") ? "concat(x |> dense(4), " + beside + ")" : "concat(" + flow + ", " + beside + ")";
        }
        List<String> cells = chance.of(0.5) ? SIDED : ANY;
        String cell = chance.any(cells);
        boolean tokens = flow.equals("x");
        line("below = " + (tokens ? "x |> dense(" + chance.size() + ")" : flow) + " |> " + cell + "(" + chance.size()
                + ") as first");
        String top = "below";
        if (chance.of(0.4)) {
            line("above = below" + (chance.of(0.5) ? " |> dropout(0.3" + chance.any("", ", per = sequence") + ")" : "")
                    + " |> " + chance.any(cells) + "(" + chance.size() + ") as second");
            top = "above";
        }
        if (chance.of(0.4)) {
            observed.add("first.h");
        }
        if (chance.of(0.5)) {
            line("output each = " + top + " |> dense(3) |> softmax");
            losses.add("crossEntropy(each" + chance.any("", ", reduction = sum", ", reduction = batch") + ")");
        }
        String pooled = chance.any("root", "final", "meanOverSteps", "maxOverSteps", "sumOverSteps");
        line("about" + (beside.isEmpty() ? "" : "Tree") + " = concat(" + pooled + "(" + top + "), root(below))");
        line("output whole = about" + (beside.isEmpty() ? "" : "Tree") + " |> dense(2)");
        losses.add("mse(whole)");
        if (chance.of(0.3)) {
            line("output spread = repeat(whole, per = tree) .* (below |> dense(2))");
            losses.add(chance.number(0.1, 1) + " * mse(spread)");
        }
    }

    /** What is made of a tree along another axis. */
    private void written() {
        windows.add("text " + chance.whole(1, 5));
        line("input word: token<5> per word of text");
        line(
                "said = concat(word |> embedding(3) as words, repeat(about, per = text)) |> gru(4, h = about |> dense(4))");
        line("output next = said |> dense(5) |> softmax");
        losses.add("crossEntropy(next)");
    }
}
