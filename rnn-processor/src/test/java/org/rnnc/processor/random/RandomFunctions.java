// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

/** Functions of each element, with their options. */
final class RandomFunctions {
    private final Chance chance;

    RandomFunctions(Chance chance) {
        this.chance = chance;
    }

    /** From 0 to 1. */
    String gate() {
        return chance.of(0.8) ? "sigmoid" : "hardSigmoid";
    }

    /** What keeps a value small, for what comes back at the next step. */
    String bounded() {
        return chance.any(
                "tanh",
                "tanh",
                "sigmoid",
                "softsign",
                "hardSigmoid",
                "clip",
                "clip(limit = " + chance.number(0.5, 2) + ")");
    }

    /** Any that takes all numbers and grows no faster than they do. */
    String any() {
        return chance.of(0.4)
                ? bounded()
                : chance.any(
                        "relu",
                        "leakyRelu",
                        "leakyRelu(slope = " + chance.number(0, 0.5) + ")",
                        "elu",
                        "elu(alpha = " + chance.number(0.2, 1.5) + ")",
                        "softplus",
                        "silu",
                        "gelu",
                        "identity",
                        "abs");
    }

    /** One of them, called: {@code elu(x, alpha = 0.5)}. */
    static String call(String function, String x) {
        int open = function.indexOf('(');
        return open < 0
                ? function + "(" + x + ")"
                : function.substring(0, open) + "(" + x + ", " + function.substring(open + 1);
    }
}
