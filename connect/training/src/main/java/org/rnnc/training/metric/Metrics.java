// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.rnnc.runtime.model.DataSpec;

/**
 * The usual metrics. Those of tokens take one prediction for each token (of a softmax, unless said otherwise) and can
 * leave out a target ({@link Metric#ignoring}). All throw {@link IllegalArgumentException} for a size below 1.
 */
public final class Metrics {
    private Metrics() {}

    /**
     * The share of predictions whose likeliest token is the target; of equals the lower token counts as likelier.
     *
     * @param tokens how many distinct tokens there are
     * @return from 0 to 1, high is good
     */
    public static Metric accuracy(int tokens) {
        return new Accuracy(tokens, 1);
    }

    /**
     * The share of predictions that have the target among their k likeliest tokens.
     *
     * @param tokens how many distinct tokens there are
     * @param k 1 to {@code tokens}
     * @return from 0 to 1, high is good
     * @throws IllegalArgumentException if {@code k} is out of range
     */
    public static Metric topAccuracy(int tokens, int k) {
        return new Accuracy(tokens, k);
    }

    /**
     * The share of labels predicted right, each for itself: with one label, the accuracy of a yes or no.
     *
     * @param labels numbers of a prediction; targets are 0 or 1
     * @param threshold above it a label is predicted: 0.5 for a sigmoid, 0 for its logit
     * @return from 0 to 1, high is good
     */
    public static Metric labelAccuracy(int labels, double threshold) {
        return new LabelAccuracy(labels, threshold);
    }

    /**
     * The mean of -ln p, p being the probability given to the target. A p that rounded to 0 counts as 2^-149, the
     * smallest float.
     *
     * @param tokens how many distinct tokens there are
     * @return in nats, low is good
     */
    public static Metric crossEntropy(int tokens) {
        return new CrossEntropy(tokens, CrossEntropy.Unit.NATS, false);
    }

    /**
     * e to the mean of -ln p, p being the probability given to the target: among how many equally likely tokens the
     * model might as well have guessed. A p below 2^-149, the
     * smallest float above 0, counts as that.
     *
     * @param tokens how many distinct tokens there are
     * @return from 1 on, low is good
     */
    public static Metric perplexity(int tokens) {
        return new CrossEntropy(tokens, CrossEntropy.Unit.PERPLEXITY, false);
    }

    /**
     * The same of predictions that are logits: logarithms of what the probabilities are in proportion to.
     *
     * @param tokens how many distinct tokens there are
     * @return from 1 on, low is good
     */
    public static Metric perplexityOfLogits(int tokens) {
        return new CrossEntropy(tokens, CrossEntropy.Unit.PERPLEXITY, true);
    }

    /**
     * The mean of -log2 p, p being the probability given to the target: how long the text would be, in bits for each
     * character (or whatever tokens are). A p below 2^-149, the
     * smallest float above 0, counts as that.
     *
     * @param tokens how many distinct tokens there are
     * @return in bits, low is good
     */
    public static Metric bitsPerCharacter(int tokens) {
        return new CrossEntropy(tokens, CrossEntropy.Unit.BITS, false);
    }

    /**
     * The root of the mean squared error, over all numbers of all predictions.
     *
     * @param size numbers of a prediction
     * @return in the unit of the targets, low is good
     */
    public static Metric rmse(int size) {
        return new RootMeanSquare(size);
    }

    /**
     * F1 of one token against all others: the harmonic mean of precision and recall, 0 where nothing was found right.
     *
     * @param tokens how many distinct tokens there are
     * @param positive the token that is to be found
     * @return from 0 to 1, high is good
     * @throws IllegalArgumentException if {@code positive} is no token
     */
    public static Metric binaryF1(int tokens, int positive) {
        return F1.binary(tokens, positive);
    }

    /**
     * The mean of the F1 of all tokens that were a target or predicted, each counting the same however rare it is.
     *
     * @param tokens how many distinct tokens there are
     * @return from 0 to 1, high is good
     */
    public static Metric macroF1(int tokens) {
        return F1.all(tokens, DataSpec.Kind.TOKEN, 0, true);
    }

    /**
     * F1 of all predictions together. With one target each it is the accuracy.
     *
     * @param tokens how many distinct tokens there are
     * @return from 0 to 1, high is good
     */
    public static Metric microF1(int tokens) {
        return F1.all(tokens, DataSpec.Kind.TOKEN, 0, false);
    }

    /**
     * The mean of the F1 of all labels that were true or predicted, of predictions that may have any number of them.
     *
     * @param labels numbers of a prediction; targets are 0 or 1
     * @param threshold above it a label is predicted: 0.5 for a sigmoid, 0 for its logit
     * @return from 0 to 1, high is good
     */
    public static Metric macroLabelF1(int labels, double threshold) {
        return F1.all(labels, DataSpec.Kind.VECTOR, threshold, true);
    }

    /**
     * F1 of all labels together, of predictions that may have any number of them; with one label, the F1 of a yes.
     *
     * @param labels numbers of a prediction; targets are 0 or 1
     * @param threshold above it a label is predicted: 0.5 for a sigmoid, 0 for its logit
     * @return from 0 to 1, high is good
     */
    public static Metric microLabelF1(int labels, double threshold) {
        return F1.all(labels, DataSpec.Kind.VECTOR, threshold, false);
    }
}
