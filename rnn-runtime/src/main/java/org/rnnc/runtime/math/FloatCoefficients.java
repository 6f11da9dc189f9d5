// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

/**
 * The numbers behind {@link FloatMath}, public so that a vector engine can do the same arithmetic. They are compile-time
 * constants: changing one changes results, and so asks for a new number in {@link org.rnnc.runtime.generated.Abi}. How they were derived stands in
 * {@code docs/numerics.md}.
 */
public final class FloatCoefficients {
    /** ln 2, rounded. */
    public static final float LN2_HIGH = 0x1.62e43p-1f;

    /** ln 2 less {@link #LN2_HIGH}. */
    public static final float LN2_LOW = -0x1.05c61p-29f;

    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p+0f;

    /** Added to a small number and taken away again, leaves the nearest integer; its low bits are that integer. */
    public static final float ROUNDER = 0x1.8p23f;

    /** The bits of {@link #ROUNDER}. */
    public static final int ROUNDER_BITS = 0x4b400000;

    /**
     * {@link #ROUNDER} for exponents that are not above 0: its low bits are the integer plus 190, which shifted by 23 are
     * the float 2^(n + 63). That is in range where 2^n itself is not, down to the smallest subnormal number.
     */
    public static final float DECAY_ROUNDER = ROUNDER + 190;

    /** 2^-63, what {@link #DECAY_ROUNDER} gives too much. */
    public static final float DECAY_SCALE = 0x1p-63f;

    /** The bits of 1. */
    public static final int ONE_BITS = 0x3f800000;

    /** The bits of sqrt(1/2), where the mantissas of log begin. */
    public static final int SQRT_HALF_BITS = 0x3f3504f3;

    /** Lower bound of exp's argument: the result is 0 there. */
    public static final float EXP_LOWEST = -104f;

    /** Upper bound of exp's and expm1's argument: the result is infinite there. */
    public static final float EXP_HIGHEST = 89f;

    /** Lower bound of expm1's argument: the result is -1 there. */
    public static final float EXPM1_LOWEST = -20f;

    /** Bound of tanh's argument: the result is 1 there. */
    public static final float TANH_BOUND = 9.2f;

    /** Coefficient of r^0 in (e^r - 1 - r) / r^2. */
    public static final float EXP_0 = 0x1.0p-1f;

    /** Coefficient of r^1 in (e^r - 1 - r) / r^2. */
    public static final float EXP_1 = 0x1.555556p-3f;

    /** Coefficient of r^2 in (e^r - 1 - r) / r^2. */
    public static final float EXP_2 = 0x1.55549ep-5f;

    /** Coefficient of r^3 in (e^r - 1 - r) / r^2. */
    public static final float EXP_3 = 0x1.11101ep-7f;

    /** Coefficient of r^4 in (e^r - 1 - r) / r^2. */
    public static final float EXP_4 = 0x1.6d834cp-10f;

    /** Coefficient of r^5 in (e^r - 1 - r) / r^2. */
    public static final float EXP_5 = 0x1.a2a31cp-13f;

    /** Coefficient of z^0 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final float ATANH_0 = 0x1.555558p-1f;

    /** Coefficient of z^1 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final float ATANH_1 = 0x1.9996bp-2f;

    /** Coefficient of z^2 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final float ATANH_2 = 0x1.2508bap-2f;

    /** Coefficient of z^3 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final float ATANH_3 = 0x1.b6e5dcp-3f;

    /** Coefficient of z^4 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final float ATANH_4 = 0x1.f1771ap-3f;

    /** Coefficient of u^0 in the numerator of (1 - 2 tanh(x/2) / x) / u, u = x^2. */
    public static final float TANH_P0 = 0x1.555546p-4f;

    /** Coefficient of u^1 in the numerator of (1 - 2 tanh(x/2) / x) / u, u = x^2. */
    public static final float TANH_P1 = 0x1.43010ap-10f;

    /** Coefficient of u^2 in the numerator of (1 - 2 tanh(x/2) / x) / u, u = x^2. */
    public static final float TANH_P2 = 0x1.5faecep-19f;

    /** Coefficient of u^1 in the denominator of (1 - 2 tanh(x/2) / x) / u, u = x^2; that of u^0 is 1. */
    public static final float TANH_Q1 = 0x1.d6295cp-4f;

    /** Coefficient of u^2 in the denominator of (1 - 2 tanh(x/2) / x) / u, u = x^2; that of u^0 is 1. */
    public static final float TANH_Q2 = 0x1.6ca67p-10f;

    /** Coefficient of u^3 in the denominator of (1 - 2 tanh(x/2) / x) / u, u = x^2; that of u^0 is 1. */
    public static final float TANH_Q3 = 0x1.6afcd6p-19f;

    /** Bound of erf's argument: the result is 1 there. */
    public static final float ERF_BOUND = 3.93f;

    /** 2 / sqrt(pi), rounded. */
    public static final float ERF_HIGH = 0x1.20dd76p+0f;

    /** 2 / sqrt(pi) less {@link #ERF_HIGH}. */
    public static final float ERF_LOW = -0x1.f7ac92p-25f;

    /** Coefficient of u^0 in the numerator of (h / x - 2 / sqrt(pi)) / u, u = x^2, where erf x = h / (1 + h^2 / 4). */
    public static final float ERF_P0 = -0x1.15c09cp-6f;

    /** Coefficient of u^1 in the numerator of (h / x - 2 / sqrt(pi)) / u, u = x^2, where erf x = h / (1 + h^2 / 4). */
    public static final float ERF_P1 = -0x1.37e3b4p-6f;

    /** Coefficient of u^2 in the numerator of (h / x - 2 / sqrt(pi)) / u, u = x^2, where erf x = h / (1 + h^2 / 4). */
    public static final float ERF_P2 = -0x1.30abeep-11f;

    /** Coefficient of u^3 in the numerator of (h / x - 2 / sqrt(pi)) / u, u = x^2, where erf x = h / (1 + h^2 / 4). */
    public static final float ERF_P3 = -0x1.068852p-13f;

    /** Coefficient of u^4 in the numerator of (h / x - 2 / sqrt(pi)) / u, u = x^2, where erf x = h / (1 + h^2 / 4). */
    public static final float ERF_P4 = -0x1.5a7b3p-17f;

    /** Coefficient of u^1 in the denominator of (h / x - 2 / sqrt(pi)) / u; that of u^0 is 1. */
    public static final float ERF_Q1 = 0x1.48a67ep-4f;

    /** Coefficient of u^2 in the denominator of (h / x - 2 / sqrt(pi)) / u; that of u^0 is 1. */
    public static final float ERF_Q2 = 0x1.317112p-5f;

    /** Coefficient of u^3 in the denominator of (h / x - 2 / sqrt(pi)) / u; that of u^0 is 1. */
    public static final float ERF_Q3 = 0x1.d44b74p-11f;

    /** Coefficient of u^4 in the denominator of (h / x - 2 / sqrt(pi)) / u; that of u^0 is 1. */
    public static final float ERF_Q4 = 0x1.049d02p-12f;

    /** Coefficient of u^5 in the denominator of (h / x - 2 / sqrt(pi)) / u; that of u^0 is 1. */
    public static final float ERF_Q5 = 0x1.4f5d92p-17f;

    private FloatCoefficients() {}
}
