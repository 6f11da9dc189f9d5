// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.Objects;

/**
 * Lowers the learning rate when a score no longer gets better, by the rule of PyTorch's {@code ReduceLROnPlateau} and
 * with its defaults. It is a schedule that multiplies another's rates by a factor for each plateau seen so far; the
 * scores must be told to it:
 *
 * <pre>{@code
 * ReduceOnPlateau plateau = new ReduceOnPlateau(Schedule.constant(1e-3), Goal.MINIMIZE, 0.5, 3);
 * loop.schedule(trainer, plateau).listen(validation.report(score -> plateau.observe(score.value())));
 * }</pre>
 *
 * <p>What it remembers goes into checkpoints ({@link Checkpoints#keep(String, Resumable)}). Not for use by two threads
 * at once.
 */
public final class ReduceOnPlateau implements Schedule, Resumable {
    private final Schedule schedule;
    private final Goal goal;
    private final double factor;
    private final int patience;
    private double threshold = 1e-4;
    private boolean relative = true;
    private int cooldown;
    private double lowest;
    private double leastChange = 1e-8;

    private double best;
    private int bad;
    private int cooling;
    private int reductions;

    /**
     * Makes one for which a score is better than the best if it is so by a 10,000th of the best, and which goes on
     * looking at once after a reduction.
     *
     * @param schedule of the rates before any reduction
     * @param goal which scores are good ones
     * @param factor what the rate is multiplied by at each plateau, above 0 and below 1
     * @param patience how many scores in a row that are no better than the best do no harm: the next such score reduces
     *     the rate; from 0
     * @throws IllegalArgumentException if the factor or the patience is out of range
     */
    public ReduceOnPlateau(Schedule schedule, Goal goal, double factor, int patience) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        this.goal = Objects.requireNonNull(goal, "goal");
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor " + factor + " is not above 0 and below 1");
        }
        this.factor = factor;
        this.patience = (int) fromZero("patience", patience);
        best = goal.worst();
    }

    /**
     * Sets by how much a score must be better than the best, as a share of the best: below {@code best * (1 - share)}, or
     * above {@code best * (1 + share)}. It replaces {@link #threshold}.
     *
     * @param share from 0 to below 1
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public ReduceOnPlateau relativeThreshold(double share) {
        if (fromZero("relative threshold", share) >= 1) {
            throw new IllegalArgumentException("relative threshold " + share + " is not below 1");
        }
        threshold = share;
        relative = true;
        return this;
    }

    /**
     * Sets by how much a score must be better than the best. It replaces {@link #relativeThreshold}.
     *
     * @param difference from 0
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public ReduceOnPlateau threshold(double difference) {
        threshold = fromZero("threshold", difference);
        relative = false;
        return this;
    }

    /**
     * Sets for how many scores after a reduction bad ones do not count.
     *
     * @param scores from 0, which is the default
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public ReduceOnPlateau cooldown(int scores) {
        cooldown = (int) fromZero("cooldown", scores);
        return this;
    }

    /**
     * Sets a rate that no reduction goes below.
     *
     * @param learningRate from 0, which is the default
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public ReduceOnPlateau lowest(double learningRate) {
        lowest = fromZero("learningRate", learningRate);
        return this;
    }

    /**
     * Sets which reductions are too small to be made: those by so much or less.
     *
     * @param difference between two rates, from 0; 1e-8 if not given
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public ReduceOnPlateau leastChange(double difference) {
        leastChange = fromZero("least change", difference);
        return this;
    }

    private static double fromZero(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " " + value + " is not a number from 0 on");
        }
        return value;
    }

    /**
     * Takes the next score.
     *
     * @param score NaN is no improvement
     * @return whether this is a plateau: from now on the rate is lower, unless it cannot get any lower
     */
    public boolean observe(double score) {
        if (isBetter(score)) {
            best = score;
            bad = 0;
        } else {
            bad++;
        }
        if (cooling > 0) {
            cooling--;
            bad = 0;
        }
        if (bad <= patience) {
            return false;
        }
        cooling = cooldown;
        bad = 0;
        reductions++;
        return true;
    }

    private boolean isBetter(double score) {
        if (!relative) {
            return goal.isBetter(score, best, threshold);
        }
        double share = goal == Goal.MINIMIZE ? 1 - threshold : 1 + threshold;
        return goal.isBetter(score, best * share, 0);
    }

    /**
     * How many plateaus there were.
     *
     * @return 0 for a new one
     */
    public int reductions() {
        return reductions;
    }

    /**
     * The other schedule's rate, reduced as often as there were plateaus.
     *
     * @param update 0 for the first
     * @return 0 or more
     */
    @Override
    public double learningRate(long update) {
        double rate = schedule.learningRate(update);
        for (int i = 0; i < reductions; i++) {
            double lower = Math.max(rate * factor, lowest);
            if (!(rate - lower > leastChange)) {
                break;
            }
            rate = lower;
        }
        return rate;
    }

    @Override
    public String memory() {
        return Double.toHexString(best) + " " + bad + " " + cooling + " " + reductions;
    }

    @Override
    public void resume(String memory) {
        String[] words = Memory.words("plateau", memory, 4);
        double newBest = Memory.number("best score", words[0]);
        int newBad = Memory.count("scores since the best", words[1]);
        int newCooling = Memory.count("scores to cool down", words[2]);
        reductions = Memory.count("reductions", words[3]);
        best = newBest;
        bad = newBad;
        cooling = newCooling;
    }
}
