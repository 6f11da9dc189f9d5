// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

/**
 * The order in which the rows of sequences lie, along one axis, and in which loops run over them. Each sequence has a
 * <em>place</em>, and each step of it a row; the rows that a loop works on at a time lie side by side, from {@code first(t)}
 * on. Kernels run over plain ranges of rows and know no more than that: which step the t-th one is, and whose rows come
 * before whose, is said here alone.
 *
 * <p>A model of several axes has an order for each. Values per sequence lie by the places of the first one, which are
 * called their seats.
 *
 * <p>Rows are arrays of their own ({@code float[]} or {@code double[]}), and a <em>view</em> is an array of references to
 * them. An order belongs to one thread.
 */
public interface RowOrder {
    /** How many sequences there are, empty ones included. */
    int batch();

    /** Steps there are room for in the data of a window, whether a sequence has that many or not. */
    int windowSteps();

    /** Steps of the longest sequence. */
    int steps();

    /** All steps of all sequences. */
    int rows();

    /** Steps that gradients come from, of the longest sequence. */
    int backwardSteps();

    /** Those steps of all sequences: the first rows. */
    int backwardRows();

    /** The number that step {@code t} of the sequence at a place has in the window, counted from its beginning. */
    int step(int t, int place);

    /** Whether every sequence is as long as the window: then step t has the rows from {@code t * batch} on. */
    boolean isFull();

    /** The first row of step {@code t}. */
    int first(int t);

    /** How many sequences have a step {@code t}. */
    int count(int t);

    /** The sequence that lies at {@code place} of each step it has. */
    int sequenceAt(int place);

    /** By {@code [step][sequence]} the row, or -1 where the sequence has no such step; live. */
    int[] rowOf();

    /** By sequence its place; live. */
    int[] placeOf();

    /**
     * Fills a view of the values one step before.
     *
     * @param forward whether "before" is the step with the smaller number
     * @param values by row
     * @param initial by sequence: what stands before the first step
     * @param view by row, filled in
     */
    <R> void previous(boolean forward, R[] values, R[] initial, R[] view);

    /**
     * Fills a view of values per sequence by the places of this axis: what a loop along it sees side by side.
     *
     * @param values by seat
     * @param view by place, as long as {@code values}, filled in
     */
    <R> void seated(R[] values, R[] view);

    /**
     * Fills a view of the values at one end of each sequence.
     *
     * @param last the last step, else the first
     * @param values by row
     * @param empty by sequence: what an empty one shows
     * @param view by seat, filled in
     */
    <R> void selectStep(boolean last, R[] values, R[] empty, R[] view);

    /**
     * Fills a view of what sequences start from, in their own order.
     *
     * @param values by place
     * @param view by sequence, filled in
     */
    <R> void bySequence(R[] values, R[] view);

    /**
     * Fills a view that shows a value per sequence at one of its ends, and zeros at its other steps.
     *
     * @param last at the last step, else at the first
     * @param values by seat
     * @param zeros a row of zeros
     * @param view by row, filled in
     */
    <R> void scatterStep(boolean last, R[] values, R zeros, R[] view);

    /**
     * Fills a view that shows the values of the sequences that are empty, and zeros for the others.
     *
     * @param values by seat
     * @param zeros a row of zeros
     * @param view by seat, filled in
     */
    <R> void ofEmpty(R[] values, R zeros, R[] view);

    /**
     * Fills a view that shows a value per sequence at each of its steps.
     *
     * @param values by seat
     * @param view by row, filled in
     */
    <R> void repeat(R[] values, R[] view);

    /**
     * Lets a view of gradients show zeros at the steps that gradients do not come from.
     *
     * @param zeros a row of zeros
     * @param view by row, changed
     */
    <R> void cut(R zeros, R[] view);

    /**
     * The row at the end of a sequence, in the direction of a state.
     *
     * @param forward whether the end is the last step, else the first
     * @param values by row
     * @param initial by sequence: what an empty one shows
     * @param sequence which
     * @return its row
     */
    <R> R endOf(boolean forward, R[] values, R[] initial, int sequence);
}
