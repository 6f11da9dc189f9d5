// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.training;

/**
 * The data of an epoch, cut into windows. A {@link TrainingLoop} goes through it again and again, an {@link
 * org.rnnc.runtime.metric.Evaluation} once. The arrays may be the same at each call, filled anew: they are done with
 * before the next call.
 */
public interface WindowSource {
    /**
     * How many windows an epoch has.
     *
     * @return above 0, the same every time
     */
    int windows();

    /**
     * The data of a window, as {@link org.rnnc.runtime.model.Trainer#train(Object[], int[])} takes them.
     *
     * @param window 0 to {@code windows() - 1}
     * @return inputs, then targets
     */
    Object[] data(int window);

    /**
     * How long the sequences of a window are. Asked for after its {@link #data}.
     *
     * @param window 0 to {@code windows() - 1}
     * @return {@code [batch]}, how many steps of each sequence exist; null for all
     */
    default int[] lengths(int window) {
        return null;
    }

    /**
     * Names the sequences of a window, for {@link org.rnnc.runtime.model.Trainer#setSequenceIds}. Asked for after its {@link #data}.
     *
     * @param window 0 to {@code windows() - 1}
     * @return {@code [batch]}, the same number for the same sequence in each epoch; null for the places in the batch
     */
    default long[] sequenceIds(int window) {
        return null;
    }

    /**
     * Called before the first window of an epoch, and when training goes on in the middle of one: the place to put
     * examples into a new order. An order that follows from the epoch's number alone, as by {@code random.split("epoch "
     * + epoch)}, is the same when training goes on from a checkpoint.
     *
     * @param epoch 0 for the first
     */
    default void startEpoch(int epoch) {}
}
