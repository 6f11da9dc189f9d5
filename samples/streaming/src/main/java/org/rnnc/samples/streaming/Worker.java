// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** One thread's share: some sites, their detectors, and one session for all their sensors. */
final class Worker {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Site> sites;
    private final List<Detector> detectors;
    private final Forecaster.Session session;
    private Tally tally = new Tally();
    private long steps;
    private long nanos;
    private long bytes;

    /**
     * Makes a state for each sensor.
     *
     * @param squaredError of the forecasts, what detectors take as usual at first
     */
    Worker(Forecaster model, List<Site> sites, float squaredError) {
        this.sites = sites;
        detectors = sites.stream()
                .map(site -> new Detector(model, site.size(), squaredError))
                .toList();
        session = model.newSession();
    }

    /**
     * Scores an hour's readings of all sensors.
     *
     * @param counts whether to count time, allocations and anomalies
     */
    void hour(boolean counts) {
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            Detector detector = detectors.get(i);
            site.next();
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            detector.score(site, session);
            long elapsed = System.nanoTime() - start;
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            if (counts) {
                steps += site.size();
                nanos += elapsed;
                bytes += allocated;
                tally.add(site, detector);
            }
        }
    }

    void setSecondPeak(float strength) {
        sites.forEach(site -> site.setSecondPeak(strength));
    }

    Site firstSite() {
        return sites.get(0);
    }

    Detector firstDetector() {
        return detectors.get(0);
    }

    /** What was counted since the last time this was asked. */
    Tally takeTally() {
        Tally taken = tally;
        tally = new Tally();
        return taken;
    }

    /** While scoring; the simulation of the sensors does not count. */
    double stepsPerSecond() {
        return steps * NANOS_PER_SECOND / nanos;
    }

    /** Allocated during steps and scores. */
    long bytes() {
        return bytes;
    }
}
