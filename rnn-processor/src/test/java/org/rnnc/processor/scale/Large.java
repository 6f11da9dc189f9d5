// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.scale;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Models as large as one likes, in one of the ways in which a model can be large. */
final class Large {
    private static final String INPUT = "input x: vector<3>\n";
    private static final String LOSS = "output y = h%d\nloss mse(y)\n";

    private Large() {}

    private static String each(int count, IntFunction<String> text, String between) {
        return IntStream.rangeClosed(1, count).mapToObj(text).collect(Collectors.joining(between));
    }

    /** Each layer on top of the one before; of {@code layer}, {@code #} is its number. */
    static String tower(int count, String layer) {
        return INPUT + "h0 = x\n"
                + each(count, i -> "h" + i + " = h" + (i - 1) + " |> " + layer.replace("#", "" + i), "\n") + "\n"
                + LOSS.formatted(count);
    }

    /** Layers side by side on one value, added up. */
    static String fan(int count) {
        return INPUT + each(count, i -> "f" + i + " = x |> rnn(3)\n", "") + "h1 = f1\n"
                + each(count - 1, i -> "h" + (i + 1) + " = h" + i + " + f" + (i + 1) + "\n", "")
                + LOSS.formatted(count);
    }

    /** Each layer sees the first one, too. */
    static String residuals(int count) {
        return INPUT + "h0 = x |> rnn(3)\n" + each(count, i -> "h" + i + " = h0 + (h" + (i - 1) + " |> rnn(3))\n", "")
                + LOSS.formatted(count);
    }

    /** Values that are looked back at, each by the one before. */
    static String lookBacks(int count) {
        return INPUT + "h0 = x\n"
                + each(
                        count,
                        i -> "output h" + i + ": vector<3> = tanh(h" + (i - 1) + " + previous(h" + (i % count + 1)
                                + "))\n",
                        "")
                + LOSS.formatted(count);
    }

    private static String cell(String declarations, String equations, String output) {
        return "cell large(n) { input x: vector<n>\n" + declarations + equations + "output " + output + " }\n" + INPUT
                + "output y = x |> large(3)\nloss mse(y)\n";
    }

    /** Equations that do not need each other, each of them read once. */
    static String equations(int count) {
        return cell(
                "param W: matrix<n, n>\n",
                each(count, i -> "e" + i + " = tanh(" + i + " * x)\n", "") + "s0 = W * x\n"
                        + each(count, i -> "s" + i + " = s" + (i - 1) + " + e" + i + "\n", ""),
                "s" + count);
    }

    /** States that each see the one after, a step before. */
    static String states(int count) {
        return cell(
                "param w: vector<n>\nstate " + each(count, i -> "s" + i, ", ") + ": vector<n>\ns0 = x\n",
                each(count, i -> "s" + i + " = tanh(w .* s" + (i % count + 1) + "[t-1] + s" + (i - 1) + ")\n", ""),
                "s" + count);
    }

    /** Matrices that multiply the same vector, each product but the first needing the one before. */
    static String parameters(int count) {
        return cell(
                "param " + each(count, i -> "W" + i, ", ") + ": matrix<n, n>\ne0 = x\n",
                each(count, i -> "e" + i + " = tanh(W" + i + " * x + e" + (i - 1) + ")\n", ""),
                "e" + count);
    }

    /** A value per sequence of each layer, joined. */
    static String ends(int count) {
        return INPUT + each(count, i -> "f" + i + " = x |> rnn(3) |> last\n", "") + "output y = concat("
                + each(count, i -> "f" + i, ", ") + ")\nloss mse(y)\n";
    }

    /** A rule of its own, a length and a start for each layer. */
    static String groups(int count) {
        return tower(count, "rnn(3) as l#") + "train {\n"
                + each(count, i -> "optimizer adam(rate = 0." + i + ") for l" + i + "\n", "")
                + each(count, i -> "maxNorm " + i + " for l" + i + "\n", "")
                + each(count, i -> "start normal(0." + i + ") for l" + i + "\n", "")
                + "observe " + each(count, i -> "l" + i + ".h", ", ") + "\nclip norm 5 per tensor }\n";
    }

    /** Cells of a file, of which one is used. */
    static String cells(int count) {
        return each(
                        count,
                        i -> "cell c" + i + "(n) { input x: vector<m> param W: matrix<n, m> state h: vector<n> "
                                + "h = tanh(W * x + h[t-1]) output h }\n",
                        "")
                + INPUT + "output y = x |> c" + count + "(3)\nloss mse(y)\n";
    }

    /** Equations of which each needs the one before, from {@code equation} with # for its number and @ for the one before. */
    static String chain(int count, String equation) {
        return cell(
                "param w: vector<n>\n",
                "s0 = w .* x\n"
                        + each(
                                count,
                                i -> "s" + i + " = "
                                        + equation.replace("#", "" + i).replace("@", "" + (i - 1)) + "\n",
                                ""),
                "s" + count);
    }

    /** All of which there may be as many as there are layers. */
    static Map<String, IntFunction<String>> byLayers() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("rnn", count -> tower(count, "rnn(3)"));
        all.put("dense", count -> tower(count, "dense(3, activation = tanh)"));
        all.put("both ways", count -> tower(count / 2, "bidirectional(rnn(3), merge = sum)"));
        all.put("fan", Large::fan);
        all.put("residuals", Large::residuals);
        all.put("ends", Large::ends);
        return all;
    }

    /** The others. */
    static Map<String, IntFunction<String>> byEquations() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("look-backs", Large::lookBacks);
        all.put("equations", Large::equations);
        all.put("states", Large::states);
        all.put("parameters", Large::parameters);
        all.put("groups", Large::groups);
        all.put("cells", Large::cells);
        all.put("chain", count -> chain(count, "tanh(s@)"));
        all.put("products", count -> chain(count, "s@ .* w"));
        return all;
    }
}
