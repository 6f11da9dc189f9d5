// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.List;

/** Rows that are all there. */
record TableRows(Table table) implements RowWindows.Rows {
    @Override
    public void look(int from, int to) {}

    @Override
    public double get(int row, int column) {
        return table.get(row, column);
    }

    @Override
    public List<String> columns() {
        return table.columns();
    }

    @Override
    public boolean isInMemory() {
        return true;
    }

    @Override
    public void close() {}
}
