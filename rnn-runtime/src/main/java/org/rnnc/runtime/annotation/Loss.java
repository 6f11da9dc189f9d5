// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** What training makes small: a distance between a model's output and its target. */
public enum Loss {
    /** No loss: the model cannot be trained. */
    NONE,
    /** Minus the logarithm of the target's probability; the target is a token, the output ends in a softmax. */
    CROSS_ENTROPY,
    /** Squared differences. */
    MSE,
    /** Absolute differences. */
    MAE,
    /** Half the squared difference up to {@link RnnModel#delta}, from there a line. */
    HUBER,
    /** The sum of output times target: the target is the gradient that comes in from outside, see {@link org.rnnc.runtime.inspection.CellStep}. */
    LINEAR
}
