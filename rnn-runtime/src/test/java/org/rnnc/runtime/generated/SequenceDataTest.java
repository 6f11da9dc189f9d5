// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.runtime.generated.order.PackedSequences;
import org.rnnc.runtime.generated.order.SampleRows;

class SequenceDataTest {
    private static final int STEPS = SampleRows.STEPS;

    @ParameterizedTest
    @MethodSource("org.rnnc.runtime.generated.order.SampleRows#lengths")
    void theEndsAreCarriedAndEmptySequencesStay(int[] lengths) {
        PackedSequences order = SampleRows.arranged(lengths);
        int batch = lengths.length;
        double[][] values = SampleRows.rows(STEPS * batch, 0);
        for (boolean last : new boolean[] {false, true}) {
            double[][] initial = SampleRows.rows(batch, 1000);
            SequenceData.carry(order, last, values, initial, 1);
            for (int sequence = 0; sequence < batch; sequence++) {
                int end = last ? lengths[sequence] - 1 : 0;
                double expected = lengths[sequence] == 0
                        ? 1000 + sequence
                        : values[SampleRows.row(order, batch, end, sequence)][0];
                assertEquals(expected, initial[sequence][0]);
            }
        }
    }

    @Test
    void onlyTheWidthIsCarried() {
        double[][] initial = {{1, 2, 3}};
        SequenceData.carry(new PackedSequences(1, 1), true, new double[][] {{7, 8, 9}}, initial, 2);
        assertArrayEquals(new double[] {7, 8, 3}, initial[0]);
    }

    @ParameterizedTest
    @MethodSource("org.rnnc.runtime.generated.order.SampleRows#lengths")
    void dataGoToTheirRowsAndNothingElseDoes(int[] lengths) {
        PackedSequences order = SampleRows.arranged(lengths);
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
        SequenceData.fillSteps(order, flat, 2, rows);
        SequenceData.fillSteps(order, tokens, tokenRows);
        for (int i = 0; i < STEPS * batch; i++) {
            int row = order.rowOf()[i];
            if (row >= 0) {
                assertArrayEquals(new float[] {2 * i, 2 * i + 1, -1}, rows[row]);
                assertEquals(i, tokenRows[row]);
            }
        }
        for (int row = order.rows(); row < STEPS * batch; row++) {
            assertArrayEquals(new float[] {-1, -1, -1}, rows[row]);
            assertEquals(-1, tokenRows[row]);
        }
        SequenceData.fillSequences(order, flat, 2, rows);
        SequenceData.fillSequences(order, tokens, tokenRows);
        for (int sequence = 0; sequence < batch; sequence++) {
            int place = order.placeOf()[sequence];
            assertArrayEquals(new float[] {2 * sequence, 2 * sequence + 1, -1}, rows[place]);
            assertEquals(sequence, tokenRows[place]);
        }
    }
}
