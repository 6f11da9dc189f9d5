// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.TrainingListener.Progress;

/**
 * Trains window after window until there are no more, time is up, a listener says stop, or the loss is no longer a
 * finite number. Not for use by two threads at once.
 *
 * <pre>{@code
 * TrainingLoop.over(trainer, windows)
 *         .epochs(10)
 *         .schedule(trainer, Schedule.cosine(1e-3, 1e-5, 9_000).warmUp(1_000))
 *         .listen(validation)
 *         .resume(checkpoints)
 *         .save(checkpoints, 1_000)
 *         .run();
 * }</pre>
 *
 * <p>A loop without listeners allocates nothing; with some, one {@link Progress} per window.
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
        LOSS_NOT_FINITE,
        /** The loss was finite, but an update has left a parameter, or what goes with it, NaN or infinite. */
        UPDATE_NOT_FINITE
    }

    /**
     * How a loop went. After {@link #resume} all numbers go on, too: they are those of a run that was never interrupted.
     *
     * @param end why it ended
     * @param first the first window that this run trained on: 0, or where it went on
     * @param windows how many windows were trained, with those before a checkpoint that was resumed
     * @param smoothedLoss the smoothed loss at the end, NaN without any window
     * @param elapsed how long it took, with the time before a checkpoint that was resumed
     * @param problem of {@link End#LOSS_NOT_FINITE} and {@link End#UPDATE_NOT_FINITE}, what is not finite, where, and what to
     *     try; otherwise empty
     */
    public record Result(End end, int first, int windows, double smoothedLoss, Duration elapsed, String problem) {}

    /**
     * A number of a trainer that follows a schedule.
     *
     * @param what it is, in messages
     * @param to sets it; made once, so that a window makes nothing
     */
    private record Scheduled(Trainer trainer, Schedule schedule, String what, DoubleConsumer to) {
        /** Sets it for the update that is next. */
        void set() {
            long update = trainer.updates();
            double number = schedule.learningRate(update);
            try {
                to.accept(number);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(what + ", at update " + update + ": " + e.getMessage(), e);
            }
        }
    }

    private final IntToDoubleFunction windowStep;
    private final LongSupplier nanoTime;
    private final int epoch;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private @Nullable Trainer trained;
    private @Nullable UpdateCheck check;
    private String problem = "";
    private @Nullable Scheduled scheduled;
    private @Nullable Scheduled sampled;
    private @Nullable Checkpoints checkpoints;
    private int saveEvery;
    private int first;
    private double smoothedBefore = Double.NaN;
    private int windowsBefore;
    private long nanosBefore;
    private int windows = Integer.MAX_VALUE;
    private long limitNanos = Long.MAX_VALUE;
    private double smoothing = 0.99;

    /**
     * Makes a loop without limits and listeners, smoothing with 0.99.
     *
     * @param windowStep trains on the window of the given index and returns its loss
     */
    public TrainingLoop(IntToDoubleFunction windowStep) {
        this(windowStep, 0, System::nanoTime);
    }

    TrainingLoop(IntToDoubleFunction windowStep, int epoch, LongSupplier nanoTime) {
        this.windowStep = Objects.requireNonNull(windowStep, "windowStep");
        this.epoch = epoch;
        this.nanoTime = nanoTime;
    }

    /**
     * Makes a loop that trains on data again and again. At the start of each epoch the recurrent states are those before
     * the first window. Window numbers count through all epochs.
     *
     * @param trainer makes one update per window
     * @param source the data of an epoch
     * @return a loop without limits and listeners, smoothing with 0.99
     * @throws IllegalArgumentException if the source has no window
     */
    public static TrainingLoop over(Trainer trainer, WindowSource source) {
        TrainingLoop loop = new TrainingLoop(new Epochs(trainer, source), source.windows(), System::nanoTime);
        loop.trained = trainer;
        return loop;
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
     * Sets where to end, for a loop {@link #over} data.
     *
     * @param count the loop ends before the first window of the epoch of this index
     * @return this
     * @throws IllegalArgumentException if it is negative, or its windows are more than an int can count
     * @throws IllegalStateException if the loop knows of no epochs
     */
    public TrainingLoop epochs(int count) {
        if (epoch == 0) {
            throw new IllegalStateException("this loop knows of no epochs: TrainingLoop.over(trainer, source) does");
        }
        if (count < 0) {
            throw new IllegalArgumentException("number of epochs " + count + " is negative");
        }
        long total = (long) count * epoch;
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(count + " epochs of " + epoch + " windows are too many");
        }
        return windows((int) total);
    }

    /**
     * Sets the learning rate before each window, by the number of updates made so far; so it is the same when training
     * goes on from a checkpoint. A second schedule replaces the first.
     *
     * @param trainer whose rate it is
     * @param schedule the rates
     * @return this
     */
    public TrainingLoop schedule(Trainer trainer, Schedule schedule) {
        scheduled = new Scheduled(
                Objects.requireNonNull(trainer, "trainer"),
                Objects.requireNonNull(schedule, "schedule"),
                "the schedule",
                trainer::setLearningRate);
        return this;
    }

    /**
     * Sets how often tokens that are fed back are the model's own before each window, by the number of updates made so far:
     * {@code sampling(trainer, Schedule.linear(0, 0.25, 10_000))} begins with the target's alone (Bengio et al., 2015). A second
     * schedule replaces the first.
     *
     * @param trainer whose {@linkplain Trainer#setSampling sampling} it is
     * @param probabilities from 0 to 1, where others have rates
     * @return this
     */
    public TrainingLoop sampling(Trainer trainer, Schedule probabilities) {
        sampled = new Scheduled(
                Objects.requireNonNull(trainer, "trainer"),
                Objects.requireNonNull(probabilities, "probabilities"),
                "the schedule of sampling",
                trainer::setSampling);
        return this;
    }

    /**
     * Saves {@link Checkpoints#last()} after every so many windows, when all listeners have been told, and at the end.
     * What is not finite is never saved, neither a loss nor what an update made of the parameters: the file then stays the
     * last good one, and the loop ends.
     *
     * @param checkpoints where to
     * @param windows after how many
     * @return this
     * @throws IllegalArgumentException if {@code windows} is below 1
     */
    public TrainingLoop save(Checkpoints checkpoints, int windows) {
        if (windows < 1) {
            throw new IllegalArgumentException("every " + windows + " windows is below 1");
        }
        this.checkpoints = Objects.requireNonNull(checkpoints, "checkpoints");
        saveEvery = windows;
        return this;
    }

    /**
     * Goes on from {@link Checkpoints#last()} if it is there, else begins at the beginning: the next window is the one
     * after the last that was trained on, and the smoothed loss and the time go on, too. A limit of time counts anew.
     *
     * @param checkpoints of this training run
     * @return this
     * @throws org.rnnc.runtime.io.ParameterFileException if the file does not fit; nothing has changed then
     * @throws IOException if it cannot be read; nothing has changed then
     */
    public TrainingLoop resume(Checkpoints checkpoints) throws IOException {
        Objects.requireNonNull(checkpoints, "checkpoints").resumeLast().ifPresent(progress -> {
            from(progress.window() + 1);
            windowsBefore = progress.window() + 1;
            smoothedBefore = progress.smoothedLoss();
            nanosBefore = progress.elapsed().toNanos();
        });
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
        if (Objects.requireNonNull(limit, "limit").isNegative()) {
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
     * @throws UncheckedIOException if a checkpoint cannot be written
     * @throws IllegalArgumentException if a schedule gives a rate or a probability that the trainer refuses; the message has
     *     the update
     */
    public Result run() {
        long begin = nanoTime.getAsLong();
        long elapsed = 0;
        double smoothed = smoothedBefore;
        int window = first;
        End end = End.WINDOWS;
        problem = "";
        Trainer trainer = trainer();
        check = trainer == null ? null : new UpdateCheck(trainer);
        listeners.forEach(listener -> listener.beforeTraining(first, windows));
        while (end == End.WINDOWS && window < windows) {
            if (elapsed >= limitNanos) {
                end = End.TIME;
                break;
            }
            if (scheduled != null) {
                scheduled.set();
            }
            if (sampled != null) {
                sampled.set();
            }
            double loss = windowStep.applyAsDouble(window);
            smoothed = Double.isNaN(smoothed) ? loss : smoothing * smoothed + (1 - smoothing) * loss;
            elapsed = nanoTime.getAsLong() - begin;
            end = afterWindow(window, loss, smoothed, elapsed);
            window++;
        }
        listeners.forEach(TrainingListener::afterTraining);
        Duration whole = Duration.ofNanos(nanosBefore + elapsed);
        return new Result(end, first, windowsBefore + Math.max(0, window - first), smoothed, whole, problem);
    }

    /** Whose updates can be looked at; null for nobody's. */
    private @Nullable Trainer trainer() {
        if (trained != null) {
            return trained;
        }
        if (checkpoints != null) {
            return checkpoints.trainer();
        }
        return scheduled == null ? null : scheduled.trainer();
    }

    /** Tells all listeners, then looks and saves where it is time to; {@link End#WINDOWS} to go on. */
    private End afterWindow(int window, double loss, double smoothed, long elapsed) {
        boolean goOn = true;
        if (!listeners.isEmpty()) {
            Progress progress = progress(window, loss, smoothed, elapsed);
            for (TrainingListener listener : listeners) {
                goOn &= tell(listener, progress);
            }
        }
        if (!Double.isFinite(loss)) {
            return lossNotFinite(window, loss);
        }
        boolean isLast = !goOn || window + 1 == windows || elapsed >= limitNanos;
        Checkpoints due = isLast || saveEvery > 0 && (window + 1) % saveEvery == 0 ? checkpoints : null;
        if (check != null && problem.isEmpty() && (isLast || due != null || check.isAlarmed())) {
            look();
        }
        if (!problem.isEmpty()) {
            return End.UPDATE_NOT_FINITE;
        }
        if (due != null) {
            TrainingListeners.act(due::saveLast, progress(window, loss, smoothed, elapsed));
        }
        return goOn ? End.WINDOWS : End.LISTENER;
    }

    private Progress progress(int window, double loss, double smoothed, long elapsed) {
        return new Progress(window, loss, smoothed, Duration.ofNanos(nanosBefore + elapsed));
    }

    /** What fails to save since there is something not finite ends the loop as that does, and not with an exception. */
    private boolean tell(TrainingListener listener, Progress progress) {
        try {
            return listener.afterWindow(progress);
        } catch (UncheckedIOException e) {
            if (Double.isFinite(progress.loss())) {
                look();
                if (problem.isEmpty()) {
                    throw e;
                }
            }
            return false;
        }
    }

    private void look() {
        UpdateCheck updates = check;
        if (updates != null) {
            updates.look().ifPresent(found -> problem = found + ". " + updates.advice());
        }
    }

    private End lossNotFinite(int window, double loss) {
        String found =
                check == null ? "" : check.look().map(text -> ", and " + text).orElse("");
        problem = "the loss of window " + window + " is " + loss + found
                + ": try a lower rate or `clip norm 1`, and look at the data of this window and of those before it";
        return End.LOSS_NOT_FINITE;
    }
}
