// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.WarmUp;

/** Chooses among forms of the same, once: which is fastest depends on the processor and the JDK. */
final class Fastest implements Callable<Timed> {
    private static final double WARM_UP_MILLIS = 400;
    private static final double SLICE = 4e6;
    private static final int TURNS = 10;

    private final List<Callable<Timed>> forms;
    private Callable<Timed> chosen;

    Fastest(List<Callable<Timed>> forms) {
        this.forms = forms;
    }

    /** The one whose fastest turn is the shortest; later a new one of the same form. */
    @Override
    public Timed call() throws Exception {
        if (chosen != null) {
            return chosen.call();
        }
        List<Timed> candidates = new ArrayList<>();
        for (Callable<Timed> form : forms) {
            candidates.add(form.call());
        }
        int best = candidates.size() == 1 ? 0 : best(candidates);
        chosen = forms.get(best);
        return candidates.get(best);
    }

    private static int best(List<Timed> candidates) {
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
        return best;
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
