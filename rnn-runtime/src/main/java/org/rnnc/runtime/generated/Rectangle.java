// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/** The bounds checks the two kinds of block share. */
final class Rectangle {
    private Rectangle() {}

    static void check(int lines, int first, int offset, int rows, int columns, boolean transposed) {
        long last = (long) first + (transposed ? columns : rows);
        if (rows < 1 || columns < 1 || first < 0 || offset < 0 || last > lines) {
            throw new IllegalArgumentException("block of " + rows + " x " + columns + (transposed ? " transposed" : "")
                    + " at row " + first + ", element " + offset + " does not fit " + lines + " rows of storage");
        }
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("block of " + rows + " x " + columns + " is too large for one array");
        }
    }

    static void checkRow(int row, int length, int end) {
        if (end < 0 || end > length) {
            throw new IllegalArgumentException(
                    "block ends at element " + end + " of storage row " + row + ", which has " + length);
        }
    }
}
