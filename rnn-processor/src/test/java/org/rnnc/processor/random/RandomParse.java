// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a model of a tree over the states of a sequence: a layer that reads a text, and one over trees whose leaves, or
 * all of whose nodes, stand for its words.
 */
final class RandomParse {
    private final Chance chance;
    private final StringBuilder text = new StringBuilder();
    private final List<String> losses = new ArrayList<>();

    RandomParse(Chance chance) {
        this.chance = chance;
    }

    String text() {
        text.append(RandomForest.CELLS);
        int nodes = chance.whole(1, 7);
        String function = chance.any("atLeaves", "atNodes");
        read();
        tree(function);
        line("loss " + String.join(" + ", losses));
        line("train {");
        line("  window text " + nodes + ", tree " + nodes);
        line("  batch " + chance.whole(1, 4));
        line("  optimizer " + chance.any("sgd(rate = 0.1)", "adam(rate = 0.01)"));
        line("  unroll " + chance.any("auto", "2", "full"));
        line("  gradients input");
        line("  seed " + chance.whole(0, 99));
        line("}");
        line(chance.of(0.5) ? "precision float" : "precision double");
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void read() {
        if (chance.of(0.5)) {
            line("input word: token<5> per word of text");
            line("seen = word |> embedding(3) as words");
        } else {
            line("input word: vector<3> per word of text");
            line("seen = " + (chance.of(0.3) ? "word" : "word |> dense(3, activation = tanh)"));
        }
        line("read = seen |> " + chance.any("gru(4)", "lstm(4)", "bidirectional(gru(2))", "reverse(rnn(4))")
                + " as reader");
        if (chance.of(0.3)) {
            line("output next = read |> dense(5) |> softmax");
            losses.add("crossEntropy(next)");
        }
    }

    private void tree(String function) {
        boolean only = chance.of(0.6);
        String below = chance.any("read", "read", "seen", "concat(read, seen)") + " |> " + function + "(per = tree)";
        boolean marks = chance.of(0.4);
        if (marks) {
            line("input mark: vector<2> per node of tree");
        }
        line("below = " + below + (marks ? "" : " |> dense(3)"));
        String flow = marks ? "concat(below, mark)" : "below";
        List<String> cells = chance.of(0.5) ? RandomForest.SIDED : RandomForest.ANY;
        line("up = " + flow + " |> " + chance.any(cells) + "(" + chance.size() + ") as first");
        String top = "up";
        if (!only) {
            // The words again, higher up; and some of what is below them, once more at the leaves.
            line("twice = concat(up, read |> dense(3) |> " + function + ") |> " + chance.any(cells) + "(4) as second");
            top = "twice";
        }
        if (chance.of(0.4)) {
            line("output each = " + top + " |> dense(3) |> softmax");
            losses.add("crossEntropy(each)");
        }
        line("about = " + chance.any("root", "meanOverSteps", "maxOverSteps") + "(" + top + ")");
        line("output whole = about |> dense(2)");
        losses.add("mse(whole)");
        if (chance.of(0.4)) {
            line("said = concat(seen, repeat(about, per = text)) |> gru(3)");
            line("output again = said |> dense(2)");
            losses.add("mse(again)");
        }
    }
}
