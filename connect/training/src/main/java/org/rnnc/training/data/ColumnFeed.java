// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.List;
import org.rnnc.runtime.model.DataSpec;

/**
 * What one input or target is made of.
 *
 * @param datum its index, inputs first
 * @param ahead rows between its step and the row it is taken from
 */
record ColumnFeed(int datum, DataSpec spec, int ahead, List<String> columns) {
    /** Where its columns are among all. */
    int[] find(List<String> all) {
        return columns.stream()
                .mapToInt(column -> ColumnNames.index(all, column))
                .toArray();
    }

    /** A token, which must be a whole number within its range. */
    int token(double value, int row) {
        int token = (int) value;
        if (token != value || token < 0 || token >= spec.size()) {
            throw new IllegalArgumentException("row " + row + ", column " + columns.get(0) + ": " + value
                    + " is no token of " + spec.name() + ", expected a whole number from 0 to " + (spec.size() - 1));
        }
        return token;
    }
}
