// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Functions of one number, applied to each element. */
public enum UnaryFunction {
    NEGATE,
    TANH,
    SIGMOID,
    /** {@code max(0, x)}. */
    RELU,
    /** {@code min(0, x)}: what RELU leaves of x. Its derivative at 0 is 1, so that both together have that of x. */
    BELOW_ZERO,
    EXP,
    /** {@code exp(x) - 1}, with all its digits near 0. */
    EXPM1,
    LOG,
    SQRT,
    ABS,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** The error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x. */
    ERF,
    /** -1, 0 or 1. */
    SIGN,
    /** 1 where {@code x > 0}, else 0: the derivative of RELU. */
    POSITIVE
}
