// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

/**
 * What a model learns from, one by one: each is the data of one sequence of a window. {@link Batches} puts them side by
 * side. {@link Columns#windows} and {@link Sequences} make them; data of another kind are three methods of one's own. Not for
 * use by two threads at once.
 *
 * <p>Those that are read as they come hold a file open until they are closed.
 */
public interface Examples extends AutoCloseable {
    /**
     * How many there are.
     *
     * @return from 0, the same number every time
     */
    int count();

    /**
     * How long one is.
     *
     * @param example 0 to {@code count() - 1}
     * @return steps that exist, 0 to the model's window
     */
    int steps(int example);

    /**
     * Puts one into a batch: all its inputs and targets, for all its steps.
     *
     * @param example 0 to {@code count() - 1}
     * @param lane where it goes
     */
    void fill(int example, Lane lane);

    /**
     * Whether each example begins where the one before it ends, so that a state may go on from one to the next.
     *
     * @return true for windows of a series that lie side by side
     */
    default boolean areConsecutive() {
        return false;
    }

    /**
     * Whether any example can be had at any time; else they are read in their order, and cannot be shuffled.
     *
     * @return false for what is read as it comes
     */
    default boolean isInMemory() {
        return true;
    }

    /**
     * Closes what they are read from.
     *
     * @throws java.io.UncheckedIOException if that fails
     */
    @Override
    default void close() {}
}
