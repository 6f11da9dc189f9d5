// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

import static org.rnnc.runtime.math.DoubleCoefficients.*;

/**
 * Elementary functions of double, with the same bits on every JDK and processor: they use nothing but addition,
 * multiplication, division, fused multiply-add, minimum, maximum and the bits of a number. A unit in the last place (ulp)
 * is that of the exact result; bounds hold where the result is normal, and a subnormal result is off by at most one unit
 * more. NaN gives NaN. Methods are small enough for C2 to inline, and have no state.
 */
public final class DoubleMath {
    private DoubleMath() {}

    /**
     * e^x, at most 1.0 ulp off. 0 below -745.14, infinite above 709.79.
     *
     * @param x any number
     * @return e^x
     */
    public static double exp(double x) {
        double y = Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x));
        double t = Math.fma(y, LOG2_E, ROUNDER);
        double n = t - ROUNDER;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
        long k = Double.doubleToRawLongBits(t) - ROUNDER_BITS;
        // Two factors, since 2^k alone may be out of range where the product is not.
        long half = k >> 1;
        return (1 + expm1Reduced(r)) * powerOfTwo(k - half) * powerOfTwo(half);
    }

    /**
     * e^x - 1, at most 2.0 ulp off, also near 0.
     *
     * @param x any number
     * @return e^x - 1
     */
    public static double expm1(double x) {
        return expm1Bounded(Math.max(EXPM1_LOWEST, Math.min(EXP_HIGHEST, x)));
    }

    /**
     * The natural logarithm, at most 1.2 ulp off. Minus infinity of 0, NaN of a negative number.
     *
     * @param x any number
     * @return ln x
     */
    public static double log(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p52 : x) - SQRT_HALF_BITS;
        double m = Double.longBitsToDouble((bits & 0x000fffffffffffffL) + SQRT_HALF_BITS);
        double k = (bits >> 52) - (subnormal ? 52 : 0);
        return Math.fma(k, LN2_HIGH, Math.fma(k, LN2_LOW, log1pReduced(m - 1)));
    }

    /**
     * The hyperbolic tangent, at most 3.0 ulp off; x itself where x is tiny, never beyond 1.
     *
     * @param x any number
     * @return tanh x
     */
    public static double tanh(double x) {
        double t = expm1Bounded(2 * Math.min(Math.abs(x), TANH_BOUND));
        return Math.copySign(t / (t + 2), x);
    }

    /**
     * The logistic function 1 / (1 + e^-x), at most 2.5 ulp off, also where it is nearly 0.
     *
     * @param x any number
     * @return a number from 0 to 1
     */
    public static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /**
     * ln(1 + e^x), at most 2.0 ulp off.
     *
     * @param x any number
     * @return a number not below 0 or x
     */
    public static double softplus(double x) {
        return Math.max(x, 0) + log1pReduced(exp(-Math.abs(x)));
    }

    /**
     * The error function, at most 1.5 ulp off; never beyond 1, and 1 from 5.95 on.
     *
     * @param x any number
     * @return 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x
     */
    public static double erf(double x) {
        double y = Math.min(Math.abs(x), ERF_BOUND);
        return Math.copySign(y > 1 ? 1 - exp(-y * y) * erfcScaled((y - 2) / (y + 2)) : erfReduced(y), x);
    }

    /** erf x for x from 0 to 1. */
    private static double erfReduced(double x) {
        double u = x * x;
        double p = ERF_11;
        p = Math.fma(p, u, ERF_10);
        p = Math.fma(p, u, ERF_9);
        p = Math.fma(p, u, ERF_8);
        p = Math.fma(p, u, ERF_7);
        p = Math.fma(p, u, ERF_6);
        p = Math.fma(p, u, ERF_5);
        p = Math.fma(p, u, ERF_4);
        p = Math.fma(p, u, ERF_3);
        p = Math.fma(p, u, ERF_2);
        p = Math.fma(p, u, ERF_1);
        p = Math.fma(p, u, ERF_0);
        return Math.fma(x, p, x);
    }

    /** e^(x^2) (1 - erf x) for x from 1 on, given (x - 2) / (x + 2). */
    private static double erfcScaled(double t) {
        double p = ERFC_11;
        p = Math.fma(p, t, ERFC_10);
        p = Math.fma(p, t, ERFC_9);
        p = Math.fma(p, t, ERFC_8);
        p = Math.fma(p, t, ERFC_7);
        p = Math.fma(p, t, ERFC_6);
        p = Math.fma(p, t, ERFC_5);
        p = Math.fma(p, t, ERFC_4);
        p = Math.fma(p, t, ERFC_3);
        p = Math.fma(p, t, ERFC_2);
        p = Math.fma(p, t, ERFC_1);
        p = Math.fma(p, t, ERFC_0);
        return p;
    }

    private static double expm1Bounded(double x) {
        double t = Math.fma(x, LOG2_E, ROUNDER);
        double n = t - ROUNDER;
        double q = expm1Reduced(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x)));
        long k = Double.doubleToRawLongBits(t) - ROUNDER_BITS;
        long half = k >> 1;
        // 2^k (q + 1) - 1, where 2^k itself may be out of range.
        double a = powerOfTwo(k - half);
        return Math.fma(q, a, a - powerOfTwo(-half)) * powerOfTwo(half);
    }

    /** e^r - 1 for |r| up to ln(2) / 2. */
    private static double expm1Reduced(double r) {
        double p = EXP_10;
        p = Math.fma(p, r, EXP_9);
        p = Math.fma(p, r, EXP_8);
        p = Math.fma(p, r, EXP_7);
        p = Math.fma(p, r, EXP_6);
        p = Math.fma(p, r, EXP_5);
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        p = Math.fma(p, r, EXP_1);
        p = Math.fma(p, r, EXP_0);
        return Math.fma(r * r, p, r);
    }

    /** ln(1 + f) for f from sqrt(1/2) - 1 to 1. With s = f / (2 + f) it is 2 atanh(s), and 2 s = f - s f. */
    private static double log1pReduced(double f) {
        double s = f / (2 + f);
        double z = s * s;
        double p = ATANH_10;
        p = Math.fma(p, z, ATANH_9);
        p = Math.fma(p, z, ATANH_8);
        p = Math.fma(p, z, ATANH_7);
        p = Math.fma(p, z, ATANH_6);
        p = Math.fma(p, z, ATANH_5);
        p = Math.fma(p, z, ATANH_4);
        p = Math.fma(p, z, ATANH_3);
        p = Math.fma(p, z, ATANH_2);
        p = Math.fma(p, z, ATANH_1);
        p = Math.fma(p, z, ATANH_0);
        return Math.fma(-s, Math.fma(-z, p, f), f);
    }

    private static double powerOfTwo(long k) {
        return Double.longBitsToDouble((k + 1023) << 52);
    }
}
