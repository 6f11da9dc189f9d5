// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.jspecify.annotations.Nullable;

/** Reads an array of floats or doubles row by row, as doubles, in one place of its own. */
final class Rows {
    private static final double[] NONE = {};

    private final String what;
    private final double[] row;

    /** Null where there are doubles. */
    private float @Nullable [] floats;

    private double[] doubles = NONE;

    Rows(String what, int size) {
        this.what = what;
        row = new double[size];
    }

    void of(float[] array) {
        check(array == null ? -1 : array.length);
        floats = array;
        doubles = NONE;
    }

    void of(double[] array) {
        check(array == null ? -1 : array.length);
        floats = null;
        doubles = array;
    }

    int count() {
        return (floats == null ? doubles.length : floats.length) / row.length;
    }

    /** A row, until the next is read. */
    double[] read(int index) {
        int from = index * row.length;
        if (floats == null) {
            System.arraycopy(doubles, from, row, 0, row.length);
        } else {
            for (int i = 0; i < row.length; i++) {
                row[i] = floats[from + i];
            }
        }
        return row;
    }

    /** The same for a row that must not hold a NaN. */
    double[] readChecked(int index) {
        read(index);
        for (int i = 0; i < row.length; i++) {
            if (row[i] != row[i]) {
                throw new IllegalArgumentException(what + ": NaN at index " + (index * row.length + i));
            }
        }
        return row;
    }

    private void check(int length) {
        if (length < 0) {
            throw new IllegalArgumentException(what + ": expected an array, found null");
        }
        if (length % row.length != 0) {
            throw new IllegalArgumentException(
                    what + ": length " + length + " is not a multiple of " + row.length + ", the numbers of one");
        }
    }
}
