// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedSequencesTest {
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
        PackedSequences mixed = SampleRows.arranged(new int[] {1, 3, 0, 3, 1});
        assertArrayEquals(new int[] {2, 0, 4, 1, 3}, mixed.placeOf());
        assertEquals(3, mixed.steps());
        assertEquals(8, mixed.rows());
        assertArrayEquals(
                new int[] {2, 0, -1, 1, 3, -1, 4, -1, 5, -1, -1, 6, -1, 7, -1, -1, -1, -1, -1, -1}, mixed.rowOf());
        assertArrayEquals(
                new int[] {4, 2, 2, 0},
                IntStream.range(0, SampleRows.STEPS).map(mixed::count).toArray());
    }

    /** Whatever the lengths: all steps are come to, each once, and no more rows at a time than there is room for. */
    @ParameterizedTest
    @MethodSource("org.rnnc.runtime.generated.order.SampleRows#lengths")
    void loopsComeToAllStepsAFewAtATime(int[] lengths) {
        PackedSequences order = SampleRows.arranged(lengths);
        for (int rows = 1; rows < 9; rows++) {
            int room = Math.max(rows, lengths.length);
            for (int t = 0; t < order.steps(); ) {
                int end = order.ahead(t, order.steps(), rows);
                assertTrue(t < end && end <= order.steps());
                assertTrue(order.first(end) - order.first(t) <= room);
                t = end;
            }
            for (int t = order.steps() - 1; t >= 0; ) {
                int last = order.aheadFalling(t, rows);
                assertTrue(0 <= last && last <= t);
                assertTrue(order.first(t + 1) - order.first(last) <= room);
                t = last - 1;
            }
        }
        assertEquals(2, new PackedSequences(5, 3).ahead(0, 5, 7));
        assertEquals(1, new PackedSequences(5, 3).ahead(0, 1, 7));
        assertEquals(3, new PackedSequences(5, 3).aheadFalling(4, 7));
    }

    /** The rows are those that exist, each once, steps one after the other and places side by side. */
    @ParameterizedTest
    @MethodSource("org.rnnc.runtime.generated.order.SampleRows#lengths")
    void everyStepThatExistsHasARow(int[] lengths) {
        PackedSequences order = SampleRows.arranged(lengths);
        int batch = lengths.length;
        assertEquals(Arrays.stream(lengths).sum(), order.rows());
        assertEquals(Arrays.stream(lengths).max().orElse(0), order.steps());
        int seen = 0;
        for (int t = 0; t < SampleRows.STEPS; t++) {
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
    @MethodSource("org.rnnc.runtime.generated.order.SampleRows#lengths")
    void viewsShowTheRowsOfNeighboursAndEnds(int[] lengths) {
        PackedSequences order = SampleRows.arranged(lengths);
        int batch = lengths.length;
        double[][] values = SampleRows.rows(SampleRows.STEPS * batch, 0);
        double[][] initial = SampleRows.rows(batch, 1000);
        double[][] byPlace = SampleRows.rows(batch, 2000);
        double[] zeros = {0};
        double[][] before = new double[SampleRows.STEPS * batch][];
        double[][] after = new double[SampleRows.STEPS * batch][];
        double[][] atFirst = new double[SampleRows.STEPS * batch][];
        double[][] atLast = new double[SampleRows.STEPS * batch][];
        double[][] repeated = new double[SampleRows.STEPS * batch][];
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
                int row = SampleRows.row(order, batch, t, sequence);
                assertSame(
                        t == 0 ? initial[sequence] : values[SampleRows.row(order, batch, t - 1, sequence)],
                        before[row]);
                assertSame(
                        t == length - 1 ? initial[sequence] : values[SampleRows.row(order, batch, t + 1, sequence)],
                        after[row]);
                assertSame(t == 0 ? byPlace[place] : zeros, atFirst[row]);
                assertSame(t == length - 1 ? byPlace[place] : zeros, atLast[row]);
                assertSame(byPlace[place], repeated[row]);
            }
            boolean empty = length == 0;
            assertSame(empty ? byPlace[place] : zeros, ofEmpty[place]);
            assertSame(empty ? initial[sequence] : values[SampleRows.row(order, batch, 0, sequence)], first[place]);
            assertSame(
                    empty ? initial[sequence] : values[SampleRows.row(order, batch, length - 1, sequence)],
                    last[place]);
        }
    }

    @Test
    void settingTellsWhetherAnythingChanged() {
        PackedSequences order = new PackedSequences(SampleRows.STEPS, 2);
        assertFalse(order.set(null));
        assertFalse(order.set(new int[] {4, 4}));
        assertTrue(order.set(new int[] {4, 0}));
        assertFalse(order.set(new int[] {4, 0}));
        assertTrue(order.set(new int[] {0, 4}));
        assertTrue(order.set(null));
        assertArrayEquals(new PackedSequences(SampleRows.STEPS, 2).rowOf(), order.rowOf());
    }

    @Test
    void theLengthsGivenAreCopied() {
        int[] lengths = {2, 1};
        PackedSequences order = SampleRows.arranged(lengths);
        lengths[0] = 0;
        assertEquals(3, order.rows());
        assertTrue(order.set(lengths));
    }

    @Test
    void whereNoGradientsComeFromAViewOfThemShowsZeros() {
        PackedSequences order = new PackedSequences(SampleRows.STEPS, 2, 2);
        order.set(new int[] {4, 1});
        float[] zeros = new float[1];
        float[][] view = {{1}, {2}, {3}, {4}, {5}};
        order.cut(zeros, view);
        // The last two steps of the first sequence, the only one of the second.
        assertArrayEquals(new float[][] {{1}, {2}, {3}, {0}, {0}}, view);
    }
}
