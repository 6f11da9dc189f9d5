// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Functions of one number, applied to each element. */
public enum UnaryFunction {
    NEGATE,
    TANH,
    SIGMOID,
    /** {@code max(0, x)}. */
    RELU,
    EXP,
    LOG,
    SQRT,
    ABS,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** -1, 0 or 1. */
    SIGN,
    /** 1 where {@code x > 0}, else 0: the derivative of RELU. */
    POSITIVE
}
