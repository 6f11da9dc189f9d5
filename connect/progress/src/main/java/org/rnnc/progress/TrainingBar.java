// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.training.TrainingListener;
import org.rnnc.training.Validation;

/**
 * A bar of a training run: how many windows are done, how many a second, how long it will take, and the loss.
 *
 * <pre>{@code
 * try (TrainingBar bar = new TrainingBar("Weather")) {
 *     loop.listen(validation.report(bar::score)).listen(bar).run();
 * }
 * }</pre>
 *
 * <p>Good for one run.
 */
public final class TrainingBar implements TrainingListener, AutoCloseable {
    /** So that a short window does not wait for its own message. */
    private static final long NANOS_BETWEEN_MESSAGES = 100_000_000;

    private final String name;
    private @Nullable Display display;
    private String score = "";
    private long lastMessage;

    /**
     * A bar that appears when training begins.
     *
     * @param name of what is trained
     */
    public TrainingBar(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Shows a score behind the loss.
     *
     * @param score of a {@link Validation}
     */
    public void score(Validation.Score score) {
        this.score = String.format(Locale.ROOT, ", validation %.4g%s", score.value(), score.isBest() ? " (best)" : "");
    }

    /**
     * Prints a text of its own above the bar.
     *
     * @param text one line or several
     */
    public void print(String text) {
        shown().print(text);
    }

    @Override
    public void beforeTraining(int first, int windows) {
        display = new Display(name, first, windows == Integer.MAX_VALUE ? -1 : windows, "windows");
    }

    @Override
    public boolean afterWindow(Progress progress) {
        long done = progress.window() + 1L;
        long now = System.nanoTime();
        if (now - lastMessage > NANOS_BETWEEN_MESSAGES || !Double.isFinite(progress.loss())) {
            lastMessage = now;
            shown().show(done, String.format(Locale.ROOT, "loss %.4g%s", progress.smoothedLoss(), score));
        } else {
            shown().show(done);
        }
        return true;
    }

    private Display shown() {
        Display there = display;
        if (there == null) {
            throw new IllegalStateException("training has not begun");
        }
        return there;
    }

    /** Draws the bar for the last time. */
    @Override
    public void close() {
        if (display != null) {
            display.close();
        }
    }
}
