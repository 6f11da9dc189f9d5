// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of a sequence along one axis, or along several, and what every step along another one looks at: for each
 * of some values a row for each step. Copies of a running state share it, so that none of it is copied; who is to read another
 * sequence takes it for that only where no copy looks at it.
 *
 * @param <R> a row, {@code float[]} or {@code double[]}
 */
public final class ReadSteps<R> {
    private final R[][] rows;
    private final int[] lengths;
    private boolean shared;

    /**
     * Makes one of nothing read.
     *
     * @param rows of each value, as many as there is room for
     */
    @SuppressWarnings("PMD.ArrayIsStoredDirectly")
    public ReadSteps(R[][] rows) {
        this.rows = Objects.requireNonNull(rows, "rows");
        this.lengths = new int[rows.length];
    }

    /** The rows of a value; those behind its length mean nothing. */
    public R[] rows(int value) {
        return rows[value];
    }

    /** How many steps there are of a value. */
    public int length(int value) {
        return lengths[value];
    }

    /**
     * Copies rows in.
     *
     * @param value which
     * @param from the rows, one for each step
     * @param offset of the first number in each
     * @param n numbers of a row
     * @param length how many rows
     */
    public void fill(int value, R[] from, int offset, int n, int length) {
        lengths[value] = length;
        for (int i = 0; i < length; i++) {
            System.arraycopy(from[i], offset, rows[value][i], 0, n);
        }
    }

    /** Lets a copy look at it, too: from now on it stays as it is. */
    public ReadSteps<R> share() {
        shared = true;
        return this;
    }

    /**
     * Whether another sequence can be read into it.
     *
     * @param old null if there is none
     * @param value one that there has to be room for
     * @param length how many steps of it
     * @return whether there is room, and nobody else looks at it
     */
    public static boolean isFree(@Nullable ReadSteps<?> old, int value, int length) {
        return old != null && !old.shared && old.rows[value].length >= length;
    }
}
