// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** How the matrices of a model start. */
public enum StartKind {
    /** All 0. */
    ZEROS,
    /** All {@link Start#value}. */
    CONSTANT,
    /** Normally distributed, with the standard deviation {@link Start#stddev}. */
    NORMAL,
    /**
     * Evenly distributed from {@link Start#low} to {@link Start#high}, or from minus {@link Start#limit} to {@link
     * Start#limit}.
     */
    UNIFORM,
    /** Evenly distributed within limits by the matrix's size: Glorot and Bengio (2010). */
    XAVIER,
    /** Normally distributed, by the number of inputs, for {@code relu}: He, Zhang, Ren and Sun (2015). */
    HE,
    /** Normally distributed, by the number of inputs: LeCun, Bottou, Orr and Mueller (1998). */
    LECUN,
    /** Orthogonal rows or columns, times {@link Start#gain}: Saxe, McClelland and Ganguli (2014). */
    ORTHOGONAL,
    /** {@link Start#gain} on the diagonal, else 0. */
    IDENTITY,
    /** All parameters as PyTorch starts them, biases too. */
    PYTORCH
}
