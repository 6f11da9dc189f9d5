// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Arrays;
import java.util.Objects;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Block;

/**
 * Zeros that nothing is behind, as the gradient of what is frozen. What is written is dropped.
 *
 * @param precision of the tensor that it is a part of
 * @param rows logical rows
 * @param columns logical columns
 */
public record ZeroBlock(Precision precision, int rows, int columns) implements Block {
    /**
     * Checks the parts.
     *
     * @param precision of the tensor that it is a part of
     * @param rows logical rows
     * @param columns logical columns
     * @throws IllegalArgumentException if a size is less than 1
     */
    public ZeroBlock {
        Objects.requireNonNull(precision, "precision");
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("block of " + rows + " x " + columns + " zeros");
        }
    }

    @Override
    public double get(int row, int column) {
        return 0;
    }

    @Override
    public void read(float[] target, int from) {
        Arrays.fill(target, from, from + size(), 0);
    }

    @Override
    public void read(double[] target, int from) {
        Arrays.fill(target, from, from + size(), 0);
    }

    @Override
    public void write(float[] source, int from) {}

    @Override
    public void write(double[] source, int from) {}
}
