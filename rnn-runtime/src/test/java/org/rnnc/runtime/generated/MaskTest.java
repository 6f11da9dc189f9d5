// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.runtime.generated.order.PackedSequences;

/**
 * Random masks as numbers: shares, independence of all counters, and which arguments they depend on. A statistic is held
 * within five of its standard deviations; the masks are fixed, so a test that passes passes always.
 */
class MaskTest {
    private static final double DEVIATIONS = 5;
    private static final int UNITS = 250;
    private static final int STEPS = 40;
    private static final int BATCH = 30;

    private static float[][] steps(Mask mask, long update, long[] ids) {
        PackedSequences order = new PackedSequences(STEPS, ids.length);
        float[][] rows = new float[STEPS * ids.length][UNITS];
        mask.drawSteps(update, order, ids, rows);
        return rows;
    }

    private static long[] places(int batch) {
        return LongStream.range(0, batch).toArray();
    }

    private static double share(float[][] rows) {
        long chosen = 0;
        for (float[] row : rows) {
            for (float x : row) {
                chosen += x != 0 ? 1 : 0;
            }
        }
        return (double) chosen / rows.length / rows[0].length;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.1, 0.5, 0.8, 0.999})
    void theShareOfElementsIsTheirProbability(double probability) {
        Mask mask = new Mask(3, "a", probability, 1, UNITS, 1);
        float[][] rows = steps(mask, 1, places(BATCH));
        double deviation = Math.sqrt(probability * (1 - probability) / rows.length / UNITS);
        assertEquals(probability, share(rows), DEVIATIONS * deviation);
    }

    @Test
    void elementsAreTheMeanDividedByTheProbabilityOrZero() {
        for (float[] row : steps(new Mask(3, "a", 0.8, 1, UNITS, 1), 1, places(2))) {
            for (float x : row) {
                assertTrue(x == 0 || x == 1.25f, () -> "it is " + x);
            }
        }
        double[][] wide = new double[1][UNITS];
        new Mask(3, "a", 0.3, 0.3, UNITS, 1).drawMatrix(1, true, 0, wide);
        assertTrue(Arrays.stream(wide[0]).allMatch(x -> x == 0 || x == 1));
    }

    @Test
    void aCertainElementIsAlwaysChosen() {
        assertEquals(1, share(steps(new Mask(3, "a", 1, 1, UNITS, 1), 1, places(BATCH))));
    }

    /** How many elements of a row are chosen varies as independent draws do. */
    @Test
    void countsOfRowsAreBinomial() {
        float[][] rows = steps(new Mask(5, "b", 0.3, 1, UNITS, 1), 1, places(200));
        double variance = UNITS * 0.3 * 0.7;
        double sum = 0;
        for (float[] row : rows) {
            double off = share(new float[][] {row}) * UNITS - 0.3 * UNITS;
            sum += off * off / variance;
        }
        // Chi square with so many degrees of freedom.
        assertEquals(rows.length, sum, DEVIATIONS * Math.sqrt(2.0 * rows.length));
    }

    /** The correlation of masks of half ones, whose standard deviation is one over the root of their number. */
    private static double correlation(float[][] a, float[][] b) {
        long equal = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                equal += a[i][j] == b[i][j] ? 1 : -1;
            }
        }
        return (double) equal / a.length / a[0].length;
    }

    private static void uncorrelated(String what, float[][] a, float[][] b) {
        double deviation = 1 / Math.sqrt((double) a.length * a[0].length);
        assertEquals(0, correlation(a, b), DEVIATIONS * deviation, what);
    }

    @Test
    void neighboursInEveryCounterAreIndependent() {
        LongFunction<Mask> seeded = seed -> new Mask(seed, "m", 0.5, 1, UNITS, 1);
        float[][] base = steps(seeded.apply(7), 9, places(BATCH));
        uncorrelated("seeds", base, steps(seeded.apply(8), 9, places(BATCH)));
        uncorrelated("places", base, steps(new Mask(7, "m2", 0.5, 1, UNITS, 1), 9, places(BATCH)));
        for (int shift = 0; shift < 40; shift++) {
            float[][] other = steps(seeded.apply(7), 9 + (1L << shift), places(BATCH));
            uncorrelated("updates " + (1L << shift) + " apart", base, other);
            long[] ids = places(BATCH);
            int by = shift;
            Arrays.setAll(ids, i -> ids[i] + (1L << by) * BATCH);
            uncorrelated("ids, bit " + shift, base, steps(seeded.apply(7), 9, ids));
        }
        int rows = base.length;
        for (int lag : new int[] {1, 2, 3, 8, BATCH, 2 * BATCH, 8 * BATCH}) {
            uncorrelated(
                    lag + " rows apart", Arrays.copyOfRange(base, lag, rows), Arrays.copyOfRange(base, 0, rows - lag));
        }
        for (int lag = 1; lag <= 129; lag++) {
            uncorrelated("units " + lag + " apart", part(base, lag, UNITS), part(base, 0, UNITS - lag));
        }
    }

    private static float[][] part(float[][] rows, int from, int to) {
        return Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, from, to)).toArray(float[][]::new);
    }

    /** Runs of eight units: each of the 256 patterns as often as the others. */
    @Test
    void patternsOfNeighboursAreUniform() {
        long[] counts = new long[256];
        long total = 0;
        for (float[] row : steps(new Mask(11, "p", 0.5, 1, UNITS, 1), 2, places(300))) {
            for (int j = 0; j + 8 <= UNITS; j += 8) {
                int pattern = 0;
                for (int k = 0; k < 8; k++) {
                    pattern = 2 * pattern + (row[j + k] != 0 ? 1 : 0);
                }
                counts[pattern]++;
                total++;
            }
        }
        double expected = total / 256.0;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertEquals(255, chiSquare, DEVIATIONS * Math.sqrt(2 * 255));
    }

    /**
     * All 31 bits that are compared: an element is chosen at one probability in 2^k more than at the next one below, for
     * each k, by as many as chance gives.
     */
    @Test
    void everyBitOfTheComparisonIsFair() {
        for (int k = 1; k <= 10; k++) {
            double width = Math.scalb(1.0, -k);
            for (double from = 0; from < 1; from += Math.max(width, 1.0 / 16)) {
                float[][] above = steps(new Mask(2, "bits", from + width, 1, UNITS, 1), 1, places(BATCH));
                double below = from == 0 ? 0 : share(steps(new Mask(2, "bits", from, 1, UNITS, 1), 1, places(BATCH)));
                double deviation = Math.sqrt(width * (1 - width) / above.length / UNITS);
                assertEquals(width, share(above) - below, DEVIATIONS * deviation + 1e-9, k + " bits from " + from);
            }
        }
    }

    @Test
    void anElementDependsOnItsOwnCountersAlone() {
        Mask mask = new Mask(1, "x", 0.5, 1, UNITS, 1);
        float[][] all = steps(mask, 4, new long[] {12, 99, -5});
        PackedSequences order = new PackedSequences(STEPS, 2);
        order.set(new int[] {3, STEPS});
        float[][] rows = new float[2 * STEPS][UNITS];
        mask.drawSteps(4, order, new long[] {-5, 99}, rows);
        for (int t = 0; t < STEPS; t++) {
            assertArrayEquals(all[t * 3 + 1], rows[order.rowOf()[t * 2 + 1]], "step " + t);
        }
        assertArrayEquals(all[2 * 3 + 2], rows[order.rowOf()[2 * 2]]);
        assertEquals(-1, order.rowOf()[3 * 2]);
    }

    @Test
    void aShorterVectorHasTheFirstUnitsOfALongerOne() {
        float[][] few = new float[1][24];
        float[][] many = new float[1][UNITS];
        new Mask(1, "x", 0.5, 1, 17, 1).drawMatrix(3, true, 0, few);
        new Mask(1, "x", 0.5, 1, UNITS, 1).drawMatrix(3, true, 0, many);
        assertArrayEquals(Arrays.copyOf(many[0], 17), Arrays.copyOf(few[0], 17));
        assertArrayEquals(new float[7], Arrays.copyOfRange(few[0], 17, 24), "padding");
    }

    @Test
    void aMatrixIsTheSameByRowsAndByColumns() {
        Mask mask = new Mask(6, "w", 0.5, 1, 9, 14);
        double[][] columns = new double[14][20];
        double[][] rows = new double[9][20];
        mask.drawMatrix(5, true, 8, columns);
        mask.drawMatrix(5, false, 2, rows);
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < 14; column++) {
                assertEquals(columns[column][8 + row], rows[row][2 + column]);
            }
        }
        double[][] next = new double[14][20];
        mask.drawMatrix(6, true, 8, next);
        assertNotEquals(Arrays.deepToString(columns), Arrays.deepToString(next));
    }

    @Test
    void whatIsExpectedIsTheMean() {
        double[][] rows = new double[3][10];
        new Mask(6, "w", 0.25, 0.5, 4, 1).expect(rows, 2, 3, 4);
        assertArrayEquals(new double[] {0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0, 0}, rows[1]);
        assertArrayEquals(new double[10], rows[2]);
    }
}
