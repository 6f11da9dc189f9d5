// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What starts look like: lengths, angles and variances. */
class InitializerTest {
    private static double[] fill(Initializer initializer, int rows, int columns) {
        double[] values = new double[rows * columns];
        initializer.fill(values, Initializer.Extent.matrix(rows, columns), RandomSource.of(3));
        return values;
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "3, 7", "7, 3", "1, 4", "4, 1", "60, 60"})
    void orthogonalVectorsStandAtRightAngles(int rows, int columns) {
        double[] values = fill(Initializer.orthogonal(2), rows, columns);
        int count = Math.min(rows, columns);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product += rows <= columns
                            ? values[a * columns + k] * values[b * columns + k]
                            : values[k * columns + a] * values[k * columns + b];
                }
                assertEquals(a == b ? 4 : 0, product, 1e-13);
            }
        }
    }

    @Test
    void identityHasItsDiagonal() {
        assertArrayEquals(new double[] {3, 0, 0, 0, 3, 0}, fill(Initializer.identity(3), 2, 3));
    }

    @Test
    void variancesAreThoseOfThePapers() {
        assertEquals(2.0 / 50, variance(fill(Initializer.heNormal(), 400, 50)), 2e-3);
        assertEquals(1.0 / 50, variance(fill(Initializer.lecunNormal(), 400, 50)), 1e-3);
    }

    private static double variance(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return squares / values.length;
    }
}
