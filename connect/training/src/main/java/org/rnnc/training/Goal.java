// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

/** Which scores are good ones. */
public enum Goal {
    /** Low ones, as of a loss, an error or a perplexity. */
    MINIMIZE,
    /** High ones, as of an accuracy. */
    MAXIMIZE;

    /**
     * What any score is better than.
     *
     * @return plus or minus infinity
     */
    public double worst() {
        return this == MINIMIZE ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /**
     * Compares two scores.
     *
     * @param score a score; NaN is never better
     * @param other what it is compared with
     * @param improvement 0 or more: by how much it must be better to count
     * @return whether {@code score} is better than {@code other} by more than {@code improvement}
     */
    public boolean isBetter(double score, double other, double improvement) {
        return this == MINIMIZE ? score < other - improvement : score > other + improvement;
    }
}
