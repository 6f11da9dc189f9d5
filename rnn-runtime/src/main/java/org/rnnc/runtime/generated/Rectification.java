// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import org.rnnc.runtime.math.Powers;

/**
 * What RAdam makes up for the variance of its first steps with: Liyuan Liu et al., "On the Variance of the Adaptive
 * Learning Rate and Beyond" (2020), algorithm 2, with the bound of 5 that PyTorch has.
 */
public final class Rectification {
    private static final double BOUND = 5;

    private Rectification() {}

    /**
     * Whether enough updates were made to divide by the root of the mean of squares.
     *
     * @param beta2 decay of that mean
     * @param update from 1
     * @return whether {@link #factor} rectifies
     */
    public static boolean isAdaptive(double beta2, long update) {
        return length(beta2, update, Powers.power(beta2, update)) > BOUND;
    }

    /**
     * What the mean of gradients is multiplied by.
     *
     * @param beta2 decay of the mean of squares
     * @param update from 1
     * @return the rectification times {@code sqrt(1 - beta2^k)}, which corrects the mean of squares; 1 as long as it is not
     *     adaptive
     */
    public static double factor(double beta2, long update) {
        double power = Powers.power(beta2, update);
        double r = length(beta2, update, power);
        if (!(r > BOUND)) {
            return 1;
        }
        double most = longest(beta2);
        double variance = (r - 4) * (r - 2) * most / ((most - 4) * (most - 2) * r);
        return Math.sqrt(variance) * Math.sqrt(1 - power);
    }

    /** Of the simple moving average that approximates the exponential one. */
    private static double length(double beta2, long update, double power) {
        return longest(beta2) - 2 * update * power / (1 - power);
    }

    private static double longest(double beta2) {
        return 2 / (1 - beta2) - 1;
    }
}
