// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions of the language: what they take. How each is lowered is another matter, which has to know all of them. */
public enum BuiltInFunction {
    TANH("tanh"),
    SIGMOID("sigmoid"),
    RELU("relu"),
    EXP("exp"),
    EXPM1("expm1"),
    LOG("log"),
    SQRT("sqrt"),
    ABS("abs"),
    SOFTPLUS("softplus"),
    ERF("erf"),
    IDENTITY("identity"),
    ELU("elu", FunctionOption.notNegative("alpha", 1)),
    LEAKY_RELU("leakyRelu", FunctionOption.notNegative("slope", 0.01)),
    HARD_SIGMOID("hardSigmoid"),
    CLIP("clip", FunctionOption.positive("limit", 1)),
    SILU("silu"),
    SOFTSIGN("softsign"),
    GELU("gelu"),
    GELU_TANH("geluTanh"),
    DROPOUT("dropout", 1, 1, FunctionOption.rate("rate"), FunctionOption.word("per", "step", "sequence")),
    ZONEOUT("zoneout", 2, 2, FunctionOption.rate("rate")),
    SOFTMAX("softmax"),
    CONCAT("concat", 1, Integer.MAX_VALUE),
    ONE_HOT("oneHot", 1, 1),
    ROW("row", 2, 2),
    SUM("sum", 1, 1),
    DOT("dot", 2, 2),
    LAST("last", 1, 1),
    FINAL("final", 1, 1),
    ROOT("root", 1, 1),
    REPEAT("repeat", 1, 1, FunctionOption.axis("per")),
    AT_LEAVES("atLeaves", 1, 1, FunctionOption.axis("per")),
    AT_NODES("atNodes", 1, 1, FunctionOption.axis("per")),
    SUM_OVER_STEPS("sumOverSteps", 1, 1),
    MEAN_OVER_STEPS("meanOverSteps", 1, 1),
    MAX_OVER_STEPS("maxOverSteps", 1, 1),
    SOFTMAX_OVER_STEPS("softmaxOverSteps", 1, 1),
    MIN("min", 2, 2),
    MAX("max", 2, 2);

    private static final Map<String, BuiltInFunction> BY_WORD = byWord();

    private final String word;
    private final int fewest;
    private final int most;
    private final boolean activation;
    private final List<FunctionOption> options;

    /** An activation: it gives a value of its operand's shape, so that a cell can be handed it. */
    BuiltInFunction(String word, FunctionOption... options) {
        this(word, 1, 1, true, options);
    }

    BuiltInFunction(String word, int fewest, int most, FunctionOption... options) {
        this(word, fewest, most, false, options);
    }

    BuiltInFunction(String word, int fewest, int most, boolean activation, FunctionOption... options) {
        this.word = word;
        this.fewest = fewest;
        this.most = most;
        this.activation = activation;
        this.options = List.of(options);
    }

    private static Map<String, BuiltInFunction> byWord() {
        Map<String, BuiltInFunction> functions = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(function -> functions.put(function.word, function));
        return functions;
    }

    public static Optional<BuiltInFunction> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    public static Set<String> words() {
        return BY_WORD.keySet();
    }

    /** As it is written: {@code leakyRelu}. */
    public String word() {
        return word;
    }

    /** Operands at least. */
    public int fewest() {
        return fewest;
    }

    /** Operands at most. */
    public int most() {
        return most;
    }

    /** Numbers, given by name. */
    public List<FunctionOption> options() {
        return options;
    }

    /** Whether a cell can be handed it. */
    public boolean isActivation() {
        return activation;
    }

    /** Whether its option names a tree, of which nothing else need be said. */
    public boolean isOfTree() {
        return this == AT_LEAVES || this == AT_NODES;
    }

    /** Whether its operands may be a repetition: it takes any number of values, or can be applied one after the other. */
    public boolean isOfMany() {
        return this == CONCAT || this == SUM || this == MIN || this == MAX;
    }

    /** Whether it is a random mask, which does nothing where its rate is 0. */
    public boolean isMask() {
        return this == DROPOUT || this == ZONEOUT;
    }
}
