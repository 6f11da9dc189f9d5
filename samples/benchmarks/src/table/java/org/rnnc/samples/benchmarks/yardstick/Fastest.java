// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick;

import java.util.Arrays;
import java.util.List;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.WarmUp;

/** Chooses among forms of the same: which is fastest depends on the processor and the JDK. */
final class Fastest {
    private static final double WARM_UP_MILLIS = 400;
    private static final double SLICE = 4e6;
    private static final int TURNS = 10;

    private Fastest() {}

    /** @return the one whose fastest turn is the shortest */
    static Timed of(List<Timed> candidates) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        int[] calls = candidates.stream().mapToInt(Fastest::warmUp).toArray();
        double[] nanos = new double[candidates.size()];
        Arrays.fill(nanos, Double.POSITIVE_INFINITY);
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = Math.min(nanos[i], time(candidates.get(i), calls[i]));
            }
        }
        int best = 0;
        for (int i = 1; i < nanos.length; i++) {
            best = nanos[i] < nanos[best] ? i : best;
        }
        return candidates.get(best);
    }

    /** @return how many calls a turn has */
    private static int warmUp(Timed timed) {
        return (int) Math.max(1, SLICE / WarmUp.run(timed, WARM_UP_MILLIS, false));
    }

    private static double time(Timed timed, int calls) {
        long begin = System.nanoTime();
        timed.run(calls);
        return Math.max(1, (System.nanoTime() - begin) / (double) calls);
    }
}
