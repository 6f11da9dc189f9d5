// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.Model;

/**
 * Finds out now and then how good a model is on data it is not trained on; remembers the best score, and can save the
 * model when it was reached, tell others, and stop training when no better one comes.
 *
 * <pre>{@code
 * Validation validation = new Validation(epoch, Goal.MINIMIZE, () -> evaluation.loss(heldOut))
 *         .report(score -> System.out.println(score.value()))
 *         .whenBest(checkpoints::saveBest)
 *         .patience(5);
 * }</pre>
 *
 * <p>What it remembers goes into checkpoints ({@link Checkpoints#keep(String, Resumable)}). Good for one loop, and for
 * those that go on from its checkpoints. Not for use by two threads at once.
 */
public final class Validation implements TrainingListener, Resumable {
    private final int windows;
    private final Goal goal;
    private final DoubleSupplier scorer;
    private final List<Consumer<Score>> reports = new ArrayList<>();
    private final List<TrainingListeners.Action> bestActions = new ArrayList<>();
    private BestScore scores;
    private int bestWindow = -1;
    private int patience = Integer.MAX_VALUE;
    private @Nullable BestParameters kept;
    private boolean restored;

    /**
     * How good the model was.
     *
     * @param window index of the last window trained on before
     * @param value the score
     * @param best the best so far, this one included
     * @param isBest whether it is this one
     */
    public record Score(int window, double value, double best, boolean isBest) {}

    /**
     * Makes one that only remembers.
     *
     * @param windows a score is taken after every so many windows
     * @param goal which scores are good ones
     * @param scorer takes a score, most often by an {@link org.rnnc.training.metric.Evaluation}; one that is NaN counts as
     *     no better than any
     * @throws IllegalArgumentException if {@code windows} is below 1
     */
    public Validation(int windows, Goal goal, DoubleSupplier scorer) {
        if (windows < 1) {
            throw new IllegalArgumentException("every " + windows + " windows is below 1");
        }
        this.windows = windows;
        this.goal = Objects.requireNonNull(goal, "goal");
        this.scorer = Objects.requireNonNull(scorer, "scorer");
        scores = new BestScore(goal, 0);
    }

    /**
     * Sets by how much a score must be better than the best so far to count; without it, any bit does.
     *
     * @param improvement 0 or more
     * @return this
     * @throws IllegalArgumentException if it is negative, infinite or a NaN
     * @throws IllegalStateException if scores were taken already
     */
    public Validation improvement(double improvement) {
        if (bestWindow >= 0 || scores.since() > 0) {
            throw new IllegalStateException("scores were taken already");
        }
        scores = new BestScore(goal, improvement);
        return this;
    }

    /**
     * Stops training early; without it, training goes on whatever the scores.
     *
     * @param scores after how many in a row that are no better than the best
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Validation patience(int scores) {
        if (scores < 1) {
            throw new IllegalArgumentException("patience " + scores + " is below 1");
        }
        patience = scores;
        return this;
    }

    /**
     * Adds somebody to tell every score.
     *
     * @param report told of it, in the order of adding
     * @return this
     */
    public Validation report(Consumer<Score> report) {
        reports.add(Objects.requireNonNull(report, "report"));
        return this;
    }

    /**
     * Adds something to do with the best model so far, for example {@code checkpoints::saveBest}; it comes after the
     * reports.
     *
     * @param action done after each score better than those before it
     * @return this
     */
    public Validation whenBest(TrainingListeners.Action action) {
        bestActions.add(Objects.requireNonNull(action, "action"));
        return this;
    }

    /**
     * Keeps the parameters of the best score in memory, and gives them back to the model when training has ended, whatever
     * ended it. A checkpoint of the end has the last parameters, from which training goes on. Where training went on from a
     * checkpoint and no score was better than the best before it, there is nothing to give back: {@link #isBestRestored()} says
     * so, and {@link Checkpoints#resumeBest()} has them if they were saved.
     *
     * @param model that is trained
     * @return this
     */
    public Validation restoreBest(Model model) {
        kept = new BestParameters(Objects.requireNonNull(model, "model"));
        return this;
    }

    /**
     * Whether the model has the parameters of the best score: training has ended, and they were given back.
     *
     * @return false without {@link #restoreBest}, and where the best score was taken before a checkpoint that training went on
     *     from
     */
    public boolean isBestRestored() {
        return restored;
    }

    /**
     * The best score.
     *
     * @return {@link Goal#worst()} if there was none
     */
    public double best() {
        return scores.best();
    }

    /**
     * When the best score was taken.
     *
     * @return index of the last window before it; -1 if there was none
     */
    public int bestWindow() {
        return bestWindow;
    }

    /**
     * Takes a score, when it is time.
     *
     * @throws UncheckedIOException if an action throws an {@link IOException}
     */
    @Override
    public boolean afterWindow(Progress progress) {
        Objects.requireNonNull(progress, "progress");
        if ((progress.window() + 1) % windows != 0) {
            return true;
        }
        double value = scorer.getAsDouble();
        boolean isBest = scores.add(value);
        if (isBest) {
            bestWindow = progress.window();
            if (kept != null) {
                kept.keep();
            }
        }
        Score score = new Score(progress.window(), value, scores.best(), isBest);
        reports.forEach(report -> report.accept(score));
        if (isBest) {
            for (TrainingListeners.Action action : bestActions) {
                TrainingListeners.act(action, progress);
            }
        }
        return scores.since() < patience;
    }

    @Override
    public void beforeTraining(int first, int windows) {
        restored = false;
    }

    @Override
    public void afterTraining() {
        restored = kept != null && kept.restore();
    }

    @Override
    public String memory() {
        return scores.memory() + " " + (bestWindow + 1);
    }

    @Override
    public void resume(String memory) {
        String[] words = Memory.words("validation", memory, 3);
        int resumed = Memory.count("windows before the best score", words[2]) - 1;
        scores.resume(words[0], words[1]);
        bestWindow = resumed;
        if (kept != null) {
            kept.forget();
        }
    }
}
