// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
public final class PackedSequences implements RowOrder {
    private final int maxSteps;
    private final int maxBatch;
    private final RowOrder seats;
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
    public PackedSequences(int steps, int batch) {
        this(steps, batch, steps);
    }

    /**
     * All sequences at full length.
     *
     * @param steps of the window
     * @param batch sequences
     * @param backward of how many of the last steps gradients come from; if not of all, steps are counted from the end
     */
    public PackedSequences(int steps, int batch, int backward) {
        this(steps, batch, backward, null);
    }

    /**
     * All sequences at full length, along one of several axes.
     *
     * @param steps of the window; the most there may be where a workspace takes smaller ones, too
     * @param batch sequences; the most there may be
     * @param seats the order along the first axis, by whose places values per sequence lie; always of the same batch
     */
    public PackedSequences(int steps, int batch, RowOrder seats) {
        this(steps, batch, steps, seats);
    }

    private PackedSequences(int steps, int batch, int backward, @Nullable RowOrder seats) {
        this.seats = seats == null ? this : seats;
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
    public boolean set(int @Nullable [] wanted) {
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
    public boolean set(int steps, int batch, int @Nullable [] wanted) {
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

    int maxSteps() {
        return maxSteps;
    }

    int maxBatch() {
        return maxBatch;
    }

    /** How many steps a sequence has. */
    int length(int sequence) {
        return lengths[sequence];
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

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int windowSteps() {
        return steps;
    }

    @Override
    public int steps() {
        return usedSteps;
    }

    @Override
    public int rows() {
        return first[steps];
    }

    @Override
    public int backwardSteps() {
        return Math.min(usedSteps, backward);
    }

    @Override
    public int backwardRows() {
        return first[backwardSteps()];
    }

    @Override
    public int step(int t, int place) {
        return fromEnd ? lengths[sequenceAt[place]] - 1 - t : t;
    }

    @Override
    public boolean isFull() {
        return rows() == steps * batch;
    }

    @Override
    public int first(int t) {
        return first[t];
    }

    @Override
    public int count(int t) {
        return count[t];
    }

    /**
     * Up to where steps are computed together ahead of a loop that rises: as many as have so many rows, but one at least.
     *
     * @param t the first of them
     * @param steps of the loop
     * @param rows what there is room for
     * @return the step behind the last of them
     */
    public int ahead(int t, int steps, int rows) {
        return Math.min(steps, t + Math.max(1, rows / count[t]));
    }

    /**
     * The same of a loop that falls.
     *
     * @param t the first of them, which has the highest number
     * @param rows what there is room for
     * @return the last of them
     */
    public int aheadFalling(int t, int rows) {
        int last = t;
        while (last > 0 && first[t + 1] - first[last - 1] <= rows) {
            last--;
        }
        return last;
    }

    @Override
    public int sequenceAt(int place) {
        return sequenceAt[place];
    }

    @Override
    public int[] rowOf() {
        return rowOf;
    }

    @Override
    public int[] placeOf() {
        return placeOf;
    }

    @Override
    public <R> void previous(boolean forward, R[] values, R[] initial, R[] view) {
        for (int t = 0; t < usedSteps; t++) {
            int neighbour = forward != fromEnd ? t - 1 : t + 1;
            int there = neighbour < 0 ? 0 : count[neighbour];
            for (int place = 0; place < count[t]; place++) {
                view[first[t] + place] = place < there ? values[first[neighbour] + place] : initial[sequenceAt[place]];
            }
        }
    }

    /** Where the value per sequence lies of the sequence at a place. */
    private int seat(int place) {
        return seats == this ? place : seats.placeOf()[sequenceAt[place]];
    }

    @Override
    public <R> void seated(R[] values, R[] view) {
        System.arraycopy(values, 0, view, 0, view.length);
        for (int place = 0; place < batch; place++) {
            view[place] = values[seat(place)];
        }
    }

    @Override
    public <R> void selectStep(boolean last, R[] values, R[] empty, R[] view) {
        for (int place = 0; place < batch; place++) {
            int length = lengths[sequenceAt[place]];
            int step = last != fromEnd ? length - 1 : 0;
            view[seat(place)] = length == 0 ? empty[sequenceAt[place]] : values[first[step] + place];
        }
    }

    @Override
    public <R> void bySequence(R[] values, R[] view) {
        for (int sequence = 0; sequence < batch; sequence++) {
            view[sequence] = values[placeOf[sequence]];
        }
    }

    @Override
    public <R> void scatterStep(boolean last, R[] values, R zeros, R[] view) {
        for (int t = 0; t < usedSteps; t++) {
            for (int place = 0; place < count[t]; place++) {
                boolean here = t == (last != fromEnd ? lengths[sequenceAt[place]] - 1 : 0);
                view[first[t] + place] = here ? values[seat(place)] : zeros;
            }
        }
    }

    @Override
    public <R> void ofEmpty(R[] values, R zeros, R[] view) {
        for (int place = 0; place < batch; place++) {
            int seat = seat(place);
            view[seat] = lengths[sequenceAt[place]] == 0 ? values[seat] : zeros;
        }
    }

    @Override
    public <R> void repeat(R[] values, R[] view) {
        for (int t = 0; t < usedSteps; t++) {
            for (int place = 0; place < count[t]; place++) {
                view[first[t] + place] = values[seat(place)];
            }
        }
    }

    @Override
    public <R> void cut(R zeros, R[] view) {
        Arrays.fill(view, backwardRows(), rows(), zeros);
    }

    @Override
    public <R> R endOf(boolean forward, R[] values, R[] initial, int sequence) {
        int length = lengths[sequence];
        int last = forward != fromEnd ? length - 1 : 0;
        return length == 0 ? initial[sequence] : values[first[last] + placeOf[sequence]];
    }
}
