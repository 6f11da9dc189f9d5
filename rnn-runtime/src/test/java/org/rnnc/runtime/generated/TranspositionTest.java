// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a copy against the columns they come from; panels against rows that are copied into panels. */
class TranspositionTest {
    private static final int BEFORE = 3;
    private static final int BEHIND = 5;
    private static final int OFFSET = 16;

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 8", "9, 3", "65, 100", "64, 64", "129, 7", "200, 72"})
    void floats(int rows, int columns) {
        float[][] matrix = new float[columns][OFFSET + rows];
        float[][] expected = Rows.floats(BEFORE + rows + BEHIND, (columns + 7) / 8 * 8);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                float number = 1 + row * columns + column;
                matrix[column][OFFSET + row] = number;
                expected[BEFORE + row][column] = number;
            }
        }
        float[][] copied = Rows.floats(expected.length, (columns + 7) / 8 * 8);
        Transposition.toRows(copied, BEFORE, matrix, OFFSET, rows);
        assertArrayEquals(expected, copied);
        for (int lanes = 4; lanes <= 16; lanes *= 2) {
            float[][] panels = Panels.floats(expected.length, (columns + 7) / 8 * 8, 4 * lanes, lanes);
            Panels.fill(panels, expected, 0, (columns + 7) / 8 * 8);
            float[][] transposed = Panels.floats(expected.length, (columns + 7) / 8 * 8, 4 * lanes, lanes);
            Transposition.toPanels(transposed, BEFORE, matrix, OFFSET, rows, 4 * lanes, lanes);
            assertArrayEquals(panels, transposed);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 8", "9, 3", "65, 100", "64, 64", "129, 7", "200, 72"})
    void doubles(int rows, int columns) {
        double[][] matrix = new double[columns][OFFSET + rows];
        double[][] expected = Rows.doubles(BEFORE + rows + BEHIND, (columns + 7) / 8 * 8);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                double number = 1 + row * columns + column;
                matrix[column][OFFSET + row] = number;
                expected[BEFORE + row][column] = number;
            }
        }
        double[][] copied = Rows.doubles(expected.length, (columns + 7) / 8 * 8);
        Transposition.toRows(copied, BEFORE, matrix, OFFSET, rows);
        assertArrayEquals(expected, copied);
        for (int lanes = 2; lanes <= 8; lanes *= 2) {
            double[][] panels = Panels.doubles(expected.length, (columns + 7) / 8 * 8, 4 * lanes, lanes);
            Panels.fill(panels, expected, 0, (columns + 7) / 8 * 8);
            double[][] transposed = Panels.doubles(expected.length, (columns + 7) / 8 * 8, 4 * lanes, lanes);
            Transposition.toPanels(transposed, BEFORE, matrix, OFFSET, rows, 4 * lanes, lanes);
            assertArrayEquals(panels, transposed);
        }
    }
}
