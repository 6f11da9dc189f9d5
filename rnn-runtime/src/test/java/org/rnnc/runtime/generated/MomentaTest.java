// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that count updates: those of NAdam and of RAdam. */
class MomentaTest {
    @Test
    void sharesAreThoseOfTheFormulas() {
        Momenta momenta = new Momenta(0.9, 0.004);
        double product = 1;
        for (int k = 1; k <= 300; k++) {
            double now = 0.9 * (1 - 0.5 * Math.pow(0.96, k * 0.004));
            double next = 0.9 * (1 - 0.5 * Math.pow(0.96, (k + 1) * 0.004));
            product *= now;
            assertEquals((1 - now) / (1 - product), momenta.ofGradient(k), 1e-14);
            assertEquals(next / (1 - product * next), momenta.ofMean(k), 1e-14);
        }
    }

    /** Wherever training goes on, the bits are those of one that was never interrupted. */
    @Test
    void aJumpGivesTheSameBits() {
        Momenta steady = new Momenta(0.99, 0.01);
        for (int k = 1; k <= 2000; k++) {
            double gradient = steady.ofGradient(k);
            double mean = steady.ofMean(k);
            if (k % 97 == 0) {
                Momenta fresh = new Momenta(0.99, 0.01);
                assertEquals(mean, fresh.ofMean(k));
                fresh.ofGradient(k + 500);
                assertEquals(gradient, fresh.ofGradient(k));
            }
        }
    }

    @Test
    void afterVeryManyUpdatesTheProductIsGone() {
        Momenta momenta = new Momenta(0.9, 0.004);
        assertEquals(1 - 0.9, momenta.ofGradient(1L << 60), 1e-15);
        assertEquals(0.9, momenta.ofMean(1L << 60), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"0.999, 1", "0.999, 5", "0.999, 6", "0.999, 1000", "0.95, 5", "0.95, 6", "0.98, 6", "0.9, 40", "0.5, 9"
    })
    void rectificationIsThatOfTheFormula(double beta2, int k) {
        MathContext digits = new MathContext(40);
        BigDecimal power = new BigDecimal(beta2).pow(k, digits);
        BigDecimal most = BigDecimal.valueOf(2)
                .divide(BigDecimal.ONE.subtract(new BigDecimal(beta2)), digits)
                .subtract(BigDecimal.ONE);
        BigDecimal tail = power.multiply(BigDecimal.valueOf(2L * k)).divide(BigDecimal.ONE.subtract(power), digits);
        double r = most.subtract(tail).doubleValue();
        assertEquals(r > 5, Rectification.isAdaptive(beta2, k));
        double m = most.doubleValue();
        double factor = Math.sqrt((r - 4) * (r - 2) * m / ((m - 4) * (m - 2) * r)) * Math.sqrt(1 - power.doubleValue());
        assertEquals(r > 5 ? factor : 1, Rectification.factor(beta2, k), 1e-9);
    }

    @Test
    void theSixthUpdateIsTheFirstAdaptiveOne() {
        for (double beta2 : new double[] {0.95, 0.98, 0.999}) {
            assertFalse(Rectification.isAdaptive(beta2, 5));
            assertTrue(Rectification.isAdaptive(beta2, 6));
        }
    }
}
