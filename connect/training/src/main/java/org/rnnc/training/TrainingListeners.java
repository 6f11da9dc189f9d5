// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.rnnc.training.TrainingListener.Progress;

/** Ready-made listeners. Those that remember something are good for one loop. */
public final class TrainingListeners {
    private TrainingListeners() {}

    /** Something done now and then that may fail as files do. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @param progress where training stands
         * @throws IOException ends the loop, as an {@link UncheckedIOException}
         */
        void run(Progress progress) throws IOException;
    }

    /**
     * Tells somebody, and never stops.
     *
     * @param consumer told of every window
     * @return a listener
     */
    public static TrainingListener report(Consumer<Progress> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return progress -> {
            consumer.accept(progress);
            return true;
        };
    }

    /**
     * Stops when the smoothed loss of training has not improved for some time. A {@link Validation} does it by a score
     * on other data, or by another measure.
     *
     * @param patience windows without improvement after which to stop
     * @param improvement by how much the smoothed loss must fall below the best so far to count
     * @return a listener for one loop
     * @throws IllegalArgumentException if patience is below 1 or the improvement negative or NaN
     */
    public static TrainingListener earlyStopping(int patience, double improvement) {
        if (patience < 1 || !(improvement >= 0)) {
            throw new IllegalArgumentException(
                    "patience " + patience + " must be above 0, improvement " + improvement + " not below 0");
        }
        BestScore scores = new BestScore(Goal.MINIMIZE, improvement);
        return progress -> scores.add(progress.smoothedLoss()) || scores.since() < patience;
    }

    /**
     * Does something after every n-th window, for example {@code progress -> Checkpoint.save(trainer, path)}. Not after
     * a window whose loss is no finite number: what is saved then would be of no use.
     *
     * @param windows n
     * @param action what to do
     * @return a listener
     * @throws IllegalArgumentException if n is below 1
     */
    public static TrainingListener every(int windows, Action action) {
        if (windows < 1) {
            throw new IllegalArgumentException("every " + windows + " windows is below 1");
        }
        Objects.requireNonNull(action, "action");
        return progress -> {
            if ((progress.window() + 1) % windows == 0 && Double.isFinite(progress.loss())) {
                act(action, progress);
            }
            return true;
        };
    }

    /** Runs an action where no {@link IOException} may be thrown. */
    static void act(Action action, Progress progress) {
        try {
            action.run(progress);
        } catch (IOException e) {
            throw new UncheckedIOException("after window " + progress.window() + ": " + e.getMessage(), e);
        }
    }
}
