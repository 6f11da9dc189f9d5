// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order in which rows lie that there are for each step of one axis and each of another, of the same sequence. Those of
 * one row along the first axis lie side by side, a row for each step of the second; so those of a step of a loop along the
 * first axis do so, too, and every kernel runs over a plain range of rows.
 *
 * <p>Within a step the places of sequences are the same at each: what a step uses anew lies as at the first one.
 *
 * <p>Made once and used by one thread; nothing here allocates afterwards.
 */
public final class PairedSequences {
    private final @Nullable PackedSequences along;
    private final @Nullable PackedSequences over;
    private final int[] first;
    private final int[] count;
    private final int[] starts;
    private final int[] overRow;
    private final int[] rowOf;
    private int steps;
    private int rows;

    /**
     * Of whole sequences.
     *
     * @param along the order along the first axis
     * @param over the order along the second axis, of the same sequences
     */
    public PairedSequences(PackedSequences along, PackedSequences over) {
        this.along = Objects.requireNonNull(along, "along");
        this.over = Objects.requireNonNull(over, "over");
        int steps = along.maxSteps();
        int batch = along.maxBatch();
        this.first = new int[steps + 1];
        this.count = new int[steps + 1];
        this.starts = new int[steps * batch + 1];
        this.overRow = new int[batch * over.maxSteps()];
        this.rowOf = new int[Math.multiplyExact(steps * batch, over.maxSteps())];
        arrange();
    }

    /** Of one step of one sequence, along the first axis: there are as many rows as {@link #set} says. */
    public PairedSequences() {
        this.along = null;
        this.over = null;
        this.first = new int[1];
        this.count = new int[2];
        this.starts = new int[2];
        this.overRow = new int[0];
        this.rowOf = new int[0];
        this.steps = 1;
    }

    /**
     * Sets how many rows a step has.
     *
     * @param length of the sequence along the second axis
     */
    public void set(int length) {
        rows = length;
        count[0] = length;
        starts[1] = length;
    }

    /** Takes over what the two orders say: after they have changed, and before anything else is asked. */
    public void arrange() {
        PackedSequences along = Objects.requireNonNull(this.along);
        PackedSequences over = Objects.requireNonNull(this.over);
        java.util.Arrays.fill(rowOf, -1);
        int pair = 0;
        int row = 0;
        steps = along.steps();
        for (int t = 0; t < steps; t++) {
            first[t] = pair;
            for (int place = 0; place < along.count(t); place++) {
                int sequence = along.sequenceAt(place);
                int logical = (t * along.batch() + sequence) * over.windowSteps();
                starts[row++] = pair;
                for (int s = 0; s < over.length(sequence); s++) {
                    rowOf[logical + s] = pair++;
                }
            }
            count[t] = pair - first[t];
        }
        first[steps] = pair;
        count[steps] = 0;
        starts[row] = pair;
        rows = pair;
        int q = 0;
        for (int place = 0; place < along.batch(); place++) {
            int sequence = along.sequenceAt(place);
            for (int s = 0; s < over.length(sequence); s++) {
                overRow[q++] = over.first(s) + over.placeOf()[sequence];
            }
        }
    }

    /** All pairs of steps of all sequences. */
    public int rows() {
        return rows;
    }

    /** The first row of step {@code t} of the first axis. */
    public int first(int t) {
        return first[t];
    }

    /** How many rows step {@code t} of the first axis has; none where no sequence has that step. */
    public int count(int t) {
        return t < steps ? count[t] : 0;
    }

    /** By row along the first axis the row that its pairs begin with, and behind the last one the end; live. */
    public int[] starts() {
        return starts;
    }

    /** The row along the second axis that the q-th pair of each step belongs to. */
    public int overRow(int q) {
        return overRow[q];
    }

    /** How many rows there would be if all sequences were as long as the window. */
    public int places() {
        PackedSequences first = Objects.requireNonNull(along);
        return first.windowSteps()
                * first.batch()
                * Objects.requireNonNull(over).windowSteps();
    }

    /** By {@code [step][sequence][step of the second axis]} the row, or -1 where there is none; live. */
    public int[] rowOf() {
        return rowOf;
    }

    /**
     * Fills a view of values along the first axis.
     *
     * @param values by row along it
     * @param view by pair, filled in
     */
    public <R> void along(R[] values, R[] view) {
        int row = 0;
        for (int pair = 0; pair < rows; pair++) {
            while (starts[row + 1] <= pair) {
                row++;
            }
            view[pair] = values[row];
        }
    }

    /**
     * Fills a view of values along the first axis that each of its steps uses anew.
     *
     * @param values by place
     * @param view by pair within a step, filled in
     */
    public <R> void alongOfStep(R[] values, R[] view) {
        PackedSequences along = Objects.requireNonNull(this.along);
        PackedSequences over = Objects.requireNonNull(this.over);
        int q = 0;
        for (int place = 0; place < along.batch(); place++) {
            for (int s = 0; s < over.length(along.sequenceAt(place)); s++) {
                view[q++] = values[place];
            }
        }
    }

    /**
     * Fills a view of values along the second axis.
     *
     * @param values by row along it
     * @param view by pair, filled in
     */
    public <R> void over(R[] values, R[] view) {
        for (int t = 0; t < steps; t++) {
            for (int q = 0; q < count[t]; q++) {
                view[first[t] + q] = values[overRow[q]];
            }
        }
    }
}
