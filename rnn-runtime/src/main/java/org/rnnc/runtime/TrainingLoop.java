// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import org.rnnc.runtime.TrainingListener.Progress;

/**
 * Trains window after window until there are no more, time is up, a listener says stop, or the loss is no longer a
 * finite number. Not for use by two threads at once.
 *
 * <pre>{@code
 * new TrainingLoop(window -> trainer.step(text.window(window)))
 *         .windows(10_000)
 *         .listen(TrainingListeners.every(500, progress -> Checkpoint.save(trainer, path)))
 *         .run();
 * }</pre>
 */
public final class TrainingLoop {
    /** Why a loop ended. */
    public enum End {
        /** All windows are done. */
        WINDOWS,
        /** The time limit was reached. */
        TIME,
        /** A listener asked for it. */
        LISTENER,
        /** The loss was NaN or infinite; parameters may be, too. */
        LOSS_NOT_FINITE
    }

    /**
     * How a loop went.
     *
     * @param end why it ended
     * @param windows how many windows were trained
     * @param smoothedLoss the smoothed loss at the end, NaN without any window
     * @param elapsed how long it took
     */
    public record Result(End end, int windows, double smoothedLoss, Duration elapsed) {}

    private final IntToDoubleFunction windowStep;
    private final LongSupplier nanoTime;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private int first;
    private int windows = Integer.MAX_VALUE;
    private long limitNanos = Long.MAX_VALUE;
    private double smoothing = 0.99;

    /**
     * Makes a loop without limits and listeners, smoothing with 0.99.
     *
     * @param windowStep trains on the window of the given index and returns its loss
     */
    public TrainingLoop(IntToDoubleFunction windowStep) {
        this(windowStep, System::nanoTime);
    }

    TrainingLoop(IntToDoubleFunction windowStep, LongSupplier nanoTime) {
        this.windowStep = Objects.requireNonNull(windowStep, "windowStep");
        this.nanoTime = nanoTime;
    }

    /**
     * Begins with another window than 0, to go on from a checkpoint.
     *
     * @param index of the first window
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public TrainingLoop from(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("first window " + index + " is negative");
        }
        first = index;
        return this;
    }

    /**
     * Sets where to end.
     *
     * @param count the loop ends before the window of this index
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public TrainingLoop windows(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("number of windows " + count + " is negative");
        }
        windows = count;
        return this;
    }

    /**
     * Sets how long to train; the window during which time runs out is finished.
     *
     * @param limit the time
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public TrainingLoop timeLimit(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("time limit " + limit + " is negative");
        }
        limitNanos = limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
        return this;
    }

    /**
     * Sets how much of the smoothed loss is kept at each window; it starts at the first loss.
     *
     * @param kept 0 for no smoothing
     * @return this
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public TrainingLoop smoothing(double kept) {
        if (!(kept >= 0 && kept < 1)) {
            throw new IllegalArgumentException("smoothing " + kept + " is not in [0, 1)");
        }
        smoothing = kept;
        return this;
    }

    /**
     * Adds a listener; they are called in the order they were added.
     *
     * @param listener told after each window
     * @return this
     */
    public TrainingLoop listen(TrainingListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Trains. What the window step or a listener throws passes through.
     *
     * @return how it went
     */
    public Result run() {
        long begin = nanoTime.getAsLong();
        long elapsed = 0;
        double smoothed = Double.NaN;
        int window = first;
        End end = End.WINDOWS;
        for (; window < windows; window++) {
            if (elapsed >= limitNanos) {
                end = End.TIME;
                break;
            }
            double loss = windowStep.applyAsDouble(window);
            smoothed = window == first ? loss : smoothing * smoothed + (1 - smoothing) * loss;
            elapsed = nanoTime.getAsLong() - begin;
            boolean goOn = tell(new Progress(window, loss, smoothed, Duration.ofNanos(elapsed)));
            if (!Double.isFinite(loss) || !goOn) {
                end = Double.isFinite(loss) ? End.LISTENER : End.LOSS_NOT_FINITE;
                window++;
                break;
            }
        }
        return new Result(end, Math.max(0, window - first), smoothed, Duration.ofNanos(elapsed));
    }

    private boolean tell(Progress progress) {
        boolean goOn = true;
        for (TrainingListener listener : listeners) {
            goOn &= listener.afterWindow(progress);
        }
        return goOn;
    }
}
