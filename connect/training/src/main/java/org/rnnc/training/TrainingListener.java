// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.time.Duration;
import java.util.Objects;

/** Told about each window by a {@link TrainingLoop}, on the thread that trains. */
@FunctionalInterface
public interface TrainingListener {
    /**
     * Called after each window.
     *
     * @param progress where training stands
     * @return true to go on, false to stop after this window; the other listeners are still told of it
     */
    boolean afterWindow(Progress progress);

    /**
     * Called once before the first window of a {@link TrainingLoop#run}.
     *
     * @param first index of that window: above 0 where training goes on from a checkpoint
     * @param windows index of the window before which training ends; {@link Integer#MAX_VALUE} if no number was set
     */
    default void beforeTraining(int first, int windows) {}

    /** Called once when a {@link TrainingLoop#run} has ended, after the last checkpoint was saved; not after an exception. */
    default void afterTraining() {}

    /**
     * Where training stands.
     *
     * @param window index of the window just trained, from 0 on
     * @param loss its loss
     * @param smoothedLoss exponential moving average of the losses
     * @param elapsed how long training took so far, with what came before a checkpoint it went on from
     */
    record Progress(int window, double loss, double smoothedLoss, Duration elapsed) {
        /**
         * Takes no progress without a time.
         *
         * @param window index of the window just trained, from 0 on
         * @param loss its loss
         * @param smoothedLoss exponential moving average of the losses
         * @param elapsed how long training took so far
         */
        public Progress {
            Objects.requireNonNull(elapsed, "elapsed");
        }
    }
}
