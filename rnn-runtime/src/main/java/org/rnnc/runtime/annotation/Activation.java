// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** A function of each element, for {@link RnnModel#output} and {@link Layer#activation}. */
public enum Activation {
    /** The value itself. */
    IDENTITY,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code max(x, 0)}. */
    RELU,
    /** Probabilities: all elements positive, their sum 1. */
    SOFTMAX,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN,
    /** {@code x} where positive, else {@code exp(x) - 1}. */
    ELU,
    /** {@code x} where positive, else {@code 0.01 x}. */
    LEAKY_RELU,
    /** {@code x / 6 + 0.5}, held within 0 and 1. */
    HARD_SIGMOID,
    /** {@code x}, held within -1 and 1. */
    CLIP,
    /** {@code x * sigmoid(x)}. */
    SILU,
    /** The Gaussian error linear unit, by the error function. */
    GELU,
    /** The Gaussian error linear unit in its form with a hyperbolic tangent. */
    GELU_TANH,
    /** The error function. */
    ERF
}
