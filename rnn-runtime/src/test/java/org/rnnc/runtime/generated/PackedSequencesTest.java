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

class PackedSequencesTest {
    static final int STEPS = 4;

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

    static PackedSequences arranged(int[] lengths) {
        PackedSequences order = new PackedSequences(STEPS, lengths.length);
        order.set(lengths);
        return order;
    }

    /** Rows, each told apart by its only number. */
    static double[][] rows(int count, int from) {
        return IntStream.range(0, count).mapToObj(i -> new double[] {from + i}).toArray(double[][]::new);
    }

    @Test
    void atFullLengthRowsLieAsGiven() {
        PackedSequences full = new PackedSequences(3, 2);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, full.rowOf());
        assertArrayEquals(new int[] {0, 1}, full.placeOf());
        assertEquals(3, full.steps());
        assertEquals(6, full.rows());
        assertEquals(4, full.first(2));
        assertEquals(2, full.count(2));
    }

    @Test
    void longSequencesComeFirstAndEqualOnesAsGiven() {
        PackedSequences mixed = arranged(new int[] {1, 3, 0, 3, 1});
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
        PackedSequences order = arranged(lengths);
        int batch = lengths.length;
        assertEquals(Arrays.stream(lengths).sum(), order.rows());
        assertEquals(Arrays.stream(lengths).max().orElse(0), order.steps());
        int seen = 0;
        for (int t = 0; t < STEPS; t++) {
            assertEquals(seen, order.first(t));
            for (int sequence = 0; sequence < batch; sequence++) {
                int row = order.rowOf()[t * batch + sequence];
                boolean exists = t < lengths[sequence];
                assertEquals(exists ? order.first(t) + order.placeOf()[sequence] : -1, row);
                seen += exists ? 1 : 0;
            }
            assertEquals(seen - order.first(t), order.count(t));
        }
        assertArrayEquals(
                IntStream.range(0, batch).toArray(),
                Arrays.stream(order.placeOf()).sorted().toArray());
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void viewsShowTheRowsOfNeighboursAndEnds(int[] lengths) {
        PackedSequences order = arranged(lengths);
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
        order.previous(true, values, initial, before);
        order.previous(false, values, initial, after);
        order.scatterStep(false, byPlace, zeros, atFirst);
        order.scatterStep(true, byPlace, zeros, atLast);
        order.repeat(byPlace, repeated);
        double[][] ofEmpty = new double[batch][];
        order.ofEmpty(byPlace, zeros, ofEmpty);
        order.selectStep(false, values, initial, first);
        order.selectStep(true, values, initial, last);
        for (int sequence = 0; sequence < batch; sequence++) {
            int length = lengths[sequence];
            int place = order.placeOf()[sequence];
            for (int t = 0; t < length; t++) {
                int row = row(order, batch, t, sequence);
                assertSame(t == 0 ? initial[sequence] : values[row(order, batch, t - 1, sequence)], before[row]);
                assertSame(
                        t == length - 1 ? initial[sequence] : values[row(order, batch, t + 1, sequence)], after[row]);
                assertSame(t == 0 ? byPlace[place] : zeros, atFirst[row]);
                assertSame(t == length - 1 ? byPlace[place] : zeros, atLast[row]);
                assertSame(byPlace[place], repeated[row]);
            }
            boolean empty = length == 0;
            assertSame(empty ? byPlace[place] : zeros, ofEmpty[place]);
            assertSame(empty ? initial[sequence] : values[row(order, batch, 0, sequence)], first[place]);
            assertSame(empty ? initial[sequence] : values[row(order, batch, length - 1, sequence)], last[place]);
        }
    }

    static int row(PackedSequences order, int batch, int step, int sequence) {
        return order.rowOf()[step * batch + sequence];
    }

    @Test
    void settingTellsWhetherAnythingChanged() {
        PackedSequences order = new PackedSequences(STEPS, 2);
        assertFalse(order.set(null));
        assertFalse(order.set(new int[] {4, 4}));
        assertTrue(order.set(new int[] {4, 0}));
        assertFalse(order.set(new int[] {4, 0}));
        assertTrue(order.set(new int[] {0, 4}));
        assertTrue(order.set(null));
        assertArrayEquals(new PackedSequences(STEPS, 2).rowOf(), order.rowOf());
    }

    @Test
    void theLengthsGivenAreCopied() {
        int[] lengths = {2, 1};
        PackedSequences order = arranged(lengths);
        lengths[0] = 0;
        assertEquals(3, order.rows());
        assertTrue(order.set(lengths));
    }

    @Test
    void whereNoGradientsComeFromAViewOfThemShowsZeros() {
        PackedSequences order = new PackedSequences(STEPS, 2, 2);
        order.set(new int[] {4, 1});
        float[] zeros = new float[1];
        float[][] view = {{1}, {2}, {3}, {4}, {5}};
        order.cut(zeros, view);
        // The last two steps of the first sequence, the only one of the second.
        assertArrayEquals(new float[][] {{1}, {2}, {3}, {0}, {0}}, view);
    }
}
