// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rnnc.samples.benchmarks.workload.Workload;

/**
 * One row: the contenders' times of one workload. All are warmed up first, one after the other, then each is timed for
 * some milliseconds, in turns. What else a machine does slows down neighbours of a turn alike, so that ratios are taken
 * within a turn, and of those the median.
 */
final class Measurement {
    private static final int FEWEST_TURNS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Entrant, List<Double>> nanos = new LinkedHashMap<>();

    /** Times a workload. */
    static Measurement of(Workload workload, List<WorkerProcess> workers, Options options) throws IOException {
        Measurement measurement = new Measurement();
        List<WorkerProcess> able = new ArrayList<>();
        for (WorkerProcess worker : workers) {
            if (worker.start(workload, options.warmUpMillis())) {
                able.add(worker);
                measurement.nanos.put(worker.entrant(), new ArrayList<>());
            }
        }
        measurement.takeTurns(able, options);
        for (WorkerProcess worker : able) {
            worker.stop();
        }
        return measurement;
    }

    private void takeTurns(List<WorkerProcess> workers, Options options) throws IOException {
        long begin = System.nanoTime();
        double end = options.seconds() * NANOS_PER_SECOND * workers.size();
        for (int turn = 0; turn < FEWEST_TURNS || System.nanoTime() - begin < end; turn++) {
            for (WorkerProcess worker : workers) {
                nanos.get(worker.entrant()).add(worker.slice(options.sliceMillis()));
            }
        }
    }

    /** @return the median in nanoseconds; empty if that contender cannot run the workload */
    OptionalDouble median(Entrant entrant) {
        return nanos.containsKey(entrant)
                ? median(nanos.get(entrant).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                : OptionalDouble.empty();
    }

    /** @return the one with the least median; empty if none of them can run the workload */
    Optional<Entrant> fastest(List<Entrant> entrants) {
        return entrants.stream()
                .filter(nanos::containsKey)
                .min(Comparator.comparingDouble(entrant -> median(entrant).getAsDouble()));
    }

    /** @return the median of how many times as long the one takes as the other; empty if one of them cannot run it */
    OptionalDouble ratio(Entrant entrant, Entrant other) {
        if (!nanos.containsKey(entrant) || !nanos.containsKey(other)) {
            return OptionalDouble.empty();
        }
        double[] ratios = new double[nanos.get(entrant).size()];
        Arrays.setAll(
                ratios, turn -> nanos.get(entrant).get(turn) / nanos.get(other).get(turn));
        return median(ratios);
    }

    private static OptionalDouble median(double[] numbers) {
        Arrays.sort(numbers);
        return numbers.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(numbers[numbers.length / 2]);
    }
}
