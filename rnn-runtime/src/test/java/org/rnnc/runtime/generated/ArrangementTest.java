// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrangementTest {
    private static final int STEPS = 4;

    static Stream<int[]> lengths() {
        return Stream.of(
                new int[] {4, 4, 4},
                new int[] {1, 4, 2, 4},
                new int[] {0, 3, 0, 1},
                new int[] {0, 0},
                new int[] {2},
                new int[] {0},
                new int[] {1, 2, 3, 4, 0},
                new int[] {3, 3, 1, 1});
    }

    private static Arrangement arranged(int[] lengths) {
        Arrangement arrangement = new Arrangement(STEPS, lengths.length);
        arrangement.set(lengths);
        return arrangement;
    }

    /** Rows, each told apart by its only number. */
    private static double[][] rows(int count, int from) {
        return IntStream.range(0, count).mapToObj(i -> new double[] {from + i}).toArray(double[][]::new);
    }

    @Test
    void atFullLengthRowsLieAsGiven() {
        Arrangement full = new Arrangement(3, 2);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, full.rowOf());
        assertArrayEquals(new int[] {0, 1}, full.placeOf());
        assertEquals(3, full.steps());
        assertEquals(6, full.rows());
        assertEquals(4, full.first(2));
        assertEquals(2, full.count(2));
    }

    @Test
    void longSequencesComeFirstAndEqualOnesAsGiven() {
        Arrangement mixed = arranged(new int[] {1, 3, 0, 3, 1});
        assertArrayEquals(new int[] {2, 0, 4, 1, 3}, mixed.placeOf());
        assertEquals(3, mixed.steps());
        assertEquals(8, mixed.rows());
        assertArrayEquals(
                new int[] {2, 0, -1, 1, 3, -1, 4, -1, 5, -1, -1, 6, -1, 7, -1, -1, -1, -1, -1, -1}, mixed.rowOf());
        assertArrayEquals(
                new int[] {4, 2, 2, 0},
                IntStream.range(0, STEPS).map(mixed::count).toArray());
    }

    /** The rows are those that exist, each once, steps one after the other and places side by side. */
    @ParameterizedTest
    @MethodSource("lengths")
    void everyStepThatExistsHasARow(int[] lengths) {
        Arrangement arrangement = arranged(lengths);
        int batch = lengths.length;
        assertEquals(Arrays.stream(lengths).sum(), arrangement.rows());
        assertEquals(Arrays.stream(lengths).max().orElse(0), arrangement.steps());
        int seen = 0;
        for (int t = 0; t < STEPS; t++) {
            assertEquals(seen, arrangement.first(t));
            for (int sequence = 0; sequence < batch; sequence++) {
                int row = arrangement.rowOf()[t * batch + sequence];
                boolean exists = t < lengths[sequence];
                assertEquals(exists ? arrangement.first(t) + arrangement.placeOf()[sequence] : -1, row);
                seen += exists ? 1 : 0;
            }
            assertEquals(seen - arrangement.first(t), arrangement.count(t));
        }
        assertArrayEquals(
                IntStream.range(0, batch).toArray(),
                Arrays.stream(arrangement.placeOf()).sorted().toArray());
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void viewsShowTheRowsOfNeighboursAndEnds(int[] lengths) {
        Arrangement arrangement = arranged(lengths);
        int batch = lengths.length;
        double[][] values = rows(STEPS * batch, 0);
        double[][] initial = rows(batch, 1000);
        double[][] byPlace = rows(batch, 2000);
        double[] zeros = {0};
        double[][] before = new double[STEPS * batch][];
        double[][] after = new double[STEPS * batch][];
        double[][] atFirst = new double[STEPS * batch][];
        double[][] atLast = new double[STEPS * batch][];
        double[][] repeated = new double[STEPS * batch][];
        double[][] first = new double[batch][];
        double[][] last = new double[batch][];
        arrangement.previous(true, values, initial, before);
        arrangement.previous(false, values, initial, after);
        arrangement.place(false, byPlace, zeros, atFirst);
        arrangement.place(true, byPlace, zeros, atLast);
        arrangement.repeat(byPlace, repeated);
        double[][] ofEmpty = new double[batch][];
        arrangement.ofEmpty(byPlace, zeros, ofEmpty);
        arrangement.pick(false, values, initial, first);
        arrangement.pick(true, values, initial, last);
        for (int sequence = 0; sequence < batch; sequence++) {
            int length = lengths[sequence];
            int place = arrangement.placeOf()[sequence];
            for (int t = 0; t < length; t++) {
                int row = row(arrangement, batch, t, sequence);
                assertSame(t == 0 ? initial[sequence] : values[row(arrangement, batch, t - 1, sequence)], before[row]);
                assertSame(
                        t == length - 1 ? initial[sequence] : values[row(arrangement, batch, t + 1, sequence)],
                        after[row]);
                assertSame(t == 0 ? byPlace[place] : zeros, atFirst[row]);
                assertSame(t == length - 1 ? byPlace[place] : zeros, atLast[row]);
                assertSame(byPlace[place], repeated[row]);
            }
            boolean empty = length == 0;
            assertSame(empty ? byPlace[place] : zeros, ofEmpty[place]);
            assertSame(empty ? initial[sequence] : values[row(arrangement, batch, 0, sequence)], first[place]);
            assertSame(empty ? initial[sequence] : values[row(arrangement, batch, length - 1, sequence)], last[place]);
        }
    }

    private static int row(Arrangement arrangement, int batch, int step, int sequence) {
        return arrangement.rowOf()[step * batch + sequence];
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void theEndsAreCarriedAndEmptySequencesStay(int[] lengths) {
        Arrangement arrangement = arranged(lengths);
        int batch = lengths.length;
        double[][] values = rows(STEPS * batch, 0);
        for (boolean last : new boolean[] {false, true}) {
            double[][] initial = rows(batch, 1000);
            arrangement.carry(last, values, initial, 1);
            for (int sequence = 0; sequence < batch; sequence++) {
                int end = last ? lengths[sequence] - 1 : 0;
                double expected =
                        lengths[sequence] == 0 ? 1000 + sequence : values[row(arrangement, batch, end, sequence)][0];
                assertEquals(expected, initial[sequence][0]);
            }
        }
    }

    @Test
    void onlyTheWidthIsCarried() {
        double[][] initial = {{1, 2, 3}};
        new Arrangement(1, 1).carry(true, new double[][] {{7, 8, 9}}, initial, 2);
        assertArrayEquals(new double[] {7, 8, 3}, initial[0]);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void dataGoToTheirRowsAndNothingElseDoes(int[] lengths) {
        Arrangement arrangement = arranged(lengths);
        int batch = lengths.length;
        int[] tokens = IntStream.range(0, STEPS * batch).toArray();
        float[] flat = new float[2 * STEPS * batch];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = i;
        }
        float[][] rows = new float[STEPS * batch][3];
        Arrays.stream(rows).forEach(row -> Arrays.fill(row, -1));
        int[] tokenRows = new int[STEPS * batch];
        Arrays.fill(tokenRows, -1);
        arrangement.fillSteps(flat, 2, rows);
        arrangement.fillSteps(tokens, tokenRows);
        for (int i = 0; i < STEPS * batch; i++) {
            int row = arrangement.rowOf()[i];
            if (row >= 0) {
                assertArrayEquals(new float[] {2 * i, 2 * i + 1, -1}, rows[row]);
                assertEquals(i, tokenRows[row]);
            }
        }
        for (int row = arrangement.rows(); row < STEPS * batch; row++) {
            assertArrayEquals(new float[] {-1, -1, -1}, rows[row]);
            assertEquals(-1, tokenRows[row]);
        }
        arrangement.fillSequences(flat, 2, rows);
        arrangement.fillSequences(tokens, tokenRows);
        for (int sequence = 0; sequence < batch; sequence++) {
            int place = arrangement.placeOf()[sequence];
            assertArrayEquals(new float[] {2 * sequence, 2 * sequence + 1, -1}, rows[place]);
            assertEquals(sequence, tokenRows[place]);
        }
    }

    @Test
    void settingTellsWhetherAnythingChanged() {
        Arrangement arrangement = new Arrangement(STEPS, 2);
        assertFalse(arrangement.set(null));
        assertFalse(arrangement.set(new int[] {4, 4}));
        assertTrue(arrangement.set(new int[] {4, 0}));
        assertFalse(arrangement.set(new int[] {4, 0}));
        assertTrue(arrangement.set(new int[] {0, 4}));
        assertTrue(arrangement.set(null));
        assertArrayEquals(new Arrangement(STEPS, 2).rowOf(), arrangement.rowOf());
    }

    @Test
    void theLengthsGivenAreCopied() {
        int[] lengths = {2, 1};
        Arrangement arrangement = arranged(lengths);
        lengths[0] = 0;
        assertEquals(3, arrangement.rows());
        assertTrue(arrangement.set(lengths));
    }

    @Test
    void whereNoGradientsComeFromAViewOfThemShowsZeros() {
        Arrangement arrangement = new Arrangement(STEPS, 2, 2);
        arrangement.set(new int[] {4, 1});
        float[] zeros = new float[1];
        float[][] view = {{1}, {2}, {3}, {4}, {5}};
        arrangement.cut(zeros, view);
        // The last two steps of the first sequence, the only one of the second.
        assertArrayEquals(new float[][] {{1}, {2}, {3}, {0}, {0}}, view);
    }
}
