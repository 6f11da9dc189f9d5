// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Rows that somebody else makes; what is wrong with one is said with its number. */
final class IteratedRows implements RowSource {
    private final List<String> columns;
    private final Supplier<? extends Iterator<double[]>> rows;

    IteratedRows(List<String> columns, Supplier<? extends Iterator<double[]>> rows) {
        this.columns = ColumnNames.checked(columns);
        this.rows = rows;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public RowReader open() {
        Iterator<double[]> iterator = rows.get();
        return new RowReader() {
            private long number;

            @Override
            public boolean next(double[] row) {
                if (!iterator.hasNext()) {
                    return false;
                }
                double[] next = iterator.next();
                ColumnNames.check(columns, next, number++);
                System.arraycopy(next, 0, row, 0, row.length);
                return true;
            }
        };
    }
}
