// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/**
 * Copies of matrices that are kept by column, in the other order: for products with their transposes. Each number is
 * written once, four columns at a time, and of so few rows that these stay in the first-level cache meanwhile.
 */
public final class Transposition {
    /** Rows that are written at a time. */
    private static final int BLOCK = 64;

    private Transposition() {}

    /**
     * Copies columns of a matrix into rows.
     *
     * @param to {@code [...][columns]}, whose rows from {@code firstRow} on are written
     * @param columns the matrix, an array for each column
     * @param offset where in each column to begin
     * @param rows how many numbers of each column, and so how many rows
     */
    public static void toRows(float[][] to, int firstRow, float[][] columns, int offset, int rows) {
        for (int begin = 0; begin < rows; begin += BLOCK) {
            int end = Math.min(rows, begin + BLOCK);
            int column = 0;
            for (; column + 4 <= columns.length; column += 4) {
                float[] from0 = columns[column];
                float[] from1 = columns[column + 1];
                float[] from2 = columns[column + 2];
                float[] from3 = columns[column + 3];
                for (int row = begin; row < end; row++) {
                    float[] one = to[firstRow + row];
                    one[column] = from0[offset + row];
                    one[column + 1] = from1[offset + row];
                    one[column + 2] = from2[offset + row];
                    one[column + 3] = from3[offset + row];
                }
            }
            for (; column < columns.length; column++) {
                float[] from = columns[column];
                for (int row = begin; row < end; row++) {
                    to[firstRow + row][column] = from[offset + row];
                }
            }
        }
    }

    /**
     * Copies columns of a matrix into rows.
     *
     * @param to {@code [...][columns]}, whose rows from {@code firstRow} on are written
     * @param columns the matrix, an array for each column
     * @param offset where in each column to begin
     * @param rows how many numbers of each column, and so how many rows
     */
    public static void toRows(double[][] to, int firstRow, double[][] columns, int offset, int rows) {
        for (int begin = 0; begin < rows; begin += BLOCK) {
            int end = Math.min(rows, begin + BLOCK);
            int column = 0;
            for (; column + 4 <= columns.length; column += 4) {
                double[] from0 = columns[column];
                double[] from1 = columns[column + 1];
                double[] from2 = columns[column + 2];
                double[] from3 = columns[column + 3];
                for (int row = begin; row < end; row++) {
                    double[] one = to[firstRow + row];
                    one[column] = from0[offset + row];
                    one[column + 1] = from1[offset + row];
                    one[column + 2] = from2[offset + row];
                    one[column + 3] = from3[offset + row];
                }
            }
            for (; column < columns.length; column++) {
                double[] from = columns[column];
                for (int row = begin; row < end; row++) {
                    to[firstRow + row][column] = from[offset + row];
                }
            }
        }
    }

    /**
     * Brings rows of panels up to date that are the columns of a matrix.
     *
     * @param panels of {@link Panels#floats}, for rows as long as there are columns
     * @param firstRow the first row to write
     * @param columns the matrix, an array for each column
     * @param offset where in each column it begins
     * @param rows how many numbers each column has, and so how many rows there are
     * @param wide columns of a panel
     * @param lanes columns of a vector
     */
    public static void toPanels(
            float[][] panels, int firstRow, float[][] columns, int offset, int rows, int wide, int lanes) {
        for (int begin = 0; begin < rows; begin += BLOCK) {
            int end = Math.min(rows, begin + BLOCK);
            int first = 0;
            for (float[] panel : panels) {
                int width = Panels.width((columns.length + 7) / 8 * 8 - first, wide, lanes);
                int there = Math.min(width, columns.length - first);
                int column = 0;
                for (; column + 4 <= there; column += 4) {
                    float[] from0 = columns[first + column];
                    float[] from1 = columns[first + column + 1];
                    float[] from2 = columns[first + column + 2];
                    float[] from3 = columns[first + column + 3];
                    for (int row = begin, at = (firstRow + begin) * width + column; row < end; row++, at += width) {
                        panel[at] = from0[offset + row];
                        panel[at + 1] = from1[offset + row];
                        panel[at + 2] = from2[offset + row];
                        panel[at + 3] = from3[offset + row];
                    }
                }
                for (; column < there; column++) {
                    float[] from = columns[first + column];
                    for (int row = begin, at = (firstRow + begin) * width + column; row < end; row++, at += width) {
                        panel[at] = from[offset + row];
                    }
                }
                first += width;
            }
        }
    }

    /**
     * Brings rows of panels up to date that are the columns of a matrix.
     *
     * @param panels of {@link Panels#doubles}, for rows as long as there are columns
     * @param firstRow the first row to write
     * @param columns the matrix, an array for each column
     * @param offset where in each column it begins
     * @param rows how many numbers each column has, and so how many rows there are
     * @param wide columns of a panel
     * @param lanes columns of a vector
     */
    public static void toPanels(
            double[][] panels, int firstRow, double[][] columns, int offset, int rows, int wide, int lanes) {
        for (int begin = 0; begin < rows; begin += BLOCK) {
            int end = Math.min(rows, begin + BLOCK);
            int first = 0;
            for (double[] panel : panels) {
                int width = Panels.width((columns.length + 7) / 8 * 8 - first, wide, lanes);
                int there = Math.min(width, columns.length - first);
                int column = 0;
                for (; column + 4 <= there; column += 4) {
                    double[] from0 = columns[first + column];
                    double[] from1 = columns[first + column + 1];
                    double[] from2 = columns[first + column + 2];
                    double[] from3 = columns[first + column + 3];
                    for (int row = begin, at = (firstRow + begin) * width + column; row < end; row++, at += width) {
                        panel[at] = from0[offset + row];
                        panel[at + 1] = from1[offset + row];
                        panel[at + 2] = from2[offset + row];
                        panel[at + 3] = from3[offset + row];
                    }
                }
                for (; column < there; column++) {
                    double[] from = columns[first + column];
                    for (int row = begin, at = (firstRow + begin) * width + column; row < end; row++, at += width) {
                        panel[at] = from[offset + row];
                    }
                }
                first += width;
            }
        }
    }
}
