// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Storage with an array for each row, the form HotSpot's C2 compiler vectorises best, and copies of flat logical data
 * {@code [rows][n]} into it and back. Stateless; as safe between threads as the arrays.
 */
public final class Rows {
    /** So far a vector of 16 may read behind the end of a row whose last eight numbers it wants. */
    private static final int BEHIND = 8;

    /** What the processor brings into its cache at a time, on all machines that there are vectors for. */
    private static final int LINE_BYTES = 64;

    /** What an array of the JVM has before its numbers. */
    private static final int HEADER_BYTES = 16;

    /** Shorter rows are as short as can be: what they would be rounded up by is much of them. */
    private static final int LONG_BYTES = 4 * LINE_BYTES;

    private Rows() {}

    /**
     * Makes rows of zeros. The eight numbers behind their end may be read, and mean nothing.
     *
     * @param rows how many
     * @param paddedWidth length of each, padding included
     * @return {@code [rows][paddedWidth]}
     */
    public static float[][] floats(int rows, int paddedWidth) {
        return new float[rows][roomOf(paddedWidth + BEHIND, Float.BYTES)];
    }

    /**
     * Makes rows of zeros that take turns: row {@code i} is row {@code i + turn}, too, and so on.
     *
     * @param rows how many there are to be seen
     * @param turn how many of them are different ones
     * @param paddedWidth length of each, padding included
     * @return {@code [rows][paddedWidth]}
     */
    public static float[][] floats(int rows, int turn, int paddedWidth) {
        float[][] own = floats(Math.min(rows, turn), paddedWidth);
        float[][] all = new float[rows][];
        for (int i = 0; i < rows; i++) {
            all[i] = own[i % turn];
        }
        return all;
    }

    /**
     * Makes the numbers from 0 on.
     *
     * @param count how many
     * @return {@code [count]}
     */
    public static int[] numbers(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    /**
     * A length of at least {@code wanted} with which long rows are whole lines of the cache. The JVM mostly lays rows one
     * after the other; then all of them begin at the same place of a line. A loop that writes two rows is aligned to one of
     * them, and so to both.
     */
    private static int roomOf(int wanted, int bytes) {
        int used = HEADER_BYTES + wanted * bytes;
        if (used < LONG_BYTES) {
            return wanted;
        }
        int lines = (used + LINE_BYTES - 1) / LINE_BYTES;
        return (lines * LINE_BYTES - HEADER_BYTES) / bytes;
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
     * Sets the first n elements of each row to one number; what lies behind them stays.
     *
     * @param rows the rows to fill, all of them
     * @param n elements per row
     * @param value the number
     * @throws IndexOutOfBoundsException if a row is too short
     */
    public static void fill(float[][] rows, int n, float value) {
        for (float[] row : rows) {
            Arrays.fill(row, 0, n, value);
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
        return new double[rows][roomOf(paddedWidth, Double.BYTES)];
    }

    /**
     * Makes rows of zeros that take turns: row {@code i} is row {@code i + turn}, too, and so on.
     *
     * @param rows how many there are to be seen
     * @param turn how many of them are different ones
     * @param paddedWidth length of each, padding included
     * @return {@code [rows][paddedWidth]}
     */
    public static double[][] doubles(int rows, int turn, int paddedWidth) {
        double[][] own = doubles(Math.min(rows, turn), paddedWidth);
        double[][] all = new double[rows][];
        for (int i = 0; i < rows; i++) {
            all[i] = own[i % turn];
        }
        return all;
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
     * Sets the first n elements of each row to one number; what lies behind them stays.
     *
     * @param rows the rows to fill, all of them
     * @param n elements per row
     * @param value the number
     * @throws IndexOutOfBoundsException if a row is too short
     */
    public static void fill(double[][] rows, int n, double value) {
        for (double[] row : rows) {
            Arrays.fill(row, 0, n, value);
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

    /**
     * Copies rows within their array.
     *
     * @param rows the rows
     * @param from first row to copy
     * @param to first row to overwrite
     * @param count how many
     */
    public static void copy(float[][] rows, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows[from + i], 0, rows[to + i], 0, rows[to + i].length);
        }
    }

    /**
     * Fills rows with zeros.
     *
     * @param rows the rows
     * @param first the first of them
     * @param count how many
     */
    public static void clear(float[][] rows, int first, int count) {
        for (int i = first; i < first + count; i++) {
            Arrays.fill(rows[i], 0);
        }
    }

    /**
     * Fills with zeros those rows that have been touched, and forgets which they were.
     *
     * @param rows the rows
     * @param touched the numbers of those that may differ from zero; empty afterwards
     */
    public static void clear(float[][] rows, BitSet touched) {
        for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
            Arrays.fill(rows[row], 0);
        }
        touched.clear();
    }

    /**
     * Shows one row per sequence as one per step and sequence: the same arrays again and again.
     *
     * @param rows holds the rows
     * @param first the first of them
     * @param batch how many
     * @param steps how often
     * @return {@code [steps * batch]} rows
     */
    public static float[][] repeat(float[][] rows, int first, int batch, int steps) {
        float[][] repeated = new float[steps * batch][];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = rows[first + i % batch];
        }
        return repeated;
    }

    /**
     * Shows one row per sequence at one step, and zeros at all others.
     *
     * @param rows holds the rows
     * @param first the first of them
     * @param batch how many
     * @param steps how many steps
     * @param at the step that shows them
     * @return {@code [steps * batch]} rows, of which the zeros are one array
     */
    public static float[][] place(float[][] rows, int first, int batch, int steps, int at) {
        float[] zeros = new float[rows[first].length];
        float[][] placed = new float[steps * batch][];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = i / batch == at ? rows[first + i % batch] : zeros;
        }
        return placed;
    }

    /**
     * Copies rows within their array.
     *
     * @param rows the rows
     * @param from first row to copy
     * @param to first row to overwrite
     * @param count how many
     */
    public static void copy(double[][] rows, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows[from + i], 0, rows[to + i], 0, rows[to + i].length);
        }
    }

    /**
     * Fills rows with zeros.
     *
     * @param rows the rows
     * @param first the first of them
     * @param count how many
     */
    public static void clear(double[][] rows, int first, int count) {
        for (int i = first; i < first + count; i++) {
            Arrays.fill(rows[i], 0);
        }
    }

    /**
     * Fills with zeros those rows that have been touched, and forgets which they were.
     *
     * @param rows the rows
     * @param touched the numbers of those that may differ from zero; empty afterwards
     */
    public static void clear(double[][] rows, BitSet touched) {
        for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
            Arrays.fill(rows[row], 0);
        }
        touched.clear();
    }

    /**
     * Shows one row per sequence as one per step and sequence: the same arrays again and again.
     *
     * @param rows holds the rows
     * @param first the first of them
     * @param batch how many
     * @param steps how often
     * @return {@code [steps * batch]} rows
     */
    public static double[][] repeat(double[][] rows, int first, int batch, int steps) {
        double[][] repeated = new double[steps * batch][];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = rows[first + i % batch];
        }
        return repeated;
    }

    /**
     * Shows one row per sequence at one step, and zeros at all others.
     *
     * @param rows holds the rows
     * @param first the first of them
     * @param batch how many
     * @param steps how many steps
     * @param at the step that shows them
     * @return {@code [steps * batch]} rows, of which the zeros are one array
     */
    public static double[][] place(double[][] rows, int first, int batch, int steps, int at) {
        double[] zeros = new double[rows[first].length];
        double[][] placed = new double[steps * batch][];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = i / batch == at ? rows[first + i % batch] : zeros;
        }
        return placed;
    }
}
