// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.kernel;

/**
 * Storage with an array for each row, the form HotSpot's C2 compiler vectorises best, and copies of flat logical data
 * {@code [rows][n]} into it and back. Stateless; as safe between threads as the arrays.
 */
public final class Rows {
    private Rows() {}

    /**
     * Makes rows of zeros.
     *
     * @param rows how many
     * @param paddedWidth length of each, padding included
     * @return {@code [rows][paddedWidth]}
     */
    public static float[][] floats(int rows, int paddedWidth) {
        return new float[rows][paddedWidth];
    }

    /**
     * Copies flat data into rows; what lies behind the first n elements of a row stays.
     *
     * @param flat {@code [rows][n]}
     * @param n elements per row
     * @param rows the rows to fill, all of them
     * @throws IndexOutOfBoundsException if {@code flat} or a row is too short
     */
    public static void fill(float[] flat, int n, float[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * n, rows[i], 0, n);
        }
    }

    /**
     * Copies the first n elements of each row out.
     *
     * @param rows the rows to read, all of them
     * @param n elements per row
     * @param flat filled in, {@code [rows][n]}
     * @throws IndexOutOfBoundsException if {@code flat} or a row is too short
     */
    public static void read(float[][] rows, int n, float[] flat) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * n, n);
        }
    }

    /**
     * Makes rows of zeros.
     *
     * @param rows how many
     * @param paddedWidth length of each, padding included
     * @return {@code [rows][paddedWidth]}
     */
    public static double[][] doubles(int rows, int paddedWidth) {
        return new double[rows][paddedWidth];
    }

    /**
     * Copies flat data into rows; what lies behind the first n elements of a row stays.
     *
     * @param flat {@code [rows][n]}
     * @param n elements per row
     * @param rows the rows to fill, all of them
     * @throws IndexOutOfBoundsException if {@code flat} or a row is too short
     */
    public static void fill(double[] flat, int n, double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * n, rows[i], 0, n);
        }
    }

    /**
     * Copies the first n elements of each row out.
     *
     * @param rows the rows to read, all of them
     * @param n elements per row
     * @param flat filled in, {@code [rows][n]}
     * @throws IndexOutOfBoundsException if {@code flat} or a row is too short
     */
    public static void read(double[][] rows, int n, double[] flat) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * n, n);
        }
    }
}
