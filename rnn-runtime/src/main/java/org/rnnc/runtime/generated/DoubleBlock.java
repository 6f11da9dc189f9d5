// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Objects;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Block;

/**
 * A {@link Block} of doubles. Element (i, j) is {@code storage[first + i][offset + j]}, or {@code storage[first +
 * j][offset + i]} when transposed.
 *
 * @param storage the engine's rows, kept as given
 * @param first the first row used
 * @param offset the first element used of each row
 * @param rows logical rows
 * @param columns logical columns
 * @param transposed whether a storage row holds a logical column
 */
public record DoubleBlock(double[][] storage, int first, int offset, int rows, int columns, boolean transposed)
        implements Block {
    /**
     * Checks that the rectangle lies inside the storage.
     *
     * @param storage the engine's rows, kept as given
     * @param first the first row used
     * @param offset the first element used of each row
     * @param rows logical rows
     * @param columns logical columns
     * @param transposed whether a storage row holds a logical column
     * @throws IllegalArgumentException if it does not
     */
    public DoubleBlock {
        Objects.requireNonNull(storage, "storage");
        Rectangle.check(storage.length, first, offset, rows, columns, transposed);
        int lines = transposed ? columns : rows;
        int end = offset + (transposed ? rows : columns);
        for (int i = 0; i < lines; i++) {
            Rectangle.checkRow(first + i, storage[first + i].length, end);
        }
    }

    /**
     * Views of matrices of one shape that lie side by side, such as those of all gates.
     *
     * @param storage the engine's rows, kept as given, from the first one on
     * @param rows logical rows of each
     * @param columns logical columns of each
     * @param transposed whether a storage row holds a logical column
     * @param offsets the first element used of each row, by matrix
     * @return one for each offset
     * @throws IllegalArgumentException if one lies outside the storage
     */
    public static DoubleBlock[] sideBySide(
            double[][] storage, int rows, int columns, boolean transposed, int... offsets) {
        DoubleBlock[] blocks = new DoubleBlock[offsets.length];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new DoubleBlock(storage, 0, offsets[i], rows, columns, transposed);
        }
        return blocks;
    }

    @Override
    public Precision precision() {
        return Precision.DOUBLE;
    }

    @Override
    public double get(int row, int column) {
        return transposed ? storage[first + column][offset + row] : storage[first + row][offset + column];
    }

    @Override
    public void read(float[] target, int from) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[from + i * columns + j] =
                        (float) (transposed ? storage[first + j][offset + i] : storage[first + i][offset + j]);
            }
        }
    }

    @Override
    public void read(double[] target, int from) {
        for (int i = 0; i < rows; i++) {
            if (!transposed) {
                System.arraycopy(storage[first + i], offset, target, from + i * columns, columns);
                continue;
            }
            for (int j = 0; j < columns; j++) {
                target[from + i * columns + j] = storage[first + j][offset + i];
            }
        }
    }

    @Override
    public void write(float[] source, int from) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double[] row = storage[transposed ? first + j : first + i];
                row[transposed ? offset + i : offset + j] = source[from + i * columns + j];
            }
        }
    }

    @Override
    public void write(double[] source, int from) {
        for (int i = 0; i < rows; i++) {
            if (!transposed) {
                System.arraycopy(source, from + i * columns, storage[first + i], offset, columns);
                continue;
            }
            for (int j = 0; j < columns; j++) {
                storage[first + j][offset + i] = source[from + i * columns + j];
            }
        }
    }
}
