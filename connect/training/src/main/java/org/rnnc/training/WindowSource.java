// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import org.rnnc.runtime.model.Batch;

/**
 * The data of an epoch, cut into windows. A {@link TrainingLoop} goes through it again and again, an {@link
 * org.rnnc.training.metric.Evaluation} once. The batch may be the same at each call, filled anew: it is done
 * with before the next call.
 */
public interface WindowSource {
    /**
     * How many windows an epoch has.
     *
     * @return above 0, the same every time
     */
    int windows();

    /**
     * The data of a window.
     *
     * @param window 0 to {@code windows() - 1}
     * @return inputs and targets, how long the sequences are, and their ids, so that a sequence keeps its random masks
     *     wherever it lies
     */
    Batch batch(int window);

    /**
     * Called before the first window of an epoch, and when training goes on in the middle of one: the place to put
     * examples into a new order. An order that follows from the epoch's number alone, as by {@code random.split("epoch "
     * + epoch)}, is the same when training goes on from a checkpoint.
     *
     * @param epoch 0 for the first
     */
    default void startEpoch(int epoch) {}
}
