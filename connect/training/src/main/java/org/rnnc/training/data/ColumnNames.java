// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.rnnc.runtime.support.Names;

/** Names of columns, and what is said where one is wrong. */
final class ColumnNames {
    private ColumnNames() {}

    /** A copy, unless they are not names of columns. */
    static List<String> checked(List<String> columns) {
        List<String> names = List.copyOf(Objects.requireNonNull(columns, "columns"));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there is no column");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("a column's name must be one line of text, found \"" + name + "\"");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two columns are called \"" + name + "\"");
            }
        }
        return names;
    }

    static int index(List<String> columns, String name) {
        int index = columns.indexOf(Objects.requireNonNull(name, "name"));
        if (index < 0) {
            String hint = Names.nearest(name, columns)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "there is no column \"" + name + "\". There are: " + String.join(", ", columns) + hint);
        }
        return index;
    }

    /** A row has a finite number for each column. */
    static void check(List<String> columns, double[] row, long number) {
        if (row == null || row.length != columns.size()) {
            throw new IllegalArgumentException("row " + number + ": expected " + columns.size()
                    + " numbers, one for each of " + String.join(", ", columns) + ", found "
                    + (row == null ? "null" : row.length));
        }
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                throw new IllegalArgumentException(
                        "row " + number + ", column " + columns.get(i) + ": " + row[i] + " is not a finite number");
            }
        }
    }
}
