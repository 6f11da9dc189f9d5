// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each schedule beside numbers worked out by hand, or by its formula in the form others compute it in. */
class ScheduleTest {
    private static final double CLOSE = 1e-12;

    private static void assertRates(Schedule schedule, double... expected) {
        for (int update = 0; update < expected.length; update++) {
            assertEquals(expected[update], schedule.learningRate(update), CLOSE * expected[update], "update " + update);
        }
    }

    private static void assertSame(LongToDoubleFunction expected, Schedule schedule, long updates) {
        for (long update = 0; update < updates; update++) {
            double rate = expected.applyAsDouble(update);
            assertEquals(rate, schedule.learningRate(update), 1e-11 * rate, "update " + update);
        }
    }

    @Test
    void byHand() {
        assertRates(Schedule.constant(0.1), 0.1, 0.1, 0.1);
        assertRates(Schedule.steps(0.8, 0.5, 3), 0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2);
        assertRates(Schedule.milestones(1, 0.1, 2, 3, 5), 1, 1, 0.1, 0.01, 0.01, 0.001, 0.001);
        assertRates(Schedule.exponential(1, 0.5, 1), 1, 0.5, 0.25, 0.125);
        assertRates(Schedule.exponential(1, 0.25, 4), 1, Math.sqrt(0.5), 0.5, Math.sqrt(0.125), 0.25);
        assertRates(Schedule.linear(1, 3, 4), 1, 1.5, 2, 2.5, 3, 3, 3);
        double eighth = Math.sqrt(0.5);
        assertRates(Schedule.cosine(3, 1, 4), 3, 2 + eighth, 2, 2 - eighth, 1, 1);
        assertRates(Schedule.cosineRestarts(2, 0, 2, 2), 2, 1, 2, 1 + eighth, 1, 1 - eighth, 2);
        assertRates(Schedule.inverseSquareRoot(0.5, 4), 0.125, 0.25, 0.375, 0.5, 0.5 * Math.sqrt(0.8));
        assertRates(Schedule.oneCycle(1, 4, 2, 3, 5), 1, 2.5, 4, 3, 2, 2, 2);
    }

    @Test
    void compose() {
        Schedule stairs = Schedule.steps(0.8, 0.5, 1);
        assertRates(stairs.warmUp(4), 0.2, 0.4, 0.6, 0.8, 0.8, 0.4, 0.2);
        assertRates(stairs.then(2, Schedule.constant(3)).times(2), 1.6, 0.8, 6, 6);
        assertRates(stairs.atLeast(0.3), 0.8, 0.4, 0.3, 0.3);
        assertRates(Schedule.cosine(2, 1, 2).warmUp(2).then(3, Schedule.linear(9, 10, 2)), 1, 2, 2, 9, 9.5, 10, 10);
    }

    /** As PyTorch computes it: each rate from the one before. */
    @Test
    void cosineFollowsItsRecursion() {
        double[] rates = new double[101];
        rates[0] = 0.3;
        for (int t = 1; t <= 100; t++) {
            double factor = (1 + Math.cos(Math.PI * t / 100)) / (1 + Math.cos(Math.PI * (t - 1) / 100));
            rates[t] = factor * (rates[t - 1] - 0.01) + 0.01;
        }
        assertSame(update -> rates[(int) update], Schedule.cosine(0.3, 0.01, 100), 101);
    }

    /** As PyTorch computes it: T_cur and T_i move on from update to update. */
    @Test
    void restartsFollowTheirPeriods() {
        double[] rates = new double[2_000];
        int inPeriod = 0;
        int period = 7;
        for (int t = 0; t < rates.length; t++) {
            rates[t] = 0.002 + (0.3 - 0.002) * (1 + Math.cos(Math.PI * inPeriod / period)) / 2;
            inPeriod++;
            if (inPeriod >= period) {
                inPeriod -= period;
                period *= 3;
            }
        }
        assertSame(update -> rates[(int) update], Schedule.cosineRestarts(0.3, 0.002, 7, 3), rates.length);
        Schedule equal = Schedule.cosineRestarts(0.3, 0.002, 7, 1);
        assertSame(update -> equal.learningRate(update % 7), equal, 1_000);
    }

    /** As PyTorch computes it, for its default of 30 % and cosines. */
    @Test
    void oneCycleIsPyTorchs() {
        double high = 0.05;
        int total = 200;
        double peak = 0.3 * total - 1;
        LongToDoubleFunction expected = update -> update <= peak
                ? annealed(high / 25, high, update / peak)
                : annealed(high, high / 25 / 1e4, (update - peak) / (total - 1 - peak));
        assertSame(expected, Schedule.oneCycle(high, total), total);
        assertEquals(high, Schedule.oneCycle(high, total).learningRate(59));
        assertEquals(high / 25 / 1e4, Schedule.oneCycle(high, total).learningRate(199));
        assertEquals(high / 25 / 1e4, Schedule.oneCycle(high, total).learningRate(100_000));
    }

    private static double annealed(double from, double to, double share) {
        return to + (from - to) / 2 * (Math.cos(Math.PI * share) + 1);
    }

    /** As the paper has it: by the size of the model. */
    @Test
    void inverseSquareRootIsThePapers() {
        int modelSize = 512;
        int warmUp = 4_000;
        LongToDoubleFunction expected = update ->
                Math.pow(modelSize, -0.5) * Math.min(Math.pow(update + 1, -0.5), (update + 1) * Math.pow(warmUp, -1.5));
        Schedule schedule = Schedule.inverseSquareRoot(1 / Math.sqrt(modelSize * (double) warmUp), warmUp);
        assertSame(expected, schedule, 20_000);
    }

    @Test
    void decayIsAProductOverUpdates() {
        double rate = 1;
        Schedule schedule = Schedule.exponential(1, 0.999, 1);
        for (int update = 0; update < 10_000; update++) {
            assertEquals(rate, schedule.learningRate(update), 1e-11 * rate);
            rate *= 0.999;
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("cosine", Schedule.cosine(1e-3, 1e-9, 1_000_000_007L)),
                Arguments.of("restarts", Schedule.cosineRestarts(1e-3, 0, 1_000_000_007L, 1)),
                Arguments.of("growing", Schedule.cosineRestarts(1e-3, 0, 1, 10)),
                Arguments.of("cycle", Schedule.oneCycle(1e-3, 3)),
                Arguments.of("root", Schedule.inverseSquareRoot(1e-3, 1)),
                Arguments.of("line", Schedule.linear(1e-3, 1e-6, Long.MAX_VALUE)),
                Arguments.of("decay", Schedule.exponential(1e-3, 0.5, 7).atLeast(1e-300)),
                Arguments.of("warm", Schedule.constant(1e-3).warmUp(1_000_000)));
    }

    /** A rate of 0 would be refused by the trainer; also far out and at the ends of long periods. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void ratesAreAboveZeroEverywhere(String name, Schedule schedule) {
        long[] updates = {0, 1, 2, 3, 100, 1_000_000_006L, 1_000_000_007L, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE
        };
        for (long update : updates) {
            double rate = schedule.learningRate(update);
            assertTrue(rate > 0 && rate <= 1e-3, () -> name + " " + update + ": " + rate);
        }
    }

    @Test
    void endsAreExact() {
        assertEquals(0.1, Schedule.cosine(0.1, 0.003, 10).learningRate(0));
        assertEquals(0.003, Schedule.cosine(0.1, 0.003, 10).learningRate(10));
        assertEquals(0.1, Schedule.cosineRestarts(0.1, 0.003, 10, 1).learningRate(10));
        assertEquals(0.7, Schedule.linear(0.7, 0.1, 3).learningRate(0));
        assertEquals(0.1, Schedule.linear(0.7, 0.1, 3).learningRate(3));
    }

    /** The bits themselves, so that no platform and no later version gives others unnoticed. */
    @Test
    void bitsAreTheSameEverywhere() {
        long digest = 0;
        Schedule[] schedules = {
            Schedule.cosine(1e-3, 1e-5, 1_000).warmUp(100),
            Schedule.cosineRestarts(1e-3, 1e-6, 10, 2),
            Schedule.exponential(0.1, 0.9, 17),
            Schedule.oneCycle(0.1, 1_000),
            Schedule.inverseSquareRoot(1e-3, 50)
        };
        for (Schedule schedule : schedules) {
            for (long update = 0; update < 1_200; update++) {
                digest = 31 * digest + Double.doubleToLongBits(schedule.learningRate(update));
            }
        }
        assertEquals(2843027932475691809L, digest);
    }

    @Test
    void badArgumentsAreRefused() {
        assertRefused("learningRate: expected a finite number from 0 on, found -1.0", () -> Schedule.constant(-1));
        assertRefused(
                "learningRate: expected a finite number from 0 on, found NaN",
                () -> Schedule.steps(Double.NaN, 0.5, 1));
        assertRefused("factor: expected a number above 0, found -1.0", () -> Schedule.exponential(1, -1, 1));
        assertRefused("updates on a stair: expected a number from 1 on, found 0", () -> Schedule.steps(1, 0.5, 0));
        assertRefused("milestones [3, 3]: expected rising numbers from 1 on", () -> Schedule.milestones(1, 0.5, 3, 3));
        assertRefused(
                "last rate: expected a finite number from 0 on, found Infinity", () -> Schedule.cosine(1, 1 / 0.0, 5));
        assertRefused(
                "low rate 1.0 is not from 0 to below the high rate 1.0", () -> Schedule.cosineRestarts(1, 1, 5, 1));
        assertRefused("growth: expected a number from 1 on, found 0", () -> Schedule.cosineRestarts(1, 0, 5, 0));
        assertRefused(
                "a cycle of 2 updates cannot rise for 2: expected 2 or more, and fewer than the whole",
                () -> Schedule.oneCycle(1, 2));
        Schedule constant = Schedule.constant(1);
        assertRefused("updates of the warm-up: expected a number from 1 on, found 0", () -> constant.warmUp(0));
        assertRefused("updates: expected a number from 1 on, found -1", () -> constant.then(-1, constant));
        assertRefused("factor: expected a number above 0, found Infinity", () -> constant.times(1 / 0.0));
        assertThrows(NullPointerException.class, () -> constant.then(1, null));
    }

    @Test
    void mayEndInZero() {
        assertEquals(0, Schedule.cosine(1, 0, 5).learningRate(5));
        assertEquals(0, Schedule.linear(0.5, 0, 5).learningRate(7));
        assertEquals(0, Schedule.oneCycle(0, 1, 0, 3, 9).learningRate(0));
        assertEquals(0, Schedule.oneCycle(0, 1, 0, 3, 9).learningRate(8));
        assertEquals(0, Schedule.constant(0).then(3, Schedule.constant(1)).learningRate(2));
        assertEquals(0, new ReduceOnPlateau(Schedule.cosine(1, 0, 5), Goal.MINIMIZE, 0.5, 1).learningRate(5));
        assertTrue(Schedule.cosine(1, 0, 5).learningRate(4) > 0);
    }

    private static void assertRefused(String message, Executable executable) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }

    @Test
    void aQuarterOfACosine() {
        for (int i = 0; i <= 100_000; i++) {
            double share = i / 100_000.0;
            assertEquals(StrictMath.cos(Math.PI / 2 * share), Curves.quarterCosine(share), 2.3e-16, "at " + share);
        }
        assertEquals(1, Curves.quarterCosine(0));
        assertEquals(0, Curves.quarterCosine(1));
    }

    @Test
    void aRateOfNoneStaysNoneHoweverItsFactorGrows() {
        for (Schedule schedule : new Schedule[] {
            Schedule.steps(0, 1e300, 1), Schedule.milestones(0, 1e300, 1, 2, 3), Schedule.exponential(0, 1e300, 2)
        }) {
            for (long update : new long[] {0, 1, 2, 3, 9, 1L << 62}) {
                assertEquals(0, schedule.learningRate(update));
            }
        }
    }
}
