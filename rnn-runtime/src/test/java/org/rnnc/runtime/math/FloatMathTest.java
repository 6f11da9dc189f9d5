// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Measures {@link FloatMath} against StrictMath in double. The system property {@code rnnc.stride=1} looks at every float there is, which
 * takes minutes; otherwise at one in a prime number.
 */
class FloatMathTest {
    private static final int STRIDE = Integer.getInteger("rnnc.stride", 1009);

    private interface FloatFunction {
        float apply(float x);
    }

    @Test
    void expIsWithinItsBound() {
        check("exp", FloatMath::exp, StrictMath::exp, -87.33f, 88.72f, 1.0);
    }

    @Test
    void expm1IsWithinItsBound() {
        check("expm1", FloatMath::expm1, StrictMath::expm1, -100f, 88.72f, 1.5);
    }

    @Test
    void logIsWithinItsBound() {
        check("log", FloatMath::log, StrictMath::log, Float.MIN_VALUE, Float.MAX_VALUE, 1.0);
    }

    @Test
    void tanhIsWithinItsBound() {
        check("tanh", FloatMath::tanh, StrictMath::tanh, -1e30f, 1e30f, 2.5);
    }

    @Test
    void sigmoidIsWithinItsBound() {
        check("sigmoid", FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -87.33f, 1e30f, 2.5);
    }

    @Test
    void softplusIsWithinItsBound() {
        check("softplus", FloatMath::softplus, FloatMathTest::softplus, -87.33f, 1e30f, 2.0);
    }

    @Test
    void erfIsWithinItsBound() {
        check("erf", FloatMath::erf, FloatMathTest::erf, -1e30f, 1e30f, 3.0);
    }

    @Test
    void extremeArguments() {
        assertEquals(0f, FloatMath.exp(-200f));
        assertEquals(0f, FloatMath.exp(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(200f));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(Float.POSITIVE_INFINITY));
        assertEquals(1f, FloatMath.exp(0f));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.expm1(Float.POSITIVE_INFINITY));
        assertEquals(-1f, FloatMath.expm1(Float.NEGATIVE_INFINITY));
        assertEquals(0f, FloatMath.expm1(0f));
        assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(0f));
        assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(-0f));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.log(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, FloatMath.log(-1f));
        assertEquals(Float.NaN, FloatMath.log(Float.NEGATIVE_INFINITY));
        assertEquals(0f, FloatMath.log(1f));
        assertEquals(1f, FloatMath.tanh(Float.POSITIVE_INFINITY));
        assertEquals(-1f, FloatMath.tanh(Float.NEGATIVE_INFINITY));
        assertEquals(1f, FloatMath.tanh(9.03f));
        assertEquals(Float.MIN_VALUE, FloatMath.tanh(Float.MIN_VALUE));
        assertEquals(1f, FloatMath.erf(Float.POSITIVE_INFINITY));
        assertEquals(-1f, FloatMath.erf(Float.NEGATIVE_INFINITY));
        assertEquals(1f, FloatMath.erf(3.93f));
        assertEquals(0f, FloatMath.erf(0f));
        assertEquals(0f, FloatMath.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(1f, FloatMath.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(0.5f, FloatMath.sigmoid(0f));
        assertEquals(0f, FloatMath.softplus(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, FloatMath.softplus(Float.POSITIVE_INFINITY));
    }

    @Test
    void nanStaysNan() {
        for (float nan : new float[] {Float.NaN, Float.intBitsToFloat(0xffc12345)}) {
            assertEquals(Float.NaN, FloatMath.exp(nan));
            assertEquals(Float.NaN, FloatMath.decay(nan));
            assertEquals(Float.NaN, FloatMath.expm1(nan));
            assertEquals(Float.NaN, FloatMath.log(nan));
            assertEquals(Float.NaN, FloatMath.tanh(nan));
            assertEquals(Float.NaN, FloatMath.sigmoid(nan));
            assertEquals(Float.NaN, FloatMath.softplus(nan));
            assertEquals(Float.NaN, FloatMath.erf(nan));
        }
    }

    /** Of each kind of number, zeros, subnormal ones, NaN and infinity included: a step of a prime meets all exponents. */
    @Test
    void decayHasTheBitsOfExp() {
        for (long bits = 0x80000000L; bits <= 0xffffffffL; bits += 499) {
            float x = Float.intBitsToFloat((int) bits);
            assertEquals(FloatMath.exp(x), FloatMath.decay(x), () -> "e^" + x);
        }
        for (float x = -88; x > -104.5f; x = Math.nextDown(x)) {
            assertEquals(FloatMath.exp(x), FloatMath.decay(x));
        }
        assertEquals(1f, FloatMath.decay(0f));
    }

    @Test
    void subnormalResultsAreWithinOneUnitMore() {
        for (float x = -104f; x < -87.3f; x += 0.0003f) {
            double off = Math.abs(FloatMath.exp(x) - StrictMath.exp(x)) / Float.MIN_VALUE;
            assertTrue(off <= 2, "exp(" + x + ") is off by " + off + " units");
            off = Math.abs(FloatMath.sigmoid(x) - StrictMath.exp(x)) / Float.MIN_VALUE;
            assertTrue(off <= 2, "sigmoid(" + x + ") is off by " + off + " units");
        }
    }

    @Test
    void erfIsOddAndBounded() {
        for (int bits = 1; bits < 0x7f800000; bits += STRIDE) {
            float x = Float.intBitsToFloat(bits);
            float y = FloatMath.erf(x);
            assertEquals(-y, FloatMath.erf(-x));
            assertTrue(y <= 1f, "erf(" + x + ") = " + y);
        }
    }

    @Test
    void tanhIsOddBoundedAndTheIdentityNearZero() {
        for (int bits = 1; bits < 0x7f800000; bits += STRIDE) {
            float x = Float.intBitsToFloat(bits);
            float y = FloatMath.tanh(x);
            assertEquals(-y, FloatMath.tanh(-x));
            assertTrue(y <= 1f && y <= x * 1.0000003f, "tanh(" + x + ") = " + y);
            if (x < 1e-4f) {
                assertEquals(x, y);
            }
        }
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** The series of positive terms, x (1 + 2u/3 (1 + 2u/5 (...))) e^-u 2 / sqrt(pi) in u = x^2. */
    private static double erf(double x) {
        double u = x * x;
        if (u > 36) {
            return Math.signum(x);
        }
        double sum = 1;
        for (int i = 150; i >= 1; i--) {
            sum = 1 + 2 * u / (2 * i + 1) * sum;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-u) * x * sum;
    }

    /** The spacing of floats at a double, which rounding it to a float might double. */
    private static double ulp(double x) {
        return Math.max(Float.MIN_VALUE, Math.scalb(1.0, Math.getExponent(x) - 23));
    }

    private static void check(
            String name, FloatFunction function, DoubleUnaryOperator exact, float low, float high, double bound) {
        double worst = 0;
        float worstAt = 0;
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            if (!(x >= low && x <= high)) {
                continue;
            }
            double expected = exact.applyAsDouble(x);
            double ulps = Math.abs(function.apply(x) - expected) / ulp(expected);
            // Written this way round so that a NaN counts too.
            if (!(ulps <= worst)) {
                worst = ulps;
                worstAt = x;
            }
        }
        if (Boolean.getBoolean("rnnc.report")) {
            System.out.printf("float %s: %.3f ulp at %s%n", name, worst, worstAt);
        }
        assertTrue(worst <= bound, name + "(" + worstAt + ") is off by " + worst + " ulp, more than " + bound);
    }
}
