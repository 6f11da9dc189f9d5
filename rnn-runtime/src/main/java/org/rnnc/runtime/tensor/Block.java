// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.tensor;

import org.rnnc.runtime.annotation.Precision;

/**
 * Where an engine keeps a logical matrix of {@code rows} x {@code columns}: a rectangle of rows of storage, as it is or
 * transposed. Everything outside the rectangle, padding above all, is left alone.
 *
 * <p>The copying methods take logical elements row by row, do not check their arguments (a {@link
 * Tensor} has done so) and are as safe between threads as the storage.
 */
public interface Block {
    /**
     * Logical rows.
     *
     * @return at least 1
     */
    int rows();

    /**
     * Logical columns.
     *
     * @return at least 1
     */
    int columns();

    /**
     * The number type of the storage.
     *
     * @return float or double
     */
    Precision precision();

    /**
     * One element.
     *
     * @param row logical row
     * @param column logical column
     * @return its value, exact
     */
    double get(int row, int column);

    /**
     * Copies the elements out.
     *
     * @param target written from {@code from} on; doubles are rounded to the nearest float
     * @param from index of the block's first element
     */
    void read(float[] target, int from);

    /**
     * Copies the elements out, exactly.
     *
     * @param target written from {@code from} on
     * @param from index of the block's first element
     */
    void read(double[] target, int from);

    /**
     * Copies elements in, exactly.
     *
     * @param source read from {@code from} on
     * @param from index of the block's first element
     */
    void write(float[] source, int from);

    /**
     * Copies elements in.
     *
     * @param source read from {@code from} on; rounded to the nearest float where the storage is float
     * @param from index of the block's first element
     */
    void write(double[] source, int from);

    /**
     * Looks for a NaN or an infinity. Nothing is allocated.
     *
     * @return how many elements come before the first of them, row by row; -1 if there is none
     */
    default int firstNotFinite() {
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                if (!Double.isFinite(get(i, j))) {
                    return i * columns() + j;
                }
            }
        }
        return -1;
    }

    /**
     * How many elements the block has.
     *
     * @return rows times columns
     */
    default int size() {
        return rows() * columns();
    }
}
