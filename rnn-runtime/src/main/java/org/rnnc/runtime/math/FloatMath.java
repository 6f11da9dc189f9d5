// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

import static org.rnnc.runtime.math.FloatCoefficients.*;

/**
 * Elementary functions of float, with the same bits on every JDK and processor: they use nothing but addition,
 * multiplication, division, fused multiply-add, minimum, maximum and the bits of a number. A unit in the last place (ulp)
 * is that of the exact result; bounds hold where the result is normal, and a subnormal result is off by at most one unit
 * more. NaN gives NaN. Methods are small enough for C2 to inline, and have no state.
 */
public final class FloatMath {
    private FloatMath() {}

    /**
     * e^x, at most 1.0 ulp off. 0 below -103.98, infinite above 88.73.
     *
     * @param x any number
     * @return e^x
     */
    public static float exp(float x) {
        return expScaled(expFraction(x), expExponent(x));
    }

    /**
     * The first half of {@link #exp}: e^x without its power of two. {@link #expScaled}, which looks at bits, is the
     * other. HotSpot vectorises a loop over this half and {@link #expExponent}, but none over both halves; so two loops
     * take much less time than one.
     *
     * @param x any number
     * @return from 0.7 to 1.42
     */
    public static float expFraction(float x) {
        float y = Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x));
        float n = Math.fma(y, LOG2_E, ROUNDER) - ROUNDER;
        return 1f + expm1Reduced(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y)));
    }

    /**
     * The power of two that {@link #expFraction} leaves out.
     *
     * @param x any number
     * @return a number with the exponent in its lowest bits
     */
    public static float expExponent(float x) {
        return Math.fma(Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x)), LOG2_E, ROUNDER);
    }

    /**
     * The second half of {@link #exp}.
     *
     * @param fraction what {@link #expFraction} gave
     * @param exponent what {@link #expExponent} gave
     * @return e^x
     */
    public static float expScaled(float fraction, float exponent) {
        int k = Float.floatToRawIntBits(exponent) - ROUNDER_BITS;
        // Two factors, since 2^k alone may be out of range where the product is not.
        int half = k >> 1;
        return fraction * powerOfTwo(k - half) * powerOfTwo(half);
    }

    /**
     * {@link #exp} of a number that is not above 0, to the bit, by fewer operations: those of e^-|x| in {@link #sigmoid},
     * and of what a softmax adds up.
     *
     * @param x not above 0, or NaN
     * @return e^x
     */
    public static float decay(float x) {
        return decayScaled(decayFraction(x), decayExponent(x));
    }

    /**
     * The half of {@link #decay} that HotSpot vectorises, with {@link #decayExponent}, as {@link #expFraction} is of
     * {@link #exp}.
     *
     * @param x not above 0, or NaN
     * @return from 0.7 to 1.42
     */
    public static float decayFraction(float x) {
        float y = Math.max(EXP_LOWEST, x);
        float n = Math.fma(y, LOG2_E, DECAY_ROUNDER) - DECAY_ROUNDER;
        return 1f + expm1Reduced(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y)));
    }

    /**
     * The power of two that {@link #decayFraction} leaves out.
     *
     * @param x not above 0, or NaN
     * @return a number with the exponent in its lowest bits
     */
    public static float decayExponent(float x) {
        return Math.fma(Math.max(EXP_LOWEST, x), LOG2_E, DECAY_ROUNDER);
    }

    /**
     * The second half of {@link #decay}.
     *
     * @param fraction what {@link #decayFraction} gave
     * @param exponent what {@link #decayExponent} gave
     * @return e^x
     */
    public static float decayScaled(float fraction, float exponent) {
        return fraction * Float.intBitsToFloat(Float.floatToRawIntBits(exponent) << 23) * DECAY_SCALE;
    }

    /**
     * e^x - 1, at most 1.5 ulp off, also near 0.
     *
     * @param x any number
     * @return e^x - 1
     */
    public static float expm1(float x) {
        return expm1Bounded(Math.max(EXPM1_LOWEST, Math.min(EXP_HIGHEST, x)));
    }

    /**
     * The natural logarithm, at most 1.0 ulp off. Minus infinity of 0, NaN of a negative number.
     *
     * @param x any number
     * @return ln x
     */
    public static float log(float x) {
        if (!(x > 0 && x < Float.POSITIVE_INFINITY)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
        }
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x) - SQRT_HALF_BITS;
        float m = Float.intBitsToFloat((bits & 0x007fffff) + SQRT_HALF_BITS);
        float k = (bits >> 23) - (subnormal ? 23 : 0);
        return Math.fma(k, LN2_HIGH, Math.fma(k, LN2_LOW, log1pReduced(m - 1)));
    }

    /**
     * The hyperbolic tangent, at most 2.5 ulp off; x itself where x is tiny, never beyond 1, and 1 from 9.02 on. Neither
     * branches nor looks at bits, so that HotSpot vectorises a loop over it.
     *
     * @param x any number
     * @return tanh x
     */
    public static float tanh(float x) {
        float y = Math.max(-TANH_BOUND, Math.min(TANH_BOUND, x));
        float u = y * y;
        float p = TANH_P2;
        p = Math.fma(p, u, TANH_P1);
        p = Math.fma(p, u, TANH_P0);
        float q = TANH_Q3;
        q = Math.fma(q, u, TANH_Q2);
        q = Math.fma(q, u, TANH_Q1);
        q = Math.fma(q, u, 1f);
        // Through the half of the argument: h is right relative to x, and an error in it hardly counts where tanh is
        // nearly 1.
        float h = Math.fma(-y, u * p / q, y);
        return h / Math.fma(0.25f * h, h, 1f);
    }

    /**
     * The logistic function 1 / (1 + e^-x), at most 2.5 ulp off, also where it is nearly 0.
     *
     * @param x any number
     * @return a number from 0 to 1
     */
    public static float sigmoid(float x) {
        float argument = -Math.abs(x);
        return sigmoidScaled(x, decayFraction(argument), decayExponent(argument));
    }

    /**
     * The second half of {@link #sigmoid}, whose first one is {@link #decayFraction} and {@link #decayExponent}. It looks at
     * bits anyway, and so takes the numerator by the sign of x: a branch would often go the other way, and minimum and
     * maximum, which look for NaN and -0, take longer than all the rest.
     *
     * @param x any number
     * @param fraction what {@link #decayFraction} gave for -|x|
     * @param exponent what {@link #decayExponent} gave for -|x|
     * @return a number from 0 to 1
     */
    public static float sigmoidScaled(float x, float fraction, float exponent) {
        float e = decayScaled(fraction, exponent);
        int negative = Float.floatToRawIntBits(x) >> 31;
        float numerator = Float.intBitsToFloat(Float.floatToRawIntBits(e) & negative | ONE_BITS & ~negative);
        return numerator / (1f + e);
    }

    /**
     * ln(1 + e^x), at most 2.0 ulp off.
     *
     * @param x any number
     * @return a number not below 0 or x
     */
    public static float softplus(float x) {
        return Math.max(x, 0f) + log1pReduced(decay(-Math.abs(x)));
    }

    /**
     * The error function, at most 3.0 ulp off; never beyond 1, and 1 from 3.93 on. Neither branches nor looks at bits, so
     * that HotSpot vectorises a loop over it.
     *
     * @param x any number
     * @return 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x
     */
    public static float erf(float x) {
        float y = Math.max(-ERF_BOUND, Math.min(ERF_BOUND, x));
        float u = y * y;
        float p = ERF_P4;
        p = Math.fma(p, u, ERF_P3);
        p = Math.fma(p, u, ERF_P2);
        p = Math.fma(p, u, ERF_P1);
        p = Math.fma(p, u, ERF_P0);
        float q = ERF_Q5;
        q = Math.fma(q, u, ERF_Q4);
        q = Math.fma(q, u, ERF_Q3);
        q = Math.fma(q, u, ERF_Q2);
        q = Math.fma(q, u, ERF_Q1);
        q = Math.fma(q, u, 1f);
        // As in tanh: an error in h hardly counts where erf is nearly 1.
        float h = Math.fma(y, ERF_HIGH, y * Math.fma(u, p / q, ERF_LOW));
        return h / Math.fma(0.25f * h, h, 1f);
    }

    private static float expm1Bounded(float x) {
        float t = Math.fma(x, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float q = expm1Reduced(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x)));
        int k = Float.floatToRawIntBits(t) - ROUNDER_BITS;
        int half = k >> 1;
        // 2^k (q + 1) - 1, where 2^k itself may be out of range.
        float a = powerOfTwo(k - half);
        return Math.fma(q, a, a - powerOfTwo(-half)) * powerOfTwo(half);
    }

    /** e^r - 1 for |r| up to ln(2) / 2. */
    private static float expm1Reduced(float r) {
        float p = EXP_5;
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        p = Math.fma(p, r, EXP_1);
        p = Math.fma(p, r, EXP_0);
        return Math.fma(r * r, p, r);
    }

    /** ln(1 + f) for f from sqrt(1/2) - 1 to 1. With s = f / (2 + f) it is 2 atanh(s), and 2 s = f - s f. */
    private static float log1pReduced(float f) {
        float s = f / (2f + f);
        float z = s * s;
        float p = ATANH_4;
        p = Math.fma(p, z, ATANH_3);
        p = Math.fma(p, z, ATANH_2);
        p = Math.fma(p, z, ATANH_1);
        p = Math.fma(p, z, ATANH_0);
        return Math.fma(-s, Math.fma(-z, p, f), f);
    }

    private static float powerOfTwo(int k) {
        return Float.intBitsToFloat((k + 127) << 23);
    }
}
