// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.util.Objects;

/**
 * Lowers the learning rate when a score no longer gets better. It is a schedule that multiplies another's rates by a
 * factor for each plateau seen so far; the scores must be told to it:
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
    private final double factor;
    private final int patience;
    private final double lowest;
    private final BestScore scores;
    private int reductions;

    /**
     * Makes one that counts every improvement and has no lowest rate.
     *
     * @param schedule of the rates before any reduction
     * @param goal which scores are good ones
     * @param factor what the rate is multiplied by at each plateau, above 0 and below 1
     * @param patience after how many scores in a row that are no better than the best the rate is reduced (one more than
     *     PyTorch's number)
     * @throws IllegalArgumentException if the factor or the patience is out of range
     */
    public ReduceOnPlateau(Schedule schedule, Goal goal, double factor, int patience) {
        this(schedule, goal, factor, patience, 0, 0);
    }

    /**
     * Makes one.
     *
     * @param schedule of the rates before any reduction
     * @param goal which scores are good ones
     * @param factor what the rate is multiplied by at each plateau, above 0 and below 1
     * @param patience after how many scores in a row that are no better than the best the rate is reduced (one more than
     *     PyTorch's number)
     * @param improvement 0 or more: by how much a score must be better than the best to count
     * @param lowest the rate never falls below it, 0 or more
     * @throws IllegalArgumentException if a number is out of range
     */
    public ReduceOnPlateau(
            Schedule schedule, Goal goal, double factor, int patience, double improvement, double lowest) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor " + factor + " is not above 0 and below 1");
        }
        if (patience < 1) {
            throw new IllegalArgumentException("patience " + patience + " is below 1");
        }
        Curves.rate("lowest rate", lowest);
        this.factor = factor;
        this.patience = patience;
        this.lowest = lowest;
        scores = new BestScore(goal, improvement);
    }

    /**
     * Takes the next score.
     *
     * @param score NaN is no improvement
     * @return whether the rate is lower from now on
     */
    public boolean observe(double score) {
        if (scores.add(score) || scores.since() < patience) {
            return false;
        }
        scores.forgive();
        reductions++;
        return true;
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
    public double rate(long update) {
        return Math.max(lowest, schedule.rate(update) * Curves.power(factor, reductions));
    }

    @Override
    public String memory() {
        return scores.memory() + " " + reductions;
    }

    @Override
    public void resume(String memory) {
        String[] words = Memory.words("plateau", memory, 3);
        int resumed = Memory.count("reductions", words[2]);
        scores.resume(words[0], words[1]);
        reductions = resumed;
    }
}
