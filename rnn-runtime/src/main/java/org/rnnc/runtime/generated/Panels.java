// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/**
 * Copies of matrices in the order in which products by vectors read them: in panels of a few columns, each an array in
 * which row follows row. The last panel has what is left, filled up with zeros to whole vectors.
 */
public final class Panels {
    /** Rows that are written at a time, so that what is written of a panel lies in the first-level cache. */
    private static final int BLOCK = 64;

    private Panels() {}

    /**
     * Panels of zeros.
     *
     * @param rows of the matrix
     * @param columns of it, a multiple of 8
     * @param wide columns of a panel
     * @param lanes columns of a vector
     * @return one array for each panel
     */
    public static float[][] floats(int rows, int columns, int wide, int lanes) {
        float[][] panels = new float[count(columns, wide)][];
        for (int panel = 0, first = 0; first < columns; panel++) {
            int width = width(columns - first, wide, lanes);
            panels[panel] = new float[rows * width];
            first += width;
        }
        return panels;
    }

    /**
     * Panels of zeros.
     *
     * @param rows of the matrix
     * @param columns of it, a multiple of 8
     * @param wide columns of a panel
     * @param lanes columns of a vector
     * @return one array for each panel
     */
    public static double[][] doubles(int rows, int columns, int wide, int lanes) {
        double[][] panels = new double[count(columns, wide)][];
        for (int panel = 0, first = 0; first < columns; panel++) {
            int width = width(columns - first, wide, lanes);
            panels[panel] = new double[rows * width];
            first += width;
        }
        return panels;
    }

    /**
     * Brings panels up to date.
     *
     * @param panels of {@link #floats}
     * @param rows the matrix
     * @param offset where its columns begin in each row
     * @param columns how many there are
     */
    public static void fill(float[][] panels, float[][] rows, int offset, int columns) {
        int first = 0;
        for (float[] panel : panels) {
            int width = panel.length / rows.length;
            int there = Math.min(width, columns - first);
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], offset + first, panel, row * width, there);
            }
            first += width;
        }
    }

    /**
     * Brings panels up to date.
     *
     * @param panels of {@link #doubles}
     * @param rows the matrix
     * @param offset where its columns begin in each row
     * @param columns how many there are
     */
    public static void fill(double[][] panels, double[][] rows, int offset, int columns) {
        int first = 0;
        for (double[] panel : panels) {
            int width = panel.length / rows.length;
            int there = Math.min(width, columns - first);
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], offset + first, panel, row * width, there);
            }
            first += width;
        }
    }

    /**
     * Brings rows of panels up to date that are the columns of a matrix.
     *
     * @param panels of {@link #floats}, for rows as long as there are columns
     * @param firstRow the first row to write
     * @param columns the matrix, an array for each column
     * @param offset where in each column it begins
     * @param rows how many numbers each column has, and so how many rows there are
     * @param wide columns of a panel
     * @param lanes columns of a vector
     */
    public static void transpose(
            float[][] panels, int firstRow, float[][] columns, int offset, int rows, int wide, int lanes) {
        for (int begin = 0; begin < rows; begin += BLOCK) {
            int end = Math.min(rows, begin + BLOCK);
            int first = 0;
            for (float[] panel : panels) {
                int width = width((columns.length + 7) / 8 * 8 - first, wide, lanes);
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
     * @param panels of {@link #doubles}, for rows as long as there are columns
     * @param firstRow the first row to write
     * @param columns the matrix, an array for each column
     * @param offset where in each column it begins
     * @param rows how many numbers each column has, and so how many rows there are
     * @param wide columns of a panel
     * @param lanes columns of a vector
     */
    public static void transpose(
            double[][] panels, int firstRow, double[][] columns, int offset, int rows, int wide, int lanes) {
        for (int begin = 0; begin < rows; begin += BLOCK) {
            int end = Math.min(rows, begin + BLOCK);
            int first = 0;
            for (double[] panel : panels) {
                int width = width((columns.length + 7) / 8 * 8 - first, wide, lanes);
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

    private static int count(int columns, int wide) {
        return (columns + wide - 1) / wide;
    }

    private static int width(int left, int wide, int lanes) {
        return Math.min(wide, (left + lanes - 1) / lanes * lanes);
    }
}
