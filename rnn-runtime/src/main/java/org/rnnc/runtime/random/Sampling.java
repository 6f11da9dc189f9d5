// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

import java.util.Objects;
import org.rnnc.runtime.math.DoubleMath;

/**
 * Draws tokens from a network's answer: by temperature, among the k likeliest, among the likeliest that make up a given
 * probability (nucleus; Holtzman, 2020), or all of these. Equal inputs and random states give equal tokens everywhere;
 * of tokens equally likely the one with the lower number counts as likelier.
 *
 * <p>Nothing is allocated per call. Not for use by two threads at once.
 */
public final class Sampling {
    private final double temperature;
    private final int topK;
    private final double nucleus;
    private final double[] weights;
    private final int[] order;

    private Sampling(int tokens, double temperature, int topK, double nucleus) {
        this.temperature = temperature;
        this.topK = topK;
        this.nucleus = nucleus;
        weights = new double[tokens];
        order = new int[tokens];
    }

    /**
     * Samples from the answer as it is.
     *
     * @param tokens how many distinct tokens there are
     * @return temperature 1, all tokens
     * @throws IllegalArgumentException if {@code tokens} is below 1
     */
    public static Sampling of(int tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens " + tokens + " is below 1");
        }
        return new Sampling(tokens, 1, tokens, 1);
    }

    /**
     * The same with another temperature: probabilities are raised to 1 / temperature.
     *
     * @param value below 1 is bolder, above 1 wilder, 0 always takes the likeliest
     * @return a new sampling
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Sampling temperature(double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature " + value + " is not a number from 0 on");
        }
        return new Sampling(weights.length, value, topK, nucleus);
    }

    /**
     * The same among the likeliest tokens only.
     *
     * @param count how many; more than there are means all
     * @return a new sampling
     * @throws IllegalArgumentException if it is below 1
     */
    public Sampling topK(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("top " + count + " is below 1");
        }
        return new Sampling(weights.length, temperature, Math.min(count, weights.length), nucleus);
    }

    /**
     * The same among the fewest tokens, likeliest first, whose probabilities reach a sum; temperature and {@link #topK}
     * come first.
     *
     * @param probability the sum
     * @return a new sampling
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public Sampling nucleus(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("nucleus " + probability + " is not above 0 and at most 1");
        }
        return new Sampling(weights.length, temperature, topK, probability);
    }

    /**
     * How many distinct tokens there are.
     *
     * @return above 0
     */
    public int tokens() {
        return weights.length;
    }

    /**
     * The same, for another thread.
     *
     * @return a new sampling
     */
    public Sampling copy() {
        return new Sampling(weights.length, temperature, topK, nucleus);
    }

    /**
     * Draws a token.
     *
     * @param probabilities one per token, not below 0; they need not add up to 1
     * @param random advanced by one number, unless the temperature is 0
     * @return the token
     * @throws IllegalArgumentException if the length is wrong, one is negative, NaN or infinite, or all are 0
     */
    public int fromProbabilities(float[] probabilities, RandomSource random) {
        Objects.requireNonNull(random, "random");
        take("probabilities", probabilities);
        return fromProbabilities(random);
    }

    /**
     * Draws a token.
     *
     * @param logits one per token: logarithms of what the probabilities are in proportion to
     * @param random advanced by one number, unless the temperature is 0
     * @return the token
     * @throws IllegalArgumentException if the length is wrong, one is NaN, or the greatest is infinite
     */
    public int fromLogits(float[] logits, RandomSource random) {
        Objects.requireNonNull(random, "random");
        take("logits", logits);
        return fromLogits(random);
    }

    /**
     * Draws a token.
     *
     * @param probabilities one per token, not below 0; they need not add up to 1
     * @param random advanced by one number, unless the temperature is 0
     * @return the token
     * @throws IllegalArgumentException if the length is wrong, one is negative, NaN or infinite, or all are 0
     */
    public int fromProbabilities(double[] probabilities, RandomSource random) {
        Objects.requireNonNull(random, "random");
        take("probabilities", probabilities);
        return fromProbabilities(random);
    }

    /**
     * Draws a token.
     *
     * @param logits one per token: logarithms of what the probabilities are in proportion to
     * @param random advanced by one number, unless the temperature is 0
     * @return the token
     * @throws IllegalArgumentException if the length is wrong, one is NaN, or the greatest is infinite
     */
    public int fromLogits(double[] logits, RandomSource random) {
        Objects.requireNonNull(random, "random");
        take("logits", logits);
        return fromLogits(random);
    }

    private void take(String what, float[] values) {
        checkLength(what, values == null ? -1 : values.length);
        for (int i = 0; i < values.length; i++) {
            weights[i] = values[i];
        }
    }

    private void take(String what, double[] values) {
        checkLength(what, values == null ? -1 : values.length);
        System.arraycopy(values, 0, weights, 0, values.length);
    }

    private int fromProbabilities(RandomSource random) {
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw wrong("probability", i, weights[i]);
            }
        }
        int best = likeliest(weights);
        if (!(weights[best] > 0)) {
            throw new IllegalArgumentException("no token has a probability above 0");
        }
        if (temperature == 0) {
            return best;
        }
        if (temperature != 1) {
            double top = DoubleMath.log(weights[best]);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = DoubleMath.exp((DoubleMath.log(weights[i]) - top) / temperature);
            }
        }
        return draw(random);
    }

    private int fromLogits(RandomSource random) {
        for (int i = 0; i < weights.length; i++) {
            if (Double.isNaN(weights[i])) {
                throw wrong("logit", i, weights[i]);
            }
        }
        int best = likeliest(weights);
        double top = weights[best];
        if (Double.isInfinite(top)) {
            throw new IllegalArgumentException("the greatest logit is " + top);
        }
        if (temperature == 0) {
            return best;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = DoubleMath.exp((weights[i] - top) / temperature);
        }
        return draw(random);
    }

    private int draw(RandomSource random) {
        boolean all = topK == weights.length && nucleus == 1;
        int count = all ? weights.length : restrict();
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += weights[all ? i : order[i]];
        }
        double left = random.nextDouble() * total;
        int last = -1;
        for (int i = 0; i < count; i++) {
            int token = all ? i : order[i];
            if (weights[token] > 0) {
                last = token;
                left -= weights[token];
                if (left < 0) {
                    break;
                }
            }
        }
        // Rounding may leave a little over: then it is the last token possible.
        return last;
    }

    /** Puts the tokens in order of weight and returns how many of them may be drawn. */
    private int restrict() {
        Heap.sortDescending(weights, order);
        double total = 0;
        for (int i = 0; i < topK; i++) {
            total += weights[order[i]];
        }
        double sum = 0;
        for (int i = 0; i < topK; i++) {
            sum += weights[order[i]];
            if (sum >= nucleus * total) {
                return i + 1;
            }
        }
        return topK;
    }

    private static int likeliest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static IllegalArgumentException wrong(String what, int index, double value) {
        return new IllegalArgumentException(what + " " + index + " is " + value);
    }

    private void checkLength(String what, int length) {
        if (length != weights.length) {
            throw new IllegalArgumentException(what + ": expected one for each of " + weights.length + " tokens, found "
                    + (length < 0 ? "null" : length));
        }
    }
}
