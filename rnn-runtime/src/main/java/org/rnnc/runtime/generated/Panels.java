// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/**
 * Copies of matrices in the order in which products by vectors read them: in panels of a few columns, each an array in
 * which row follows row. Panels are wide as long as there are columns for a wide one, then narrow, and the last may be
 * narrower still; so nothing is padded.
 */
public final class Panels {
    private Panels() {}

    /**
     * Panels of zeros.
     *
     * @param rows of the matrix
     * @param columns of it, a multiple of 8
     * @param wide columns of a wide panel
     * @param narrow columns of a narrow one
     * @return one array for each panel
     */
    public static float[][] floats(int rows, int columns, int wide, int narrow) {
        float[][] panels = new float[count(columns, wide, narrow)][];
        for (int panel = 0, first = 0; first < columns; panel++) {
            int width = width(columns - first, wide, narrow);
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
     * @param wide columns of a wide panel
     * @param narrow columns of a narrow one
     * @return one array for each panel
     */
    public static double[][] doubles(int rows, int columns, int wide, int narrow) {
        double[][] panels = new double[count(columns, wide, narrow)][];
        for (int panel = 0, first = 0; first < columns; panel++) {
            int width = width(columns - first, wide, narrow);
            panels[panel] = new double[rows * width];
            first += width;
        }
        return panels;
    }

    /**
     * Brings panels up to date.
     *
     * @param panels of {@link #floats}
     * @param rows the matrix, whose columns are those from {@code offset} on
     */
    public static void fill(float[][] panels, float[][] rows, int offset) {
        int first = offset;
        for (float[] panel : panels) {
            int width = panel.length / rows.length;
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], first, panel, row * width, width);
            }
            first += width;
        }
    }

    /**
     * Brings panels up to date.
     *
     * @param panels of {@link #doubles}
     * @param rows the matrix, whose columns are those from {@code offset} on
     */
    public static void fill(double[][] panels, double[][] rows, int offset) {
        int first = offset;
        for (double[] panel : panels) {
            int width = panel.length / rows.length;
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], first, panel, row * width, width);
            }
            first += width;
        }
    }

    private static int count(int columns, int wide, int narrow) {
        int rest = columns % wide;
        return columns / wide + (rest + narrow - 1) / narrow;
    }

    private static int width(int left, int wide, int narrow) {
        return left >= wide ? wide : Math.min(left, narrow);
    }
}
