// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/**
 * Copies of matrices in the order in which products by vectors read them: in panels of a few columns, each an array in
 * which row follows row. The last panel has what is left, filled up with zeros to whole vectors.
 */
public final class Panels {
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

    private static int count(int columns, int wide) {
        return (columns + wide - 1) / wide;
    }

    /** Of the panel that begins where so many columns are left. */
    static int width(int left, int wide, int lanes) {
        return Math.min(wide, (left + lanes - 1) / lanes * lanes);
    }
}
