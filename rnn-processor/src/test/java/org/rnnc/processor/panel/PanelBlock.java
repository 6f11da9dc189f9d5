// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Block;

/** A member of a pack in {@link Panels}, seen as the logical matrix. */
public abstract class PanelBlock implements Block {
    private final int vectors;
    private final int first;
    private final int rows;
    private final int columns;
    private final boolean byColumn;

    private PanelBlock(int vectors, int first, int rows, int columns, boolean byColumn) {
        this.vectors = vectors;
        this.first = first;
        this.rows = rows;
        this.columns = columns;
        this.byColumn = byColumn;
    }

    /**
     * A view of floats.
     *
     * @param byColumn whether the vectors are columns of the matrix
     */
    public static PanelBlock of(float[] panels, int vectors, int first, int rows, int columns, boolean byColumn) {
        return new PanelBlock(vectors, first, rows, columns, byColumn) {
            @Override
            public Precision precision() {
                return Precision.FLOAT;
            }

            @Override
            double get(int at) {
                return panels[at];
            }

            @Override
            void set(int at, double value) {
                panels[at] = (float) value;
            }
        };
    }

    /**
     * A view of doubles.
     *
     * @param byColumn whether the vectors are columns of the matrix
     */
    public static PanelBlock of(double[] panels, int vectors, int first, int rows, int columns, boolean byColumn) {
        return new PanelBlock(vectors, first, rows, columns, byColumn) {
            @Override
            public Precision precision() {
                return Precision.DOUBLE;
            }

            @Override
            double get(int at) {
                return panels[at];
            }

            @Override
            void set(int at, double value) {
                panels[at] = value;
            }
        };
    }

    abstract double get(int at);

    abstract void set(int at, double value);

    private int at(int row, int column) {
        return byColumn ? Panels.at(vectors, column, first + row) : Panels.at(vectors, row, first + column);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double get(int row, int column) {
        return get(at(row, column));
    }

    @Override
    public void read(float[] target, int from) {
        for (int i = 0; i < size(); i++) {
            target[from + i] = (float) get(i / columns, i % columns);
        }
    }

    @Override
    public void read(double[] target, int from) {
        for (int i = 0; i < size(); i++) {
            target[from + i] = get(i / columns, i % columns);
        }
    }

    @Override
    public void write(float[] source, int from) {
        for (int i = 0; i < size(); i++) {
            set(at(i / columns, i % columns), source[from + i]);
        }
    }

    @Override
    public void write(double[] source, int from) {
        for (int i = 0; i < size(); i++) {
            set(at(i / columns, i % columns), source[from + i]);
        }
    }
}
