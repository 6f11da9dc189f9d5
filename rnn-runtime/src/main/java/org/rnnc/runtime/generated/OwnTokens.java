// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import org.rnnc.runtime.generated.order.RowOrder;

/**
 * Scheduled sampling (Bengio, Vinyals, Jaitly and Shazeer, "Scheduled Sampling for Sequence Prediction with Recurrent Neural
 * Networks", 2015): at some steps a token that is fed back is not the target's, but what the model itself held for the
 * likeliest one step before. Which steps these are follows from the seed, the output's name, the number of the update, the
 * sequence's id and the step alone, as with a {@link Mask}.
 *
 * <p>Belongs to one thread; nothing here allocates once it is made.
 */
public final class OwnTokens {
    /** In place of a token: the model's own is to be taken. */
    private static final int NONE = -1;

    private final Mask steps;
    private double probability;

    /**
     * Of one output.
     *
     * @param seed of the model's random numbers
     * @param output whose tokens are fed back
     * @param probability of a step that has the model's own token, from 0 to 1
     */
    public OwnTokens(long seed, String output, double probability) {
        this.steps = new Mask(seed, "sampling/" + output, 1, 1, 1, 1);
        this.probability = probability;
    }

    /** The probability of a step that has the model's own token. */
    public double probability() {
        return probability;
    }

    /**
     * Sets the probability of windows to come.
     *
     * @param probability from 0 to 1
     * @throws IllegalArgumentException if it is not
     */
    public void setProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("sampling: expected a probability from 0 to 1, found " + probability);
        }
        this.probability = probability;
    }

    /**
     * Takes the tokens away at some steps. The first step of a sequence keeps its own, which stands before the beginning.
     *
     * @param update number of the update this is for
     * @param order the order of the rows
     * @param ids {@code [batch]}, of the sequences
     * @param tokens by row, changed
     */
    public void mark(long update, RowOrder order, long[] ids, int[] tokens) {
        int batch = order.batch();
        for (int i = batch; probability > 0 && i < order.windowSteps() * batch; i++) {
            int row = order.rowOf()[i];
            if (row >= 0 && isOwn(update, ids[i % batch], i / batch)) {
                tokens[row] = NONE;
            }
        }
    }

    private boolean isOwn(long update, long sequence, int step) {
        return probability >= 1 || steps.isDrawn(update, sequence, step, probability);
    }

    /**
     * Chooses tokens where there are none: the place of the largest number, the first of equal ones.
     *
     * @param rows how many
     * @param out the tokens, filled in from {@code outFirst} on
     * @param outFirst the first row of {@code out}
     * @param given tokens, below 0 for none
     * @param givenFirst the first row of {@code given}
     * @param logits what to choose by
     * @param logitsFirst the first row of {@code logits}
     * @param offset where in each row they begin
     * @param n how many
     */
    public static void choose(
            int rows,
            int[] out,
            int outFirst,
            int[] given,
            int givenFirst,
            float[][] logits,
            int logitsFirst,
            int offset,
            int n) {
        for (int i = 0; i < rows; i++) {
            int token = given[givenFirst + i];
            out[outFirst + i] = token >= 0 ? token : largest(logits[logitsFirst + i], offset, n);
        }
    }

    /** The same of doubles. */
    public static void choose(
            int rows,
            int[] out,
            int outFirst,
            int[] given,
            int givenFirst,
            double[][] logits,
            int logitsFirst,
            int offset,
            int n) {
        for (int i = 0; i < rows; i++) {
            int token = given[givenFirst + i];
            out[outFirst + i] = token >= 0 ? token : largest(logits[logitsFirst + i], offset, n);
        }
    }

    private static int largest(float[] row, int offset, int n) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            best = row[offset + j] > row[offset + best] ? j : best;
        }
        return best;
    }

    private static int largest(double[] row, int offset, int n) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            best = row[offset + j] > row[offset + best] ? j : best;
        }
        return best;
    }
}
