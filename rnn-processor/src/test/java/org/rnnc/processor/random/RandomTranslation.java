// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a model of two or three axes: what is read along some is made a value per sequence, which begins or goes into
 * what is written along the last, whose tokens or numbers are fed back.
 */
final class RandomTranslation {
    private static final List<String> CELLS = List.of("rnn", "gru", "lstm", "mgu", "coupledLstm");

    private final Chance chance;
    private final StringBuilder text = new StringBuilder();
    /** Values per sequence, with their sizes. */
    private final List<String> read = new ArrayList<>();

    private final List<String> losses = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final List<String> windows = new ArrayList<>();

    RandomTranslation(Chance chance) {
        this.chance = chance;
    }

    String text() {
        reader("text", "word");
        if (chance.of(0.3)) {
            reader("speech", "frame");
        }
        if (chance.of(0.4)) {
            line("input place: vector<" + chance.size() + "> per sequence");
            read.add("place");
        }
        line("about = concat(" + String.join(", ", read) + ")");
        writer();
        line("loss " + String.join(" + ", losses));
        line("train {");
        line("  window " + String.join(", ", windows));
        line("  batch " + chance.whole(1, 4));
        line("  optimizer " + chance.any("sgd(rate = 0.1)", "adam(rate = 0.01)", "adagrad(rate = 0.1)"));
        if (chance.of(0.4)) {
            line("  clip norm 1");
        }
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

    /** A layer or two along an axis, and what is left of them of each sequence. */
    private void reader(String axis, String input) {
        windows.add(axis + " " + chance.whole(1, 6));
        boolean tokens = chance.of(0.6);
        String flow = input;
        if (tokens) {
            line("input " + input + ": token<" + chance.whole(3, 12) + "> per " + input + " of " + axis);
            flow += " |> embedding(" + chance.size() + ") as " + input + "s";
        } else {
            line("input " + input + ": vector<" + chance.size() + "> per " + input + " of " + axis);
        }
        String layer = axis + "Reader";
        int size = chance.size();
        String cell = chance.any(CELLS) + "(" + size + ")";
        boolean plain = chance.of(0.4);
        String applied = plain ? cell : chance.any("bidirectional(" + cell + ")", "reverse(" + cell + ")");
        line(axis + "Read = " + flow + " |> " + applied + " as " + layer);
        String value = axis + "Read";
        if (chance.of(0.3)) {
            line(axis + "More = " + value + (chance.of(0.5) ? " |> dropout(0.3)" : "") + " |> gru(" + chance.size()
                    + ")");
            value = axis + "More";
        }
        if (chance.of(0.3)) {
            line("output " + axis + "Out = " + value + " |> dense(2)");
            losses.add(chance.number(0.1, 1) + " * mse(" + axis + "Out)");
        }
        read.add("final(" + axis + "Read)");
        for (String pooled : chance.some(List.of("meanOverSteps", "maxOverSteps", "sumOverSteps", "final"), 0.3)) {
            read.add(pooled + "(" + value + ")");
        }
        if (plain && chance.of(0.5)) {
            observed.add(layer + ".h");
        }
    }

    /** What is said along the last axis; of one step it is what the next one sees. */
    private void writer() {
        windows.add("translation " + chance.whole(1, 6));
        boolean tokens = chance.of(0.7);
        int count = chance.whole(3, 9);
        String flow = tokens
                ? "previous(said, start = " + chance.whole(0, count - 1) + ") |> embedding(" + chance.size()
                        + ") as said_words"
                : "previous(said)";
        if (chance.of(0.5)) {
            flow = "concat(" + flow + ", repeat(about, per = translation))";
        }
        if (chance.of(0.3)) {
            line("input beside: vector<2> per word of translation");
            flow = "concat(" + flow + ", beside)";
        }
        int size = chance.size();
        String begin = chance.of(0.6) ? ", h = about |> dense(" + size + ", activation = tanh) as bridge" : "";
        line("written = " + flow + " |> " + chance.any(CELLS) + "(" + size + begin + ") as writer");
        if (chance.of(0.4)) {
            observed.add("writer.h");
        }
        String value = "written";
        // Numbers that are fed back would begin with what they themselves end with.
        if (tokens && chance.of(0.3)) {
            line("spoken = written" + (chance.of(0.5) ? " |> dropout(0.2, per = sequence)" : "") + " |> rnn(" + size
                    + ", start = writer)");
            value = "spoken";
        }
        if (tokens) {
            line("output said: token<" + count + "> per word of translation = " + value + " |> dense(" + count
                    + ") |> softmax");
            losses.add("crossEntropy(said)");
        } else {
            line("output said: vector<2> per word of translation = " + value + " |> dense(2)");
            losses.add("mse(said, reduction = " + chance.any("mean", "sum", "batch") + ")");
        }
        if (chance.of(0.3)) {
            line("output kind = concat(" + chance.any("last", "meanOverSteps", "maxOverSteps")
                    + "(written), about) |> dense(2)");
            losses.add("mse(kind)");
        }
    }
}
