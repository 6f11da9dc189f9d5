// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Expressions of a cell, away from poles, made of everything that has been put in with {@link #know}. Sizes are names,
 * as they stand in the cell. Parameters are declared as they are needed.
 */
final class RandomEquations {
    private final Chance chance;
    private final RandomFunctions functions;
    private final Map<String, String> vectors = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, String> matrices = new LinkedHashMap<>();
    private final Set<String> unused = new LinkedHashSet<>();

    RandomEquations(Chance chance) {
        this.chance = chance;
        functions = new RandomFunctions(chance);
    }

    /** A vector that may be used from here on, and if {@code must} has to be; a size of "" is a number's. */
    void know(String text, String size, boolean must) {
        vectors.put(text, size);
        if (must) {
            unused.add(text);
        }
    }

    void knowToken(String name, String count) {
        tokens.put(name, count);
        unused.add(name);
    }

    /** {@code param p0: matrix<n, m>, ...}. */
    String declarations() {
        return parameters.stream().map(p -> "  param " + p + "\n").collect(Collectors.joining());
    }

    /** A parameter, with a start of its own now and then. */
    private String parameter(String type) {
        String name = "p" + parameters.size();
        boolean matrix = type.startsWith("matrix");
        String start = !chance.of(0.3)
                ? ""
                : " start "
                        + (matrix && chance.of(0.6)
                                ? chance.any("xavier", "he", "lecun", "orthogonal(gain = 0.9)", "identity")
                                : chance.any("normal(0.3)", "uniform(-0.2, 0.4)", "constant(0.1)", "zeros"));
        parameters.add(name + ": " + type + start);
        return name;
    }

    /** What must be used and has not been, times matrices, in one sum of that size. */
    String everythingLeft(String size) {
        List<String> terms = new ArrayList<>();
        for (String name : List.copyOf(unused)) {
            terms.add(tokens.containsKey(name) ? lookedUp(name, size) : times(name, size));
        }
        return terms.isEmpty() ? neuron(size) : "(" + String.join(" + ", terms) + ")";
    }

    private String use(String text) {
        unused.remove(text);
        return text;
    }

    private String lookedUp(String token, String size) {
        use(token);
        String count = tokens.get(token);
        return switch (chance.whole(0, 2)) {
            case 0 -> parameter("matrix<" + size + ", " + count + ">") + " * " + token;
            case 1 -> "row(" + parameter("matrix<" + count + ", " + size + ">") + ", " + token + ")";
            default -> matrix(size, count) + " * oneHot(" + token + ")";
        };
    }

    /** Of that size, whatever the vector's own is. */
    String times(String vector, String size) {
        String own = vectors.get(use(vector));
        if (own.isEmpty()) {
            return vector + " * " + parameter("vector<" + size + ">");
        }
        return matrix(size, own) + " * " + vector;
    }

    /** Sometimes with DropConnect, sometimes one that is there already. */
    private String matrix(String rows, String columns) {
        String type = "matrix<" + rows + ", " + columns + ">";
        String known = matrices.get(type);
        String name = known != null && chance.of(0.3) ? known : parameter(type);
        matrices.put(type, name);
        return chance.of(0.12) ? "dropout(" + name + ", " + chance.rate() + ")" : name;
    }

    /** A biased sum of products with one to three values. */
    String neuron(String size) {
        StringBuilder sum = new StringBuilder();
        for (int i = chance.whole(1, 3); i > 0; i--) {
            String sign = chance.of(0.15) ? " - " : " + ";
            sum.append(sum.length() == 0 ? "" : sign).append(anyTimes(size, sum.length() == 0));
        }
        if (chance.of(0.7)) {
            sum.append(" + ").append(parameter(chance.of(0.1) ? "scalar" : "vector<" + size + ">"));
        }
        if (chance.of(0.3)) {
            sum.append(" + ").append(leaf(size)).append(" .* ").append(leaf(size));
        }
        return "(" + sum + ")";
    }

    /** @param vector whether it must be something that changes from step to step */
    private String anyTimes(String size, boolean vector) {
        if (!tokens.isEmpty() && chance.of(0.3)) {
            return lookedUp(chance.any(List.copyOf(tokens.keySet())), size);
        }
        List<String> fitting = vectors.keySet().stream()
                .filter(name -> !vector || !vectors.get(name).isEmpty())
                .toList();
        return times(chance.any(fitting), size);
    }

    /** A vector out of those there are, else a parameter. */
    String leaf(String size) {
        List<String> fitting = vectors.keySet().stream()
                .filter(name -> vectors.get(name).equals(size))
                .toList();
        return fitting.isEmpty() || chance.of(0.15) ? parameter("vector<" + size + ">") : use(chance.any(fitting));
    }

    /** Any expression of that size; in parentheses wherever an operator could split it. */
    String vector(String size, int depth) {
        if (depth == 0) {
            return leaf(size);
        }
        return switch (chance.whole(0, 9)) {
            case 0, 1 -> RandomFunctions.call(functions.bounded(), neuron(size));
            case 2, 3 -> function(vector(size, depth - 1));
            case 4, 5, 6 -> binary(size, depth - 1);
            case 7 -> masked(size, depth - 1);
            case 8 -> "(" + vector(size, depth - 1) + " |> " + stage(size) + ")";
            default -> concat(size, depth - 1);
        };
    }

    private String function(String x) {
        return switch (chance.whole(0, 5)) {
            case 0 -> "exp(tanh(" + x + "))";
            case 1 -> "log(1.5 + tanh(" + x + "))";
            case 2 -> "sqrt(0.3 + softplus(" + x + "))";
            case 3 -> "softmax(" + x + ")";
            case 4 -> "(-" + x + ")";
            default -> RandomFunctions.call(functions.any(), x);
        };
    }

    private String binary(String size, int depth) {
        String a = vector(size, depth);
        if (chance.of(0.2)) {
            return chance.of(0.5)
                    ? "max(" + a + ", " + chance.number(-0.3, 0.3) + ")"
                    : "(" + chance.number(0.3, 1) + " ./ (1.5 + sigmoid(" + a + ")))";
        }
        String b = vector(size, depth);
        return switch (chance.whole(0, 8)) {
            case 0 -> "(" + a + " + " + b + ")";
            case 1 -> "(" + a + " - " + b + ")";
            case 2 -> "(" + a + " .* tanh(" + b + "))";
            case 3 -> "(" + a + " ./ (1.2 + sigmoid(" + b + ")))";
            case 4 -> "min(" + a + ", " + b + ")";
            case 5 -> "max(" + a + ", " + b + " / 2)";
            case 6 -> "(" + chance.number(-1, 1) + " * " + a + " + (1 - " + b + "))";
            case 7 -> "(tanh(sum(" + a + ")) * " + b + ")";
            default -> "(tanh(dot(" + a + ", " + b + ")) + " + b + ")";
        };
    }

    private String masked(String size, int depth) {
        String x = vector(size, depth);
        return chance.of(0.6)
                ? "dropout(" + x + ", " + chance.rate() + ")"
                : "zoneout(" + x + ", " + vector(size, depth) + ", " + chance.rate() + ")";
    }

    /** What a vector of that size can flow through, to another one: layers within the layer, some with states. */
    private String stage(String size) {
        return chance.any(
                "layerNorm(epsilon = 0.05)",
                "highway",
                "highway(activation = tanh)",
                functions.any(),
                "rnn(" + size + ")",
                "gru(" + size + ", bias = false)",
                "lstm(" + size + ")");
    }

    private String concat(String size, int depth) {
        String other = chance.any(List.copyOf(new LinkedHashSet<>(vectors.values())));
        String length = other.isEmpty() ? "1" : other;
        String second = other.isEmpty() ? leafNumber() : vector(other, depth);
        String whole = parameter("matrix<" + size + ", " + size + " + " + length + ">");
        return "tanh(" + whole + " * concat(" + vector(size, depth) + ", " + second + "))";
    }

    private String leafNumber() {
        return use(chance.any(vectors.keySet().stream()
                .filter(name -> vectors.get(name).isEmpty())
                .toList()));
    }
}
