// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Arrays;
import org.rnnc.runtime.generated.order.RowOrder;
import org.rnnc.runtime.random.RandomSource;

/**
 * A random mask of dropout and its kin: each element is a fixed value with a given probability, else 0. What an element is
 * follows from the seed, the mask's name, the number of the update, the sequence's id, the step and the unit alone
 * (a counter-based generator), so not from the size of the batch, the lengths of the other sequences or the order of work.
 *
 * <p>A row's key is 64 bits, found by SplitMix64's finaliser (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", 2014); an element's 32 bits come from its number and the key by triple32 (Wellons, "Prospecting for Hash
 * Functions", 2018), which is multiplications, shifts and sums of ints: HotSpot computes them in vectors.
 *
 * <p>Holds scratch numbers, so it belongs to one thread; nothing here allocates once it is made.
 */
public final class Mask {
    /** Elements are compared with the probability in so many bits, which an int holds without a sign. */
    private static final int BITS = 31;

    private final long site;
    private final int threshold;
    private final int valueBits;
    private final long wideBits;
    private final double mean;
    private final int size;
    private final int[] units;
    private final int[] chosen;
    private final int[] low;
    private final int[] high;

    /**
     * A mask of vectors, or of matrices.
     *
     * @param seed of the model's random numbers
     * @param name unique among the masks of the model
     * @param probability of an element that is not 0, above 0 and at most 1
     * @param mean the expected value; elements are {@code mean / probability} or 0
     * @param rows elements of a vector, rows of a matrix
     * @param columns of a matrix; 1 for vectors
     */
    public Mask(long seed, String name, double probability, double mean, int rows, int columns) {
        this.site = RandomSource.of(seed).split("mask/" + name).nextLong();
        this.threshold = threshold(probability);
        double value = mean / probability;
        this.wideBits = Double.doubleToRawLongBits(value);
        this.valueBits = Float.floatToRawIntBits((float) value);
        this.mean = mean;
        this.size = rows;
        this.units = new int[rows];
        Arrays.setAll(units, i -> i);
        this.chosen = new int[Math.max(rows, columns)];
        this.low = new int[columns];
        this.high = new int[columns];
    }

    /**
     * Draws an element for each unit of each step that exists.
     *
     * @param update number of the update this is for
     * @param order the order of the rows
     * @param ids {@code [batch]}, of the sequences
     * @param rows filled in, in the order of {@code order}
     */
    public void drawSteps(long update, RowOrder order, long[] ids, float[][] rows) {
        int[] rowOf = order.rowOf();
        int batch = order.batch();
        for (int i = 0; i < order.windowSteps() * batch; i++) {
            if (rowOf[i] >= 0) {
                choose(key(update, ids[i % batch], i / batch));
                write(rows[rowOf[i]], 0, size);
            }
        }
    }

    /**
     * Draws an element for each unit of each step that exists.
     *
     * @param update number of the update this is for
     * @param order the order of the rows
     * @param ids {@code [batch]}, of the sequences
     * @param rows filled in, in the order of {@code order}
     */
    public void drawSteps(long update, RowOrder order, long[] ids, double[][] rows) {
        int[] rowOf = order.rowOf();
        int batch = order.batch();
        for (int i = 0; i < order.windowSteps() * batch; i++) {
            if (rowOf[i] >= 0) {
                choose(key(update, ids[i % batch], i / batch));
                write(rows[rowOf[i]], 0, size);
            }
        }
    }

    /**
     * Draws an element for each unit of each sequence, the same at all steps.
     *
     * @param update number of the update this is for
     * @param order the order of the sequences
     * @param ids {@code [batch]}, of the sequences
     * @param rows filled in, in the order of {@code order}
     */
    public void drawSequences(long update, RowOrder order, long[] ids, float[][] rows) {
        for (int place = 0; place < ids.length; place++) {
            choose(key(update, ids[order.sequenceAt(place)], 0));
            write(rows[place], 0, size);
        }
    }

    /**
     * Draws an element for each unit of each sequence, the same at all steps.
     *
     * @param update number of the update this is for
     * @param order the order of the sequences
     * @param ids {@code [batch]}, of the sequences
     * @param rows filled in, in the order of {@code order}
     */
    public void drawSequences(long update, RowOrder order, long[] ids, double[][] rows) {
        for (int place = 0; place < ids.length; place++) {
            choose(key(update, ids[order.sequenceAt(place)], 0));
            write(rows[place], 0, size);
        }
    }

    /**
     * Draws an element for each of a matrix (or of a vector, as the only column of one).
     *
     * @param update number of the update this is for
     * @param byColumn whether the arrays hold columns, else rows
     * @param offset where in each array the matrix begins
     * @param arrays one for each column (row), filled in
     */
    public void drawMatrix(long update, boolean byColumn, int offset, float[][] arrays) {
        for (int i = 0; i < (byColumn ? low.length : size); i++) {
            chooseArray(update, byColumn, i);
            write(arrays[i], offset, byColumn ? size : low.length);
        }
    }

    /**
     * Draws an element for each of a matrix (or of a vector, as the only column of one).
     *
     * @param update number of the update this is for
     * @param byColumn whether the arrays hold columns, else rows
     * @param offset where in each array the matrix begins
     * @param arrays one for each column (row), filled in
     */
    public void drawMatrix(long update, boolean byColumn, int offset, double[][] arrays) {
        for (int i = 0; i < (byColumn ? low.length : size); i++) {
            chooseArray(update, byColumn, i);
            write(arrays[i], offset, byColumn ? size : low.length);
        }
    }

    /**
     * Sets elements to what is expected of them, as in use.
     *
     * @param arrays filled in
     * @param count how many of them
     * @param offset where in each the mask begins
     * @param length how many elements of each it has
     */
    public void expect(float[][] arrays, int count, int offset, int length) {
        for (int i = 0; i < count; i++) {
            Arrays.fill(arrays[i], offset, offset + length, (float) mean);
        }
    }

    /**
     * Sets elements to what is expected of them, as in use.
     *
     * @param arrays filled in
     * @param count how many of them
     * @param offset where in each the mask begins
     * @param length how many elements of each it has
     */
    public void expect(double[][] arrays, int count, int offset, int length) {
        for (int i = 0; i < count; i++) {
            Arrays.fill(arrays[i], offset, offset + length, mean);
        }
    }

    /**
     * Whether a step has been drawn, of a mask of single numbers whose probability changes.
     *
     * @param update number of the update this is for
     * @param sequence its id
     * @param step of the window
     * @param probability of those that are drawn, below 1
     */
    boolean isDrawn(long update, long sequence, int step, double probability) {
        choose(key(update, sequence, step), threshold(probability));
        return chosen[0] != 0;
    }

    private static int threshold(double probability) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(probability * (1L << BITS)));
    }

    /** What a row's elements begin with. */
    private long key(long update, long sequence, int step) {
        return mix(mix(mix(site + update) + sequence) + step);
    }

    /** SplitMix64's finaliser after a step of its sequence. */
    private static long mix(long x) {
        long z = x + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** One array of a matrix; the mask does not depend on the order it is stored in: a column has one key. */
    private void chooseArray(long update, boolean byColumn, int array) {
        if (byColumn) {
            choose(key(update, 0, array));
            return;
        }
        if (array == 0) {
            for (int column = 0; column < low.length; column++) {
                long key = key(update, 0, column);
                low[column] = (int) key;
                high[column] = (int) (key >>> 32);
            }
        }
        chooseAcross(array);
    }

    /**
     * Sets {@code chosen} to all ones for elements that are not 0, else to 0. The units are read from an array, since
     * C2 does not vectorise a loop that computes with its own counter.
     */
    private void choose(long key) {
        choose(key, threshold);
    }

    private void choose(long key, int limit) {
        int lowKey = (int) key;
        int highKey = (int) (key >>> 32);
        int[] from = units;
        int[] to = chosen;
        for (int j = 0; j < from.length; j++) {
            int x = from[j] + lowKey;
            x = (x ^ (x >>> 17)) * 0xed5ad4bb;
            x = ((x ^ (x >>> 11)) + highKey) * 0xac4c1b51;
            x = (x ^ (x >>> 15)) * 0x31848bab;
            x ^= x >>> 14;
            to[j] = ((x >>> 1) - limit) >> BITS;
        }
    }

    /** The same, for one unit of all columns. */
    private void chooseAcross(int unit) {
        int[] lowKeys = low;
        int[] highKeys = high;
        int[] to = chosen;
        int limit = threshold;
        for (int j = 0; j < lowKeys.length; j++) {
            int x = lowKeys[j] + unit;
            x = (x ^ (x >>> 17)) * 0xed5ad4bb;
            x = ((x ^ (x >>> 11)) + highKeys[j]) * 0xac4c1b51;
            x = (x ^ (x >>> 15)) * 0x31848bab;
            x ^= x >>> 14;
            to[j] = ((x >>> 1) - limit) >> BITS;
        }
    }

    /** A loop of its own, since C2 vectorises none that goes from ints to floats; without a branch to mispredict. */
    private void write(float[] row, int offset, int length) {
        for (int j = 0; j < length; j++) {
            row[offset + j] = Float.intBitsToFloat(chosen[j] & valueBits);
        }
    }

    private void write(double[] row, int offset, int length) {
        for (int j = 0; j < length; j++) {
            row[offset + j] = Double.longBitsToDouble(chosen[j] & wideBits);
        }
    }
}
