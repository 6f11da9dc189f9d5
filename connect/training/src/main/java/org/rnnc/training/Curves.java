// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import org.rnnc.runtime.math.DoubleMath;
import org.rnnc.runtime.math.Powers;
import org.rnnc.runtime.support.Checks;

/**
 * What schedules are made of. The project's own functions and the square root give the same bits everywhere;
 * {@code Math.cos} and {@code Math.pow} may not. {@code StrictMath.cos} does, and on later JDKs allocates.
 */
final class Curves {
    private Curves() {}

    /** From {@code from} at 0 to {@code to} at 1; both ends are exact. */
    static double mean(double from, double to, double share) {
        return from * (1 - share) + to * share;
    }

    /**
     * Half a cosine from {@code from} at 0 to {@code to} at 1. Not as (1 + cos) / 2, which is 0 before the end is
     * reached when periods are long.
     */
    static double cosine(double from, double to, double share) {
        double root = quarterCosine(share);
        double kept = root * root;
        return from * kept + to * (1 - kept);
    }

    /** The cosine of {@code share} quarters of a turn, from 0 to 1; to about 2e-16, by Taylor's series up to an eighth. */
    static double quarterCosine(double share) {
        boolean near = share <= 0.5;
        double angle = Math.PI / 2 * (near ? share : 1 - share);
        double square = angle * angle;
        double sum = 0;
        // cos x = 1 - x^2 / (1 * 2) (1 - x^2 / (3 * 4) (...)); sin x = x (1 - x^2 / (2 * 3) (...)).
        for (int i = near ? 18 : 19; i > 1; i -= 2) {
            sum = square / (i * (i - 1)) * (1 - sum);
        }
        return near ? 1 - sum : angle * (1 - sum);
    }

    /** How much of its period an update has behind it, from 0 to below 1. */
    static double inPeriod(long update, long period, int growth) {
        if (growth == 1) {
            return (double) (update % period) / period;
        }
        long length = period;
        long place = update;
        while (place >= length) {
            place -= length;
            // A period that does not fit into a long is never over.
            length = length > Long.MAX_VALUE / growth ? Long.MAX_VALUE : length * growth;
        }
        return (double) place / length;
    }

    /** How many of some rising numbers are not above the update's. */
    static int passed(long[] milestones, long update) {
        int passed = 0;
        while (passed < milestones.length && milestones[passed] <= update) {
            passed++;
        }
        return passed;
    }

    /** {@code rate factor^exponent}; 0 stays 0, however large a power grows. */
    static double scaled(double rate, double factor, long exponent) {
        return rate == 0 ? 0 : rate * Powers.power(factor, exponent);
    }

    /** The same for a fraction. */
    static double scaled(double rate, double factor, long numerator, long denominator) {
        return rate == 0 ? 0 : rate * power(factor, numerator, denominator);
    }

    private static double power(double factor, long numerator, long denominator) {
        // Whole powers apart, so that a factor per update is not a logarithm's error times their number.
        double fraction = (double) (numerator % denominator) / denominator;
        double whole = Powers.power(factor, numerator / denominator);
        return fraction == 0 ? whole : whole * DoubleMath.exp(DoubleMath.log(factor) * fraction);
    }

    static void rate(String what, double value) {
        Checks.rate(what, value);
    }

    static void factor(String what, double value) {
        Checks.positive(what, value);
    }

    static void updates(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": expected a number from 1 on, found " + value);
        }
    }
}
