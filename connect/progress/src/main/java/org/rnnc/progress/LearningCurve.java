// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rnnc.training.TrainingListener.Progress;

/**
 * How the error falls while a network learns: each point is the mean over some windows. Fill it by {@code
 * loop.listen(TrainingListeners.report(curve::add))}. Not for use by two threads at once.
 */
public final class LearningCurve {
    private final int windowsPerPoint;
    private final List<Integer> windows = new ArrayList<>();
    private final List<Double> errors = new ArrayList<>();
    private double sum;

    /**
     * A curve without points.
     *
     * @param windowsPerPoint how many windows each point is the mean of
     * @throws IllegalArgumentException if it is below 1
     */
    public LearningCurve(int windowsPerPoint) {
        if (windowsPerPoint < 1) {
            throw new IllegalArgumentException("a point for every " + windowsPerPoint + " windows is below 1");
        }
        this.windowsPerPoint = windowsPerPoint;
    }

    /**
     * Takes the next window's error.
     *
     * @param progress where training stands
     */
    public void add(Progress progress) {
        sum += progress.loss();
        int done = progress.window() + 1;
        if (done % windowsPerPoint == 0) {
            windows.add(done - windowsPerPoint / 2);
            errors.add(sum / windowsPerPoint);
            sum = 0;
        }
    }

    /**
     * How many windows were done at each point: the middle of those it is the mean of.
     *
     * @return a live view
     */
    public List<Integer> windows() {
        return Collections.unmodifiableList(windows);
    }

    /**
     * The mean errors.
     *
     * @return a live view, one for each of {@link #windows()}
     */
    public List<Double> errors() {
        return Collections.unmodifiableList(errors);
    }

    /**
     * The error of the last point.
     *
     * @return infinite before the first
     */
    public double last() {
        return errors.isEmpty() ? Double.POSITIVE_INFINITY : errors.get(errors.size() - 1);
    }
}
