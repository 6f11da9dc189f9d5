// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rnnc.runtime.random.RandomSource;

/** Lets one network watch many sensors and go on learning, and measures what that takes. */
final class Experiment {
    static final int SENSORS_PER_SITE = 1_000;

    /** Before anything is counted: until every state knows its sensor, and the JIT compiler is done. */
    private static final int HOURS_TO_SETTLE = 4 * Site.HOURS_PER_DAY;

    private static final float SECOND_PEAK = 0.5f;

    private final int hours;
    private final Teacher teacher;
    private final List<Worker> workers;
    private final Recording recording;
    private final Stream stream;

    /**
     * Makes the sensors and their states.
     *
     * @param model trained already
     * @param sites how many, of a thousand sensors each
     * @param threads how many to score with
     * @param hours how long to watch
     */
    Experiment(Forecaster model, Teacher teacher, RandomSource random, int sites, int threads, int hours) {
        this.hours = hours;
        this.teacher = teacher;
        List<Site> all = IntStream.range(0, sites)
                .mapToObj(i -> new Site(SENSORS_PER_SITE, random.split("site" + i)))
                .toList();
        workers = IntStream.range(0, threads)
                .mapToObj(i -> new Worker(model, share(all, i, threads), teacher.error()))
                .toList();
        recording = new Recording(HOURS_TO_SETTLE + hours);
        stream = new Stream(workers, this::betweenHours);
    }

    private static List<Site> share(List<Site> sites, int worker, int workers) {
        List<Site> share = new ArrayList<>();
        for (int i = worker; i < sites.size(); i += workers) {
            share.add(sites.get(i));
        }
        return share;
    }

    private void betweenHours() {
        Site site = workers.get(0).firstSite();
        teacher.teachPresent(site);
        recording.add(site, workers.get(0).firstDetector(), teacher);
    }

    /** Watches; after a third of the time the rhythm of all sensors changes. */
    Result run() throws InterruptedException {
        stream.run(HOURS_TO_SETTLE, false);
        Memory.used();
        long collections = Memory.collections();
        long start = System.nanoTime();
        stream.run(hours / 3, true);
        Tally before = takeTally();
        workers.forEach(worker -> worker.setSecondPeak(SECOND_PEAK));
        stream.run(hours - hours / 3, true);
        Tally after = takeTally();
        long elapsed = System.nanoTime() - start;
        return new Result(
                before,
                after,
                elapsed,
                workers.stream().mapToDouble(Worker::stepsPerSecond).sum(),
                workers.stream().mapToLong(Worker::bytes).sum(),
                Memory.collections() - collections);
    }

    private Tally takeTally() {
        Tally sum = new Tally();
        workers.forEach(worker -> sum.add(worker.takeTally()));
        return sum;
    }

    /** The hour in which the rhythm changes. */
    int change() {
        return HOURS_TO_SETTLE + hours / 3;
    }

    Recording recording() {
        return recording;
    }

    /**
     * What was measured.
     *
     * @param before what was found before the rhythm changed
     * @param after what was found after that
     * @param nanos of the whole run: scoring, learning, and simulating the sensors
     * @param stepsPerSecond of all threads together while they scored
     * @param bytes allocated by all threads while they scored
     * @param collections of the garbage collector during the whole run
     */
    record Result(Tally before, Tally after, long nanos, double stepsPerSecond, long bytes, long collections) {}
}
