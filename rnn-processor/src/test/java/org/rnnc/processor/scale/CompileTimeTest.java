// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.EmittedModel;

/**
 * From text to sources in time that grows with the model: four times the layers take at most six times as long. It is the
 * time that the thread has of a processor, since others may be at work; what they take of caches, and what the JVM has not
 * compiled yet, only adds to it. So the least of some attempts counts, and none is made once the bound is kept: time that
 * grows with the square is sixteen times as long in each of them.
 */
@Isolated("measures time")
class CompileTimeTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int FEW = 60;
    private static final double MOST = 6;
    /** What is shorter than this, in nanoseconds, says nothing. */
    private static final double NOISE = 20e6;

    private static final double LONGEST = 10e9;
    private static final int ATTEMPTS = 5;

    static Stream<Map.Entry<String, IntFunction<String>>> ways() {
        return Stream.concat(Large.byLayers().entrySet().stream(), Large.byEquations().entrySet().stream());
    }

    private static long time(String body) {
        long before = THREADS.getCurrentThreadCpuTime();
        EmittedModel.sources(EmittedModel.spec("Net", body), "net");
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    /** Of what takes no time there is enough for a bound that no attempt makes too wide. */
    private static double leastOfThree(String body) {
        return Math.min(time(body), Math.min(time(body), time(body)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void fourTimesAsManyTakeAtMostSixTimesAsLong(Map.Entry<String, IntFunction<String>> way) {
        String few = way.getValue().apply(FEW);
        String many = way.getValue().apply(4 * FEW);
        double first = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            second = Math.min(second, time(many));
            first = Math.min(first, leastOfThree(few));
            if (second <= MOST * first + NOISE) {
                return;
            }
        }
        fail(way.getKey() + ": " + FEW + " in " + first / 1e6 + " ms, " + 4 * FEW + " in " + second / 1e6);
    }

    /**
     * Nearly 20,000 operations, whether a class file then holds the class or not: some seconds on a quiet machine, and far
     * from what it takes where time grows with the square.
     */
    @ParameterizedTest
    @ValueSource(strings = {"tanh(s@)", "s@ .* w"})
    void asManyOperationsAsThereMayBe(String equation) {
        // The compiler of the JVM has seen the work, as it has where a build compiles more than one model.
        time(Large.chain(2_000, equation));
        assertInTime(Large.chain(19_900, equation));
    }

    /** The case that did not end: the largest number of layers there may be, in less than 10 seconds. */
    @Test
    void asManyLayersAsThereMayBe() {
        assertInTime(Large.tower(500, "rnn(3)"));
    }

    private static void assertInTime(String body) {
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least >= LONGEST; attempt++) {
            least = Math.min(least, time(body));
        }
        assertTrue(least < LONGEST, least / 1e9 + " s");
    }
}
