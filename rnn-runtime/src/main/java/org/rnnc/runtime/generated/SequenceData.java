// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Arrays;
import org.rnnc.runtime.generated.order.PairedSequences;
import org.rnnc.runtime.generated.order.RowOrder;

/**
 * Copies data of sequences, which come step by step, to where the order of the rows wants them, and back. Nothing here
 * allocates.
 */
public final class SequenceData {
    private SequenceData() {}

    /**
     * Copies the values at the end of each sequence to where its next window starts from; an empty one's stay.
     *
     * @param order of the rows
     * @param last whether the end is the last step, else the first
     * @param values by row
     * @param initial by sequence, filled in
     * @param width numbers of a row
     */
    public static <R> void carry(RowOrder order, boolean last, R[] values, R[] initial, int width) {
        for (int sequence = 0; sequence < order.batch(); sequence++) {
            System.arraycopy(order.endOf(last, values, initial, sequence), 0, initial[sequence], 0, width);
        }
    }

    /**
     * Copies data into rows.
     *
     * @param order of the rows
     * @param flat {@code [steps][batch][n]}, an array of the rows' type
     * @param n numbers of a step
     * @param rows by row, filled in
     */
    public static <R> void fillSteps(RowOrder order, Object flat, int n, R[] rows) {
        fillSteps(order, flat, 0, n, rows);
    }

    /**
     * Copies data into rows.
     *
     * @param order of the rows
     * @param flat {@code [steps][batch][n]} from {@code from} on, an array of the rows' type
     * @param from where they begin
     * @param n numbers of a step
     * @param rows by row, filled in
     */
    public static <R> void fillSteps(RowOrder order, Object flat, int from, int n, R[] rows) {
        int[] rowOf = order.rowOf();
        for (int i = 0; i < order.windowSteps() * order.batch(); i++) {
            if (rowOf[i] >= 0) {
                System.arraycopy(flat, from + i * n, rows[rowOf[i]], 0, n);
            }
        }
    }

    /**
     * Copies data into rows.
     *
     * @param order of the rows
     * @param flat {@code [batch][n]}, an array of the rows' type
     * @param n numbers of a sequence
     * @param rows by place, filled in
     */
    public static <R> void fillSequences(RowOrder order, Object flat, int n, R[] rows) {
        fillSequences(order, flat, 0, n, rows);
    }

    /**
     * Copies data into rows.
     *
     * @param order of the rows
     * @param flat {@code [batch][n]} from {@code from} on, an array of the rows' type
     * @param from where they begin
     * @param n numbers of a sequence
     * @param rows by place, filled in
     */
    public static <R> void fillSequences(RowOrder order, Object flat, int from, int n, R[] rows) {
        for (int sequence = 0; sequence < order.batch(); sequence++) {
            System.arraycopy(flat, from + sequence * n, rows[order.placeOf()[sequence]], 0, n);
        }
    }

    /** Copies tokens {@code [steps][batch]} to their rows. */
    public static void fillSteps(RowOrder order, int[] flat, int[] tokens) {
        fillSteps(order, flat, 0, tokens);
    }

    /** Copies tokens {@code [steps][batch]}, which begin at {@code from}, to their rows. */
    public static void fillSteps(RowOrder order, int[] flat, int from, int[] tokens) {
        int[] rowOf = order.rowOf();
        for (int i = 0; i < order.windowSteps() * order.batch(); i++) {
            if (rowOf[i] >= 0) {
                tokens[rowOf[i]] = flat[from + i];
            }
        }
    }

    /** Copies tokens {@code [batch]} to their places. */
    public static void fillSequences(RowOrder order, int[] flat, int[] tokens) {
        fillSequences(order, flat, 0, tokens);
    }

    /** Copies tokens {@code [batch]}, which begin at {@code from}, to their places. */
    public static void fillSequences(RowOrder order, int[] flat, int from, int[] tokens) {
        for (int sequence = 0; sequence < order.batch(); sequence++) {
            tokens[order.placeOf()[sequence]] = flat[from + sequence];
        }
    }

    /** Copies targets {@code [steps][batch]} to their rows; {@code ignored} becomes {@code token}. */
    public static void fillSteps(RowOrder order, int[] flat, int[] tokens, int ignored, int token) {
        int[] rowOf = order.rowOf();
        for (int i = 0; i < order.windowSteps() * order.batch(); i++) {
            if (rowOf[i] >= 0) {
                tokens[rowOf[i]] = flat[i] == ignored ? token : flat[i];
            }
        }
    }

    /** Copies targets {@code [batch]} to their places; {@code ignored} becomes {@code token}. */
    public static void fillSequences(RowOrder order, int[] flat, int[] tokens, int ignored, int token) {
        for (int sequence = 0; sequence < order.batch(); sequence++) {
            tokens[order.placeOf()[sequence]] = flat[sequence] == ignored ? token : flat[sequence];
        }
    }

    /**
     * Copies the token before each step to its row: of targets {@code [steps][batch]} the ones a step earlier, and
     * {@code start} at the first step and after what is no token.
     */
    public static void fillPrevious(RowOrder order, int[] flat, int[] tokens, int start, int count) {
        int[] rowOf = order.rowOf();
        for (int i = 0; i < order.windowSteps() * order.batch(); i++) {
            if (rowOf[i] >= 0) {
                int token = i < order.batch() ? start : flat[i - order.batch()];
                tokens[rowOf[i]] = token < 0 || token >= count ? start : token;
            }
        }
    }

    /**
     * Copies rows out, and zeros for steps that a sequence does not have.
     *
     * @param order of the rows
     * @param rows by row
     * @param offset of the first number in its row
     * @param n numbers of a step
     * @param flat {@code [steps][batch][n]} from {@code from} on, an array of the rows' type, filled in
     * @param from where they begin
     */
    public static <R> void readSteps(RowOrder order, R[] rows, int offset, int n, Object flat, int from) {
        int[] rowOf = order.rowOf();
        for (int i = 0; i < order.windowSteps() * order.batch(); i++) {
            if (rowOf[i] >= 0) {
                System.arraycopy(rows[rowOf[i]], offset, flat, from + i * n, n);
            } else {
                clear(flat, from + i * n, n);
            }
        }
    }

    /**
     * Copies rows at pairs of steps out, and zeros for those that a sequence does not have.
     *
     * @param order of the rows
     * @param rows by pair
     * @param offset of the first number in its row
     * @param n numbers of a pair
     * @param flat {@code [step][batch][step of the second axis][n]} from {@code from} on, an array of the rows' type, filled in
     * @param from where they begin
     */
    public static <R> void readPairs(PairedSequences order, R[] rows, int offset, int n, Object flat, int from) {
        int[] rowOf = order.rowOf();
        for (int i = 0; i < order.places(); i++) {
            if (rowOf[i] >= 0) {
                System.arraycopy(rows[rowOf[i]], offset, flat, from + i * n, n);
            } else {
                clear(flat, from + i * n, n);
            }
        }
    }

    /**
     * Copies rows out.
     *
     * @param order of the rows
     * @param rows by place
     * @param offset of the first number in its row
     * @param n numbers of a sequence
     * @param flat {@code [batch][n]} from {@code from} on, an array of the rows' type, filled in
     * @param from where they begin
     */
    public static <R> void readSequences(RowOrder order, R[] rows, int offset, int n, Object flat, int from) {
        for (int sequence = 0; sequence < order.batch(); sequence++) {
            System.arraycopy(rows[order.placeOf()[sequence]], offset, flat, from + sequence * n, n);
        }
    }

    /**
     * Copies one row out, once for each sequence.
     *
     * @param order of the rows
     * @param row that all sequences have
     * @param offset of the first number in it
     * @param n numbers of a sequence
     * @param flat {@code [batch][n]} from {@code from} on, an array of the row's type, filled in
     * @param from where they begin
     */
    public static void readOnce(RowOrder order, Object row, int offset, int n, Object flat, int from) {
        for (int sequence = 0; sequence < order.batch(); sequence++) {
            System.arraycopy(row, offset, flat, from + sequence * n, n);
        }
    }

    private static void clear(Object flat, int from, int n) {
        if (flat instanceof float[] floats) {
            Arrays.fill(floats, from, from + n, 0);
        } else {
            Arrays.fill((double[]) flat, from, from + n, 0);
        }
    }
}
