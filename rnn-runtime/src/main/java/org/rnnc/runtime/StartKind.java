// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

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
    XAVIER
}
