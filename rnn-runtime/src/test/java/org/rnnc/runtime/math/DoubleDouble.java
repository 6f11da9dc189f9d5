// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

/**
 * The reference of {@link DoubleMathTest}: a sum of two doubles, some 105 bits. Slow and simple on purpose; it shares
 * nothing with the code under test.
 */
record DoubleDouble(double high, double low) {
    static final DoubleDouble ONE = new DoubleDouble(1, 0);

    /** ln 2 to 160 bits, in three parts. */
    private static final double[] LN2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56, 0x1.7b57a079a1934p-111};

    private static final DoubleDouble TWO_OVER_ROOT_PI = new DoubleDouble(0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56);

    static DoubleDouble of(double x) {
        return new DoubleDouble(x, 0);
    }

    private static DoubleDouble sum(double a, double b) {
        double s = a + b;
        double c = s - a;
        return new DoubleDouble(s, (a - (s - c)) + (b - c));
    }

    DoubleDouble plus(DoubleDouble o) {
        DoubleDouble s = sum(high, o.high);
        DoubleDouble t = sum(low, o.low);
        DoubleDouble u = sum(s.high, s.low + t.high);
        return sum(u.high, u.low + t.low);
    }

    DoubleDouble minus(DoubleDouble o) {
        return plus(new DoubleDouble(-o.high, -o.low));
    }

    DoubleDouble times(DoubleDouble o) {
        double p = high * o.high;
        return sum(p, Math.fma(high, o.high, -p) + (high * o.low + low * o.high));
    }

    DoubleDouble over(DoubleDouble o) {
        double q = high / o.high;
        DoubleDouble rest = minus(o.times(of(q)));
        double q2 = rest.high / o.high;
        rest = rest.minus(o.times(of(q2)));
        return sum(q, q2).plus(of(rest.high / o.high));
    }

    private DoubleDouble scale(double powerOfTwo) {
        return new DoubleDouble(high * powerOfTwo, low * powerOfTwo);
    }

    /** e^x - 1 for |x| up to about 0.4, right relative to x. */
    private static DoubleDouble expm1Series(DoubleDouble x) {
        DoubleDouble sum = ONE;
        for (int i = 30; i >= 2; i--) {
            sum = ONE.plus(x.times(sum).over(of(i)));
        }
        return x.times(sum);
    }

    static DoubleDouble expm1(double x) {
        return Math.abs(x) < 0.3 ? expm1Series(of(x)) : exp(x).minus(ONE);
    }

    /** e^x; the result must be in the range of normal doubles. */
    static DoubleDouble exp(double x) {
        double n = Math.rint(x * 1.4426950408889634);
        DoubleDouble r = of(x);
        for (double part : LN2) {
            r = r.minus(of(n).times(of(part)));
        }
        int k = (int) n;
        return expm1Series(r).plus(ONE).scale(Math.scalb(1.0, k / 2)).scale(Math.scalb(1.0, k - k / 2));
    }

    /** ln of a number given as 1 + rest. */
    static DoubleDouble log1p(DoubleDouble rest) {
        if (Math.abs(rest.high) < 1e-4) {
            DoubleDouble sum = of(0);
            for (int i = 9; i >= 1; i--) {
                sum = ONE.over(of(i)).minus(rest.times(sum));
            }
            return rest.times(sum);
        }
        DoubleDouble x = ONE.plus(rest);
        double guess = StrictMath.log(x.high);
        // One step of Newton: ln x = guess + ln(x e^-guess), and the last is ln(1 + c) with a tiny c.
        DoubleDouble c = x.times(exp(-guess)).minus(ONE);
        return of(guess).plus(c).minus(c.times(c).scale(0.5));
    }

    static DoubleDouble log(double x) {
        return log1p(of(x).minus(ONE));
    }

    static DoubleDouble tanh(double x) {
        DoubleDouble t = expm1(2 * x);
        return t.over(t.plus(of(2)));
    }

    static DoubleDouble sigmoid(double x) {
        return ONE.over(ONE.plus(exp(-x)));
    }

    static DoubleDouble softplus(double x) {
        return x > 0 ? of(x).plus(log1p(exp(-x))) : log1p(exp(x));
    }

    /** By the series of positive terms, e^-u times x (1 + 2u/3 (1 + 2u/5 (...))) in u = x^2. */
    static DoubleDouble erf(double x) {
        if (Math.abs(x) > 6.5) {
            return of(Math.signum(x));
        }
        DoubleDouble u = of(x).times(of(x));
        DoubleDouble sum = ONE;
        for (int i = 200; i >= 1; i--) {
            sum = ONE.plus(u.scale(2).over(of(2 * i + 1)).times(sum));
        }
        DoubleDouble power = exp(-u.high).times(ONE.minus(of(u.low)));
        return TWO_OVER_ROOT_PI.times(of(x)).times(sum).times(power);
    }

    /** How far a result is off, in units in the last place of the exact value. */
    double ulpsFrom(double found) {
        return Math.abs((found - high) - low) / Math.ulp(high);
    }
}
