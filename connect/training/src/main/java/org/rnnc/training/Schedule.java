// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.Arrays;
import java.util.Objects;

/**
 * A learning rate for each update: a pure function of the update's number, so that training that goes on from a
 * checkpoint goes on with the same rates. A {@link TrainingLoop} sets the rate before each window; by hand it is {@code
 * trainer.setLearningRate(schedule.learningRate(trainer.updates()))}.
 *
 * <p>Schedules compose: {@code Schedule.cosine(1e-3, 1e-5, 9_000).warmUp(1_000)} rises for 1,000 updates and then falls
 * for 9,000. They give the same bits on every JDK and processor, and allocate nothing. Those made here have no state and
 * are safe for all threads. Bad arguments (a rate that is negative, infinite or a NaN, a factor that is not above 0, a number of
 * updates below 1) are refused by an {@link IllegalArgumentException} that names them. A rate of 0 is one: nothing is learned
 * while it lasts.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate of an update.
     *
     * @param update how many updates came before it: 0 for the first
     * @return 0 or more
     */
    double learningRate(long update);

    /**
     * Always the same.
     *
     * @param learningRate 0 or more
     * @return a schedule
     */
    static Schedule constant(double learningRate) {
        Curves.rate("learningRate", learningRate);
        return update -> learningRate;
    }

    /**
     * Stairs: the rate is multiplied by a factor after every so many updates.
     *
     * @param learningRate of the first update, 0 or more
     * @param factor above 0, mostly below 1
     * @param every updates on a stair
     * @return {@code learningRate * factor^floor(update / every)}
     */
    static Schedule steps(double learningRate, double factor, long every) {
        Curves.rate("learningRate", learningRate);
        Curves.factor("factor", factor);
        Curves.updates("updates on a stair", every);
        return update -> Curves.scaled(learningRate, factor, update / every);
    }

    /**
     * Stairs at places of one's own: the rate is multiplied by a factor at each of them.
     *
     * @param learningRate of the first update, 0 or more
     * @param factor above 0, mostly below 1
     * @param updates numbers of the updates from which the rate is another, rising
     * @return a schedule
     */
    static Schedule milestones(double learningRate, double factor, long... updates) {
        Curves.rate("learningRate", learningRate);
        Curves.factor("factor", factor);
        long[] own = Objects.requireNonNull(updates, "updates").clone();
        for (int i = 0; i < own.length; i++) {
            if (own[i] < 1 || i > 0 && own[i] <= own[i - 1]) {
                throw new IllegalArgumentException(
                        "milestones " + Arrays.toString(own) + ": expected rising numbers from 1 on");
            }
        }
        return update -> Curves.scaled(learningRate, factor, Curves.passed(own, update));
    }

    /**
     * Exponential decay, a little at each update.
     *
     * @param learningRate of the first update, 0 or more
     * @param factor what {@code every} updates together multiply the rate by, above 0
     * @param every 1 for a factor per update
     * @return {@code learningRate * factor^(update / every)}
     */
    static Schedule exponential(double learningRate, double factor, long every) {
        Curves.rate("learningRate", learningRate);
        Curves.factor("factor", factor);
        Curves.updates("updates of the factor", every);
        return update -> Curves.scaled(learningRate, factor, update, every);
    }

    /**
     * A straight line, and then its end.
     *
     * @param from rate of the first update, 0 or more
     * @param to rate of update number {@code updates} and all after it, 0 or more
     * @param updates how many updates lie on the line
     * @return a schedule
     */
    static Schedule linear(double from, double to, long updates) {
        Curves.rate("first rate", from);
        Curves.rate("last rate", to);
        Curves.updates("updates", updates);
        return update -> update >= updates ? to : Curves.mean(from, to, (double) update / updates);
    }

    /**
     * Half a cosine, from a rate to another, and then the other.
     *
     * @param from rate of the first update, 0 or more
     * @param to rate of update number {@code updates} and all after it, 0 or more
     * @param updates how many updates lie on the curve
     * @return {@code to + (from - to) (1 + cos(pi update / updates)) / 2}
     */
    static Schedule cosine(double from, double to, long updates) {
        Curves.rate("first rate", from);
        Curves.rate("last rate", to);
        Curves.updates("updates", updates);
        return update -> update >= updates ? to : Curves.cosine(from, to, (double) update / updates);
    }

    /**
     * Half a cosine that begins again and again (SGDR; Loshchilov and Hutter, 2017, equation 5).
     *
     * @param high rate at the beginning of each period, above 0
     * @param low what it falls to, and would reach at the next beginning; 0 or more, below {@code high}
     * @param period updates of the first period
     * @param growth how many times as long each period is as the one before; 1 for equal ones
     * @return a schedule
     */
    static Schedule cosineRestarts(double high, double low, long period, int growth) {
        Curves.rate("high rate", high);
        if (!(low >= 0 && low < high)) {
            throw new IllegalArgumentException("low rate " + low + " is not from 0 to below the high rate " + high);
        }
        Curves.updates("period", period);
        Curves.updates("growth", growth);
        return update -> Curves.cosine(high, low, Curves.inPeriod(update, period, growth));
    }

    /**
     * One cycle (Smith, 2018) with the usual proportions: from a 25th of the highest rate up for 30 % of the updates,
     * then down to a 10,000th of where it began; both ways half a cosine. It is PyTorch's {@code OneCycleLR} where 30 %
     * is a whole number. The momentum stays as it is.
     *
     * @param high the highest rate, 0 or more
     * @param updates of the whole cycle, at least 3; after it the rate stays at the lowest
     * @return a schedule
     */
    static Schedule oneCycle(double high, long updates) {
        Curves.rate("high rate", high);
        long rising = Math.max(2, Math.round(0.3 * updates));
        return oneCycle(high / 25, high, high / 25 / 1e4, rising, updates);
    }

    /**
     * One cycle (Smith, 2018): up, then down, both ways half a cosine.
     *
     * @param start rate of the first update, 0 or more
     * @param high rate of update number {@code rising - 1}, 0 or more
     * @param end rate of update number {@code updates - 1} and all after it, 0 or more
     * @param rising how many updates the rate rises for, at least 2
     * @param updates of the whole cycle, more than {@code rising}
     * @return a schedule
     */
    static Schedule oneCycle(double start, double high, double end, long rising, long updates) {
        Curves.rate("first rate", start);
        Curves.rate("high rate", high);
        Curves.rate("last rate", end);
        if (rising < 2 || updates <= rising) {
            throw new IllegalArgumentException("a cycle of " + updates + " updates cannot rise for " + rising
                    + ": expected 2 or more, and fewer than the whole");
        }
        Schedule down = cosine(high, end, updates - rising);
        return cosine(start, high, rising - 1).then(rising - 1, down);
    }

    /**
     * A linear rise, then a fall with the inverse square root of the update's number (Vaswani et al., 2017, equation 3,
     * whose highest rate is {@code 1 / sqrt(modelSize * warmUp)}).
     *
     * @param high rate of the last update of the rise, 0 or more
     * @param warmUp how many updates the rate rises for
     * @return {@code high * min(s / warmUp, sqrt(warmUp / s))} with {@code s = update + 1}
     */
    static Schedule inverseSquareRoot(double high, long warmUp) {
        Curves.rate("high rate", high);
        Curves.updates("updates of the warm-up", warmUp);
        return update -> {
            double s = update + 1.0;
            return high * (s < warmUp ? s / warmUp : Math.sqrt(warmUp / s));
        };
    }

    /**
     * A linear rise to this schedule's first rate, and then this schedule from its beginning.
     *
     * @param updates how many come before it: number u of them, counted from 0, has the first rate times {@code (u + 1)
     *     / updates}
     * @return a schedule
     */
    default Schedule warmUp(long updates) {
        Curves.updates("updates of the warm-up", updates);
        return update ->
                update < updates ? learningRate(0) * ((update + 1.0) / updates) : learningRate(update - updates);
    }

    /**
     * This schedule for some updates, and then another from its beginning.
     *
     * @param updates how many this one is for
     * @param next told of update number {@code updates} as number 0
     * @return a schedule
     */
    default Schedule then(long updates, Schedule next) {
        Curves.updates("updates", updates);
        Objects.requireNonNull(next, "next");
        return update -> update < updates ? learningRate(update) : next.learningRate(update - updates);
    }

    /**
     * This schedule, all rates multiplied by a number.
     *
     * @param factor above 0
     * @return a schedule
     */
    default Schedule times(double factor) {
        Curves.factor("factor", factor);
        return update -> learningRate(update) * factor;
    }

    /**
     * This schedule, but never below a rate. A long exponential decay needs it: at some time it would be 0.
     *
     * @param lowest 0 or more
     * @return a schedule
     */
    default Schedule atLeast(double lowest) {
        Curves.rate("lowest rate", lowest);
        return update -> Math.max(lowest, learningRate(update));
    }
}
