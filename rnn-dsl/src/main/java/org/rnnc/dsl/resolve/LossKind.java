// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.syntax.Expr;

/** The losses of the language that compare an output with a target. */
public enum LossKind {
    CROSS_ENTROPY("crossEntropy", "smoothing", "ignore", "weights", "targets"),
    BINARY_CROSS_ENTROPY("binaryCrossEntropy", "positiveWeight"),
    MSE("mse"),
    MAE("mae"),
    HUBER("huber", "delta"),
    /** Koenker and Bassett (1978). */
    QUANTILE("quantile", "tau"),
    POISSON("poisson"),
    COSINE("cosine"),
    /** The target is the gradient itself: what comes in from outside of the model. */
    LINEAR("linear");

    /** Parts of a loss that are compared with nothing. */
    static final List<String> PENALTIES = List.of("l1", "l2");

    /** What a target of {@link #CROSS_ENTROPY} can be. */
    public static final List<String> TARGETS = List.of("tokens", "soft");

    private static final Map<String, LossKind> BY_WORD = byWord();

    private final String word;
    private final List<String> options;

    LossKind(String word, String... options) {
        this.word = word;
        this.options = List.of(options);
    }

    /** Whether it has one value for the output as a whole, else one for each of its elements. */
    public boolean isOfWhole() {
        return this == CROSS_ENTROPY || this == COSINE;
    }

    public Reduction usualReduction() {
        return this == LINEAR ? Reduction.SUM : Reduction.MEAN;
    }

    private static Map<String, LossKind> byWord() {
        Map<String, LossKind> kinds = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(kind -> kinds.put(kind.word, kind));
        return kinds;
    }

    public static Optional<LossKind> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The words of all losses, penalties too. */
    public static List<String> words() {
        List<String> words = new ArrayList<>(BY_WORD.keySet());
        words.addAll(PENALTIES);
        return words;
    }

    public static boolean isPenalty(Expr.Call call) {
        return PENALTIES.contains(call.function().text());
    }

    /** Whether what {@code call} compares an output with is a token. */
    public static boolean isOfToken(Expr.Call call) {
        return BY_WORD.get(call.function().text()) == CROSS_ENTROPY
                && call.arguments().stream()
                        .noneMatch(argument -> argument.name()
                                        .filter(name -> name.text().equals("targets"))
                                        .isPresent()
                                && Quote.text(argument.value()).equals(TARGETS.get(1)));
    }

    /** Options of its own, by name. */
    public List<String> options() {
        return options;
    }
}
