// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.Objects;

/** The best score so far, and how many came after it. */
final class BestScore {
    private final Goal goal;
    private final double improvement;
    private double best;
    private int since;

    BestScore(Goal goal, double improvement) {
        this.goal = Objects.requireNonNull(goal, "goal");
        if (!(improvement >= 0 && improvement < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("improvement " + improvement + " is not a number from 0 on");
        }
        this.improvement = improvement;
        best = goal.worst();
    }

    /** Takes the next score, and tells whether it is the best by enough. */
    boolean add(double score) {
        if (goal.isBetter(score, best, improvement)) {
            best = score;
            since = 0;
            return true;
        }
        since++;
        return false;
    }

    double best() {
        return best;
    }

    int since() {
        return since;
    }

    String memory() {
        return Double.toHexString(best) + " " + since;
    }

    /** Checks first; {@code since} stays as it was when the text is wrong. */
    void resume(String best, String since) {
        double newBest = Memory.number("best score", best);
        int newSince = Memory.count("scores since the best", since);
        this.best = newBest;
        this.since = newSince;
    }
}
