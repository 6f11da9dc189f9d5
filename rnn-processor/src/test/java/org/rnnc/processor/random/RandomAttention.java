// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a model of two or three axes whose steps look at all steps of another: by cells of the library and by ones of its
 * own, in a recurrence and out of it, with a number or a vector for each pair of steps.
 */
final class RandomAttention {
    private static final List<String> CELLS = List.of("rnn", "gru", "lstm", "mgu");

    private final Chance chance;
    private final StringBuilder text = new StringBuilder();
    private final List<String> losses = new ArrayList<>();
    private final List<String> windows = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final boolean two;

    RandomAttention(Chance chance) {
        this.chance = chance;
        this.two = chance.of(0.3);
    }

    String text() {
        looking("look", false);
        looking("lookBefore", true);
        reader("text", "word", "");
        if (two) {
            reader("speech", "frame", "text");
        }
        writer();
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

    /** A cell with an equation or two for each pair of steps; one with a state asks with what that was before. */
    private void looking(String name, boolean recurrent) {
        line("cell " + name + "(n) {");
        line("  input x: vector<a>, over: vector<m> per step of source");
        line("  param Q: matrix<n, a>, K: matrix<n, m>, v: vector<n>, P: matrix<3, n>, b: vector<n>");
        line(recurrent ? "  param H: matrix<n, n>\n  state h: vector<n>" : "");
        line("  key = " + chance.any("K * over", "tanh(K * over)", "K * over + b"));
        String query = recurrent ? chance.any("Q * x + H * h[t-1]", "H * h[t-1] + Q * x + b") : "Q * x";
        line("  query = " + query);
        line("  both = "
                + chance.any("tanh(query + key)", "tanh(query + key + b)", "sigmoid(key - query)", "query .* key"));
        line("  score = "
                + chance.any("dot(v, both)", "dot(query, key) / sqrt(n)", "sum(v .* both)", "P * both", "both[0..1]"));
        line("  weight = "
                + chance.any(
                        "softmaxOverSteps(score)",
                        "softmaxOverSteps(2 * score)",
                        "sigmoid(score)",
                        "softmaxOverSteps(-score)"));
        line("  one = "
                + chance.any(
                        "sum(weight)",
                        "sum(weight)",
                        "sum(sum(weight) / (i + 1) for i in 0..3)",
                        "max(sum(weight), dot(query, key) / i for i in 2..4)"));
        line("  found = "
                + chance.any(
                        "sumOverSteps(one * over)", "meanOverSteps(one * over)", "sumOverSteps(one * over + over)"));
        line("  more = "
                + chance.any(
                        "sumOverSteps(both)", "meanOverSteps(concat(both, weight, one))", "sumOverSteps(one * both)"));
        line("  all = concat(found, more, P * (v + b)) |> dense(n, activation = tanh)");
        line(recurrent ? "  h = 0.5 * h[t-1] + all\n  output h" : "  output all");
        line("}");
    }

    /** A layer along an axis, which may look at what has been read along another before. */
    private void reader(String axis, String input, String over) {
        windows.add(axis + " " + chance.whole(1, 5));
        boolean tokens = chance.of(0.6);
        String flow = input;
        if (tokens) {
            line("input " + input + ": token<" + chance.whole(3, 12) + "> per " + input + " of " + axis);
            flow += " |> embedding(" + chance.size() + ") as " + input + "s";
        } else {
            line("input " + input + ": vector<" + chance.size() + "> per " + input + " of " + axis);
        }
        String cell = chance.any(CELLS) + "(" + chance.size() + ")";
        if (!over.isEmpty() && chance.of(0.6)) {
            cell = chance.any("attentiveGru", "lookBefore") + "(" + chance.size() + ", over = " + over + "Read)";
        }
        String applied = chance.of(0.5) ? cell : chance.any("bidirectional(" + cell + ")", "reverse(" + cell + ")");
        boolean raw = over.isEmpty() && !tokens && chance.of(0.2);
        line(axis + "Read = " + (raw ? input : flow + " |> " + applied + " as " + axis + "Reader"));
    }

    private String anyRead() {
        return two && chance.of(0.5) ? "speechRead" : "textRead";
    }

    /** What is said along the last axis. */
    private void writer() {
        windows.add("translation " + chance.whole(1, 5));
        boolean tokens = chance.of(0.8);
        int count = chance.whole(3, 9);
        String flow = "said_words";
        if (tokens) {
            line("said_words = previous(said, start = " + chance.whole(0, count - 1) + ") |> embedding(" + chance.size()
                    + ") as words_said");
        } else {
            line("input beside: vector<3> per word of translation");
            flow = "beside";
        }
        int size = chance.size();
        String over = ", over = " + anyRead();
        String cell = chance.of(0.6)
                ? chance.any("attentiveRnn", "attentiveGru", "attentiveLstm", "lookBefore") + "(" + size + over + ")"
                : chance.any(CELLS) + "(" + size + ")";
        boolean looks = cell.contains("over");
        boolean own = cell.startsWith("look");
        line("written = " + flow + " |> " + cell + " as writer");
        String value = "written";
        if (!looks || chance.of(0.4)) {
            String kind = chance.any(
                    "additiveAttention(" + chance.size(), "generalAttention(", heads(), "look(" + chance.size());
            String first = kind.endsWith("(") ? "over = " : ", over = ";
            line("seen = written |> " + kind + first + anyRead() + ") as looker");
            line("spoken = concat(written, seen) |> dense(" + size + ", activation = tanh)");
            value = "spoken";
            weights("looker.weight", "weights");
        } else {
            weights(own ? "writer.weight" : "writer.attention.weight", "weights");
        }
        if (tokens) {
            line("output said: token<" + count + "> per word of translation = " + value + " |> dense(" + count
                    + ") |> softmax");
            losses.add("crossEntropy(said)");
        } else {
            line("output said = " + value + " |> dense(2)");
            losses.add("mse(said)");
        }
    }

    private String heads() {
        int heads = chance.whole(1, 4);
        return "multiHeadAttention(" + heads * chance.whole(1, 3) + ", " + heads;
    }

    private void weights(String path, String name) {
        if (chance.of(0.5)) {
            line("output " + name + " = " + path);
        } else if (chance.of(0.5)) {
            observed.add(path);
        }
    }
}
