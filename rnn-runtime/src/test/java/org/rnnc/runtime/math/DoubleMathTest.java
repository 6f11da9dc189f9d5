// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Measures {@link DoubleMath} against {@link DoubleDouble}, and that against BigDecimal. */
class DoubleMathTest {
    private static final int POINTS = Integer.getInteger("rnnc.points", 100_000);

    @Test
    void referenceAgreesWithBigDecimal() {
        MathContext digits = new MathContext(60);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            double x = random.nextDouble(-40, 40);
            BigDecimal sum = BigDecimal.ONE;
            BigDecimal part = new BigDecimal(x).divide(BigDecimal.valueOf(1024), digits);
            for (int j = 30; j >= 1; j--) {
                sum = BigDecimal.ONE.add(part.multiply(sum).divide(BigDecimal.valueOf(j), digits), digits);
            }
            BigDecimal expected = sum.pow(1024, digits);
            DoubleDouble found = DoubleDouble.exp(x);
            BigDecimal off = new BigDecimal(found.high())
                    .add(new BigDecimal(found.low()))
                    .divide(expected, digits)
                    .subtract(BigDecimal.ONE);
            assertTrue(Math.abs(off.doubleValue()) < 1e-29, "exp(" + x + ") is off by " + off);
        }
    }

    @Test
    void expIsWithinItsBound() {
        check("exp", DoubleMath::exp, DoubleDouble::exp, -670, 709, 1.0);
    }

    @Test
    void expm1IsWithinItsBound() {
        check("expm1", DoubleMath::expm1, DoubleDouble::expm1, -60, 709, 2.0);
    }

    @Test
    void logIsWithinItsBound() {
        check("log", DoubleMath::log, DoubleDouble::log, 1e-300, 1e300, 1.2);
    }

    @Test
    void tanhIsWithinItsBound() {
        check("tanh", DoubleMath::tanh, DoubleDouble::tanh, -25, 25, 3.0);
    }

    @Test
    void sigmoidIsWithinItsBound() {
        check("sigmoid", DoubleMath::sigmoid, DoubleDouble::sigmoid, -700, 50, 2.5);
    }

    @Test
    void softplusIsWithinItsBound() {
        check("softplus", DoubleMath::softplus, DoubleDouble::softplus, -700, 700, 2.0);
    }

    @Test
    void erfIsWithinItsBound() {
        check("erf", DoubleMath::erf, DoubleDouble::erf, -7, 7, 1.5);
    }

    @Test
    void erfOfTheReferenceAgreesWithBigDecimal() {
        MathContext digits = new MathContext(60);
        SplittableRandom random = new SplittableRandom(5);
        BigDecimal scale = BigDecimal.valueOf(2)
                .divide(
                        new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459").sqrt(digits),
                        digits);
        for (int i = 0; i < 100; i++) {
            double x = random.nextDouble(0, 3);
            BigDecimal square = new BigDecimal(x).pow(2);
            // The alternating series: other terms than the reference's.
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal term = new BigDecimal(x);
            for (int n = 0; n < 120; n++) {
                sum = sum.add(term.divide(BigDecimal.valueOf(2L * n + 1), digits));
                term = term.multiply(square).negate().divide(BigDecimal.valueOf(n + 1L), digits);
            }
            DoubleDouble found = DoubleDouble.erf(x);
            BigDecimal off = new BigDecimal(found.high())
                    .add(new BigDecimal(found.low()))
                    .divide(scale.multiply(sum), digits)
                    .subtract(BigDecimal.ONE);
            assertTrue(Math.abs(off.doubleValue()) < 1e-28, "erf(" + x + ") is off by " + off);
        }
    }

    @Test
    void extremeArguments() {
        assertEquals(0.0, DoubleMath.exp(-2000));
        assertEquals(0.0, DoubleMath.exp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, DoubleMath.exp(2000));
        assertEquals(Double.POSITIVE_INFINITY, DoubleMath.exp(Double.POSITIVE_INFINITY));
        assertEquals(1.0, DoubleMath.exp(0));
        assertEquals(Double.POSITIVE_INFINITY, DoubleMath.expm1(Double.POSITIVE_INFINITY));
        assertEquals(-1.0, DoubleMath.expm1(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NEGATIVE_INFINITY, DoubleMath.log(0));
        assertEquals(Double.NEGATIVE_INFINITY, DoubleMath.log(-0.0));
        assertEquals(Double.POSITIVE_INFINITY, DoubleMath.log(Double.POSITIVE_INFINITY));
        assertEquals(Double.NaN, DoubleMath.log(-1));
        assertEquals(0.0, DoubleMath.log(1));
        assertEquals(StrictMath.log(Double.MIN_VALUE), DoubleMath.log(Double.MIN_VALUE), 1e-12);
        assertEquals(1.0, DoubleMath.tanh(Double.POSITIVE_INFINITY));
        assertEquals(-1.0, DoubleMath.tanh(Double.NEGATIVE_INFINITY));
        assertEquals(-0.0, DoubleMath.tanh(-0.0));
        assertEquals(1e-300, DoubleMath.tanh(1e-300));
        assertEquals(1.0, DoubleMath.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1.0, DoubleMath.erf(Double.NEGATIVE_INFINITY));
        assertEquals(-0.0, DoubleMath.erf(-0.0));
        assertEquals(0.0, DoubleMath.sigmoid(Double.NEGATIVE_INFINITY));
        assertEquals(1.0, DoubleMath.sigmoid(Double.POSITIVE_INFINITY));
        assertEquals(0.5, DoubleMath.sigmoid(0));
        assertEquals(0.0, DoubleMath.softplus(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, DoubleMath.softplus(Double.POSITIVE_INFINITY));
    }

    @Test
    void nanStaysNan() {
        assertEquals(Double.NaN, DoubleMath.exp(Double.NaN));
        assertEquals(Double.NaN, DoubleMath.expm1(Double.NaN));
        assertEquals(Double.NaN, DoubleMath.log(Double.NaN));
        assertEquals(Double.NaN, DoubleMath.tanh(Double.NaN));
        assertEquals(Double.NaN, DoubleMath.sigmoid(Double.NaN));
        assertEquals(Double.NaN, DoubleMath.softplus(Double.NaN));
        assertEquals(Double.NaN, DoubleMath.erf(Double.NaN));
    }

    /** Half the points spread over the range, a quarter within 1 of 0 or 1, a quarter evenly over the exponents. */
    private static double point(SplittableRandom random, int i, double low, double high) {
        if (i % 2 == 0) {
            return random.nextDouble(low, high);
        }
        double x = i % 4 == 1
                ? random.nextDouble(-1, 1) + (i % 8 == 1 ? 0 : 1)
                : Math.scalb(random.nextDouble(1, 2), random.nextInt(-60, 10)) * (i % 8 == 3 ? 1 : -1);
        return Math.max(low, Math.min(high, x));
    }

    private static void check(
            String name,
            DoubleUnaryOperator function,
            DoubleFunction<DoubleDouble> exact,
            double low,
            double high,
            double bound) {
        SplittableRandom random = new SplittableRandom(11);
        double worst = 0;
        double worstAt = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = point(random, i, low, high);
            double ulps = exact.apply(x).ulpsFrom(function.applyAsDouble(x));
            // Written this way round so that a NaN counts too.
            if (!(ulps <= worst)) {
                worst = ulps;
                worstAt = x;
            }
        }
        if (Boolean.getBoolean("rnnc.report")) {
            System.out.printf("double %s: %.3f ulp at %s%n", name, worst, worstAt);
        }
        assertTrue(worst <= bound, name + "(" + worstAt + ") is off by " + worst + " ulp, more than " + bound);
    }
}
