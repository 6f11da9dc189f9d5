// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.Random;

/** Spoils texts in the ways of typing hands and broken files. */
final class Mutations {
    private static final String[] PIECES = {
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "<",
        ">",
        "|>",
        "->",
        "=",
        ":",
        ",",
        ";",
        "*",
        ".*",
        "-",
        "+",
        "/",
        "/*",
        "*/",
        "//",
        "\n",
        "\r",
        "\t",
        "\0",
        "\uD83D",
        "\uFEFF",
        "é",
        "1e999",
        "1_0",
        "'",
        "\"",
        "#",
        "@",
        "cell ",
        "model ",
        "input ",
        "output ",
        "param ",
        "state ",
        "loss ",
        "train ",
        "train {",
        "window ",
        " as ",
        " start ",
        " if ",
        " for i in 0..n",
        "..",
        "package ",
        "use ",
        "t-1",
        "h(t-1)",
        "vector(3)",
        "x",
        " ",
        "{ window 5 }",
        "cell a(n) {",
        "model B {",
        "= \n",
        "+\n"
    };

    private Mutations() {}

    static String mutate(String text, Random random) {
        String mutated = text;
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = once(mutated, random);
        }
        return mutated;
    }

    private static String once(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 3));
        String piece = PIECES[random.nextInt(PIECES.length)];
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + piece + text.substring(from);
            case 2 -> text.substring(0, from) + piece + text.substring(to);
            case 3 -> text.substring(0, to) + text.substring(from);
            case 4 -> text.substring(0, from) + (char) random.nextInt(1 << 16) + text.substring(from);
            default -> swap(text, from, to);
        };
    }

    private static String swap(String text, int from, int to) {
        return text.substring(0, from) + new StringBuilder(text.substring(from, to)).reverse() + text.substring(to);
    }
}
