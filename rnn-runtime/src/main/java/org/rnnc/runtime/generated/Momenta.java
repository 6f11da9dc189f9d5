// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import org.rnnc.runtime.math.DoubleMath;

/**
 * The momenta of NAdam and their product: Timothy Dozat, "Incorporating Nesterov momentum into Adam" (2016), with the
 * schedule of its section 2.1, {@code mu_k = beta1 (1 - 0.96^(k decay) / 2)} for update k = 1, 2, ... The product of all
 * momenta so far is remembered, and follows from the number of the update alone: after a jump, as when training goes on
 * from a checkpoint, it is multiplied up again in the same order, to the same bits.
 */
public final class Momenta {
    private static final double LOG = DoubleMath.log(0.96);

    private static final double UNSEEN = 0x1p-60;

    private final double beta1;
    private final double decay;
    private double product = 1;
    private long last;

    /**
     * Those of one rule.
     *
     * @param beta1 what they rise to, from 0 to below 1
     * @param decay how fast
     */
    public Momenta(double beta1, double decay) {
        this.beta1 = beta1;
        this.decay = decay;
    }

    /**
     * What the gradient is multiplied by.
     *
     * @param update from 1
     * @return {@code (1 - mu_k) / (1 - mu_1 ... mu_k)}
     */
    public double ofGradient(long update) {
        return (1 - momentum(update)) / (1 - product(update));
    }

    /**
     * What the mean of gradients is multiplied by.
     *
     * @param update from 1
     * @return {@code mu_(k+1) / (1 - mu_1 ... mu_(k+1))}
     */
    public double ofMean(long update) {
        double next = momentum(update + 1);
        return next / (1 - product(update) * next);
    }

    private double momentum(long update) {
        return beta1 * (1 - 0.5 * DoubleMath.exp(LOG * (update * decay)));
    }

    private double product(long update) {
        if (update < last) {
            last = 0;
            product = 1;
        }
        // One that is too small to be seen beside 1 counts as 0, and stays so.
        while (last < update && product > 0) {
            last++;
            product *= momentum(last);
            product = product < UNSEEN ? 0 : product;
        }
        last = update;
        return product;
    }
}
