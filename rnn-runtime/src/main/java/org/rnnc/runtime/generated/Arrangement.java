// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.Arrays;

/**
 * The order in which a window's rows lie when its sequences have different lengths, so that work is done only for steps
 * that exist. Sequences are placed by falling length (equal ones as given); the rows of step t are those of the sequences
 * that are that long, side by side: row {@code first(t) + place}. So every kernel still runs over a plain range of rows.
 *
 * <p>Where gradients come from the last steps of a window only, steps are counted from the end of each sequence: step 0
 * is its last one, and the rows that gradients come from are the first ones, whatever the lengths. What is said here of
 * step t is then said of the step that t others follow.
 *
 * <p>Made once and used by one thread; nothing here allocates afterwards. Rows are arrays of their own ({@code float[]} or
 * {@code double[]}), and a <em>view</em> is an array of references to them.
 */
public final class Arrangement {
    private final int maxSteps;
    private final int maxBatch;
    private final int backward;
    private final boolean fromEnd;
    private final int[] lengths;
    private final int[] sequenceAt;
    private final int[] placeOf;
    private final int[] count;
    private final int[] first;
    private final int[] rowOf;
    private final int[] bucket;
    private int steps;
    private int batch;
    private int usedSteps;

    /**
     * All sequences at full length.
     *
     * @param steps of the window; the most there may be where a workspace takes smaller ones, too
     * @param batch sequences; the most there may be
     */
    public Arrangement(int steps, int batch) {
        this(steps, batch, steps);
    }

    /**
     * All sequences at full length.
     *
     * @param steps of the window
     * @param batch sequences
     * @param backward of how many of the last steps gradients come from; if not of all, steps are counted from the end
     */
    public Arrangement(int steps, int batch, int backward) {
        this.maxSteps = steps;
        this.maxBatch = batch;
        this.steps = steps;
        this.batch = batch;
        this.backward = backward;
        this.fromEnd = backward < steps;
        this.lengths = new int[batch];
        this.sequenceAt = new int[batch];
        this.placeOf = new int[batch];
        this.count = new int[steps + 1];
        this.first = new int[steps + 1];
        this.rowOf = new int[steps * batch];
        this.bucket = new int[steps + 2];
        Arrays.fill(lengths, steps);
        arrange();
    }

    /**
     * Sets the lengths of a window's sequences.
     *
     * @param wanted {@code [batch]}, each from 0 to the steps of the window; null for full length
     * @return whether anything changed, so that views must be filled anew
     */
    public boolean set(int[] wanted) {
        return set(steps, batch, wanted);
    }

    /**
     * Sets how many sequences there are, and how long they are.
     *
     * @param steps of the window, at most what there is room for
     * @param batch sequences, at most what there is room for
     * @param wanted {@code [batch]}, each from 0 to {@code steps}; null for full length
     * @return whether anything changed, so that views must be filled anew
     */
    public boolean set(int steps, int batch, int[] wanted) {
        assert steps <= maxSteps && batch <= maxBatch;
        boolean changed = this.steps != steps || this.batch != batch;
        this.steps = steps;
        this.batch = batch;
        for (int i = 0; i < batch; i++) {
            int length = wanted == null ? steps : wanted[i];
            changed |= lengths[i] != length;
            lengths[i] = length;
        }
        if (changed) {
            arrange();
        }
        return changed;
    }

    /** Sorts by counting, so that equal lengths keep their order. */
    private void arrange() {
        Arrays.fill(bucket, 0);
        for (int i = 0; i < batch; i++) {
            bucket[steps - lengths[i] + 1]++;
        }
        for (int i = 0; i <= steps; i++) {
            bucket[i + 1] += bucket[i];
        }
        for (int sequence = 0; sequence < batch; sequence++) {
            int place = bucket[steps - lengths[sequence]]++;
            sequenceAt[place] = sequence;
            placeOf[sequence] = place;
        }
        Arrays.fill(rowOf, -1);
        int row = 0;
        usedSteps = batch == 0 ? 0 : lengths[sequenceAt[0]];
        for (int t = 0; t < steps; t++) {
            first[t] = row;
            int here = 0;
            while (here < batch && lengths[sequenceAt[here]] > t) {
                rowOf[step(t, here) * batch + sequenceAt[here]] = row++;
                here++;
            }
            count[t] = here;
        }
        first[steps] = row;
        count[steps] = 0;
    }

    /** How many sequences there are, empty ones included. */
    public int batch() {
        return batch;
    }

    /** Steps there are room for in the data of a window, whether a sequence has that many or not. */
    public int windowSteps() {
        return steps;
    }

    /** Steps of the longest sequence. */
    public int steps() {
        return usedSteps;
    }

    /** All steps of all sequences. */
    public int rows() {
        return first[steps];
    }

    /** Steps that gradients come from, of the longest sequence. */
    public int backwardSteps() {
        return Math.min(usedSteps, backward);
    }

    /** Those steps of all sequences: the first rows. */
    public int backwardRows() {
        return first[backwardSteps()];
    }

    /** The number that step {@code t} of the sequence at a place has in the window, counted from its beginning. */
    public int step(int t, int place) {
        return fromEnd ? lengths[sequenceAt[place]] - 1 - t : t;
    }

    /** Whether every sequence is as long as the window: then step t has the rows from {@code t * batch} on. */
    public boolean isFull() {
        return rows() == steps * batch;
    }

    /** The first row of step {@code t}. */
    public int first(int t) {
        return first[t];
    }

    /** How many sequences have a step {@code t}. */
    public int count(int t) {
        return count[t];
    }

    /** The sequence that lies at {@code place} of each step it has. */
    public int sequenceAt(int place) {
        return sequenceAt[place];
    }

    /** By {@code [step][sequence]} the row, or -1 where the sequence has no such step; live. */
    public int[] rowOf() {
        return rowOf;
    }

    /** By sequence its place; live. */
    public int[] placeOf() {
        return placeOf;
    }

    /**
     * Fills a view of the values one step before.
     *
     * @param forward whether "before" is the step with the smaller number
     * @param values by row
     * @param initial by sequence: what stands before the first step
     * @param view by row, filled in
     */
    public <R> void previous(boolean forward, R[] values, R[] initial, R[] view) {
        for (int t = 0; t < usedSteps; t++) {
            int neighbour = forward != fromEnd ? t - 1 : t + 1;
            int there = neighbour < 0 ? 0 : count[neighbour];
            for (int place = 0; place < count[t]; place++) {
                view[first[t] + place] = place < there ? values[first[neighbour] + place] : initial[sequenceAt[place]];
            }
        }
    }

    /**
     * Fills a view of the values at one end of each sequence.
     *
     * @param last the last step, else the first
     * @param values by row
     * @param empty by sequence: what an empty one shows
     * @param view by place, filled in
     */
    public <R> void pick(boolean last, R[] values, R[] empty, R[] view) {
        for (int place = 0; place < batch; place++) {
            int length = lengths[sequenceAt[place]];
            int step = last != fromEnd ? length - 1 : 0;
            view[place] = length == 0 ? empty[sequenceAt[place]] : values[first[step] + place];
        }
    }

    /**
     * Fills a view of what sequences start from, in their own order.
     *
     * @param values by place
     * @param view by sequence, filled in
     */
    public <R> void bySequence(R[] values, R[] view) {
        for (int sequence = 0; sequence < batch; sequence++) {
            view[sequence] = values[placeOf[sequence]];
        }
    }

    /**
     * Fills a view that shows a value per sequence at one of its ends, and zeros at its other steps.
     *
     * @param last at the last step, else at the first
     * @param values by place
     * @param zeros a row of zeros
     * @param view by row, filled in
     */
    public <R> void place(boolean last, R[] values, R zeros, R[] view) {
        for (int t = 0; t < usedSteps; t++) {
            for (int place = 0; place < count[t]; place++) {
                boolean here = t == (last != fromEnd ? lengths[sequenceAt[place]] - 1 : 0);
                view[first[t] + place] = here ? values[place] : zeros;
            }
        }
    }

    /**
     * Fills a view that shows the values of the sequences that are empty, and zeros for the others.
     *
     * @param values by place
     * @param zeros a row of zeros
     * @param view by place, filled in
     */
    public <R> void ofEmpty(R[] values, R zeros, R[] view) {
        for (int place = 0; place < batch; place++) {
            view[place] = lengths[sequenceAt[place]] == 0 ? values[place] : zeros;
        }
    }

    /**
     * Fills a view that shows a value per sequence at each of its steps.
     *
     * @param values by place
     * @param view by row, filled in
     */
    public <R> void repeat(R[] values, R[] view) {
        for (int t = 0; t < usedSteps; t++) {
            System.arraycopy(values, 0, view, first[t], count[t]);
        }
    }

    /**
     * Lets a view of gradients show zeros at the steps that gradients do not come from.
     *
     * @param zeros a row of zeros
     * @param view by row, changed
     */
    public <R> void cut(R zeros, R[] view) {
        Arrays.fill(view, backwardRows(), rows(), zeros);
    }

    /**
     * Copies the values at the end of each sequence to where its next window starts from; an empty one's stay.
     *
     * @param last whether the end is the last step, else the first
     * @param values by row
     * @param initial by sequence, filled in
     * @param width numbers of a row
     */
    public <R> void carry(boolean last, R[] values, R[] initial, int width) {
        for (int sequence = 0; sequence < batch; sequence++) {
            if (lengths[sequence] > 0) {
                System.arraycopy(endOf(last, values, initial, sequence), 0, initial[sequence], 0, width);
            }
        }
    }

    /**
     * Copies data into rows.
     *
     * @param flat {@code [steps][batch][n]}, an array of the rows' type
     * @param n numbers of a step
     * @param rows by row, filled in
     */
    public <R> void fillSteps(Object flat, int n, R[] rows) {
        fillSteps(flat, 0, n, rows);
    }

    /**
     * Copies data into rows.
     *
     * @param flat {@code [steps][batch][n]} from {@code from} on, an array of the rows' type
     * @param from where they begin
     * @param n numbers of a step
     * @param rows by row, filled in
     */
    public <R> void fillSteps(Object flat, int from, int n, R[] rows) {
        for (int i = 0; i < steps * batch; i++) {
            if (rowOf[i] >= 0) {
                System.arraycopy(flat, from + i * n, rows[rowOf[i]], 0, n);
            }
        }
    }

    /**
     * Copies data into rows.
     *
     * @param flat {@code [batch][n]}, an array of the rows' type
     * @param n numbers of a sequence
     * @param rows by place, filled in
     */
    public <R> void fillSequences(Object flat, int n, R[] rows) {
        fillSequences(flat, 0, n, rows);
    }

    /**
     * Copies data into rows.
     *
     * @param flat {@code [batch][n]} from {@code from} on, an array of the rows' type
     * @param from where they begin
     * @param n numbers of a sequence
     * @param rows by place, filled in
     */
    public <R> void fillSequences(Object flat, int from, int n, R[] rows) {
        for (int sequence = 0; sequence < batch; sequence++) {
            System.arraycopy(flat, from + sequence * n, rows[placeOf[sequence]], 0, n);
        }
    }

    /** Copies tokens {@code [steps][batch]} to their rows. */
    public void fillSteps(int[] flat, int[] tokens) {
        fillSteps(flat, 0, tokens);
    }

    /** Copies tokens {@code [steps][batch]}, which begin at {@code from}, to their rows. */
    public void fillSteps(int[] flat, int from, int[] tokens) {
        for (int i = 0; i < steps * batch; i++) {
            if (rowOf[i] >= 0) {
                tokens[rowOf[i]] = flat[from + i];
            }
        }
    }

    /** Copies tokens {@code [batch]} to their places. */
    public void fillSequences(int[] flat, int[] tokens) {
        fillSequences(flat, 0, tokens);
    }

    /** Copies tokens {@code [batch]}, which begin at {@code from}, to their places. */
    public void fillSequences(int[] flat, int from, int[] tokens) {
        for (int sequence = 0; sequence < batch; sequence++) {
            tokens[placeOf[sequence]] = flat[from + sequence];
        }
    }

    /** Copies targets {@code [steps][batch]} to their rows; {@code ignored} becomes {@code token}. */
    public void fillSteps(int[] flat, int[] tokens, int ignored, int token) {
        for (int i = 0; i < steps * batch; i++) {
            if (rowOf[i] >= 0) {
                tokens[rowOf[i]] = flat[i] == ignored ? token : flat[i];
            }
        }
    }

    /** Copies targets {@code [batch]} to their places; {@code ignored} becomes {@code token}. */
    public void fillSequences(int[] flat, int[] tokens, int ignored, int token) {
        for (int sequence = 0; sequence < batch; sequence++) {
            tokens[placeOf[sequence]] = flat[sequence] == ignored ? token : flat[sequence];
        }
    }

    /**
     * Copies rows out, and zeros for steps that a sequence does not have.
     *
     * @param rows by row
     * @param offset of the first number in its row
     * @param n numbers of a step
     * @param flat {@code [steps][batch][n]} from {@code from} on, an array of the rows' type, filled in
     * @param from where they begin
     */
    public <R> void readSteps(R[] rows, int offset, int n, Object flat, int from) {
        for (int i = 0; i < steps * batch; i++) {
            if (rowOf[i] >= 0) {
                System.arraycopy(rows[rowOf[i]], offset, flat, from + i * n, n);
            } else {
                clear(flat, from + i * n, n);
            }
        }
    }

    private static void clear(Object flat, int from, int n) {
        if (flat instanceof float[] floats) {
            Arrays.fill(floats, from, from + n, 0);
        } else {
            Arrays.fill((double[]) flat, from, from + n, 0);
        }
    }

    /**
     * Copies rows out.
     *
     * @param rows by place
     * @param offset of the first number in its row
     * @param n numbers of a sequence
     * @param flat {@code [batch][n]} from {@code from} on, an array of the rows' type, filled in
     * @param from where they begin
     */
    public <R> void readSequences(R[] rows, int offset, int n, Object flat, int from) {
        for (int sequence = 0; sequence < batch; sequence++) {
            System.arraycopy(rows[placeOf[sequence]], offset, flat, from + sequence * n, n);
        }
    }

    /**
     * Copies one row out, once for each sequence.
     *
     * @param row that all sequences have
     * @param offset of the first number in it
     * @param n numbers of a sequence
     * @param flat {@code [batch][n]} from {@code from} on, an array of the row's type, filled in
     * @param from where they begin
     */
    public void readOnce(Object row, int offset, int n, Object flat, int from) {
        for (int sequence = 0; sequence < batch; sequence++) {
            System.arraycopy(row, offset, flat, from + sequence * n, n);
        }
    }

    /**
     * The row at the end of a sequence, in the direction of a state.
     *
     * @param forward whether the end is the last step, else the first
     * @param values by row
     * @param initial by sequence: what an empty one shows
     * @param sequence which
     * @return its row
     */
    public <R> R endOf(boolean forward, R[] values, R[] initial, int sequence) {
        int length = lengths[sequence];
        int last = forward != fromEnd ? length - 1 : 0;
        return length == 0 ? initial[sequence] : values[first[last] + placeOf[sequence]];
    }
}
