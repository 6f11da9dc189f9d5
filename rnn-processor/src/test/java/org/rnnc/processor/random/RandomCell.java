// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cell that a user might write, of one to three states and a few equations, and the way it is used. */
final class RandomCell {
    private final Chance chance;
    private final RandomFunctions functions;
    private final RandomEquations equations;
    private final StringBuilder body = new StringBuilder();
    private final List<String> options = new ArrayList<>();
    private final List<String> given = new ArrayList<>();
    private boolean begun;

    /**
     * @param declaration {@code cell own0(n) { ... }}
     * @param use {@code own0(4)}
     * @param begun whether a state has a start of its own
     */
    record Text(String declaration, String use, boolean begun) {}

    private RandomCell(Chance chance) {
        this.chance = chance;
        functions = new RandomFunctions(chance);
        equations = new RandomEquations(chance);
    }

    /**
     * A cell that gives vectors of {@code size}.
     *
     * @param token whether it takes tokens, else vectors
     * @param second a further vector that it takes
     */
    static Text of(Chance chance, String name, int size, boolean token, Optional<String> second) {
        return new RandomCell(chance).write(name, size, token, second);
    }

    private Text write(String name, int size, boolean token, Optional<String> second) {
        given.add(Integer.toString(size));
        options.add("n");
        if (token) {
            body.append("  input x: token<m>");
            equations.knowToken("x", "m");
        } else {
            body.append("  input x: vector<m>");
            equations.know("x", "m", true);
        }
        second.ifPresent(value -> {
            body.append(", e: vector<k>");
            equations.know("e", "k", true);
            given.add("e = " + value);
        });
        body.append('\n');
        if (chance.of(0.4)) {
            equations.know("level", "", true);
            option("level = " + chance.number(-0.5, 0.5), "level = " + chance.number(-0.5, 0.5));
        }
        String activation = functions.bounded();
        if (chance.of(0.3)) {
            option("activation = " + activation, "activation = " + functions.bounded());
            activation = "activation";
        }
        states(activation);
        String text =
                "cell " + name + "(" + String.join(", ", options) + ") {\n" + body + equations.declarations() + "}\n";
        return new Text(text, name + "(" + String.join(", ", given) + ")", begun);
    }

    private void option(String declared, String use) {
        options.add(declared);
        if (chance.of(0.5)) {
            given.add(use);
        }
    }

    private void states(String activation) {
        List<String> sizes = new ArrayList<>(List.of("n"));
        for (int i = chance.whole(0, 2); i > 0; i--) {
            sizes.add(chance.any("n", "n", "3", "n + 1", ""));
        }
        for (int i = 0; i < sizes.size(); i++) {
            String size = sizes.get(i);
            body.append("  state s")
                    .append(i)
                    .append(": ")
                    .append(type(size))
                    .append(start())
                    .append('\n');
            equations.know("s" + i + "[t-1]", size, i > 0);
        }
        for (int i = chance.whole(0, 2); i > 0; i--) {
            define("a" + i, "n", equations.vector("n", 2));
        }
        for (int i = sizes.size() - 1; i > 0; i--) {
            define("s" + i, sizes.get(i), next("s" + i, sizes.get(i), activation));
        }
        String rest = equations.everythingLeft("n");
        String more = chance.of(0.5) ? " + " + equations.vector("n", 2) : "";
        String last = RandomFunctions.call(activation, rest + more + " + " + equations.neuron("n"));
        body.append("  s0 = ").append(kept("s0", last)).append('\n');
        body.append(chance.of(0.5) ? "  output s0\n" : "  output y = " + output() + "\n");
    }

    private String start() {
        if (chance.of(0.85)) {
            return "";
        }
        begun = true;
        return " start " + chance.any("learned", "learned", chance.number(-0.5, 0.5));
    }

    private String output() {
        String y = chance.any("tanh(s0)", "s0", "0.5 * s0 + s0[t-1]", "softmax(s0)");
        return chance.of(0.3) ? "dropout(" + y + ", " + chance.rate() + ")" : y;
    }

    private void define(String name, String size, String value) {
        body.append("  ").append(name).append(" = ").append(value).append('\n');
        equations.know(name, size, true);
    }

    private String next(String state, String size, String activation) {
        String own = size.isEmpty() ? "3" : size;
        String neuron = equations.neuron(own);
        // A state has to be of this step: what came before may be made of parameters alone.
        String sum = neuron.contains("[t-1]") ? neuron : neuron + " + " + equations.times("s0[t-1]", own);
        return size.isEmpty() ? "tanh(sum(" + sum + "))" : kept(state, RandomFunctions.call(activation, sum));
    }

    /** New, or something between new and old. */
    private String kept(String state, String value) {
        return switch (chance.whole(0, 5)) {
            case 0 -> "zoneout(" + value + ", " + state + "[t-1], " + chance.rate() + ")";
            case 1 -> chance.number(0.1, 0.9) + " * " + state + "[t-1] + 0.5 * " + value;
            default -> value;
        };
    }

    private static String type(String size) {
        return size.isEmpty() ? "scalar" : "vector<" + size + ">";
    }
}
