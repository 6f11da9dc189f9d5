// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Objects;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Block;

/**
 * Rows in an order of their own, seen in logical order; a row that does not exist shows zeros. Read only.
 *
 * @param storage the rows
 * @param rowOf by logical row the row in {@code storage}, or -1; live
 */
public record ArrangedBlock(Block storage, int[] rowOf) implements Block {
    /**
     * Checks the parts.
     *
     * @param storage the rows
     * @param rowOf by logical row the row in {@code storage}, or -1
     */
    public ArrangedBlock {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(rowOf, "rowOf");
    }

    @Override
    public int rows() {
        return rowOf.length;
    }

    @Override
    public int columns() {
        return storage.columns();
    }

    @Override
    public Precision precision() {
        return storage.precision();
    }

    @Override
    public double get(int row, int column) {
        return rowOf[row] < 0 ? 0 : storage.get(rowOf[row], column);
    }

    @Override
    public void read(float[] target, int from) {
        for (int i = 0; i < size(); i++) {
            target[from + i] = (float) get(i / columns(), i % columns());
        }
    }

    @Override
    public void read(double[] target, int from) {
        for (int i = 0; i < size(); i++) {
            target[from + i] = get(i / columns(), i % columns());
        }
    }

    @Override
    public void write(float[] source, int from) {
        throw new UnsupportedOperationException("values of a window are read only");
    }

    @Override
    public void write(double[] source, int from) {
        throw new UnsupportedOperationException("values of a window are read only");
    }
}
