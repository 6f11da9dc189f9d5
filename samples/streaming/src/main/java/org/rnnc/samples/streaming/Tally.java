// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.util.Locale;

/** Counts what a detector got right. Not for use by two threads at once. */
final class Tally {
    private long readings;
    private long anomalies;
    private long flagged;
    private long found;

    void add(Site site, Detector detector) {
        for (int i = 0; i < site.size(); i++) {
            readings++;
            anomalies += site.isAnomaly(i) ? 1 : 0;
            flagged += detector.isFlagged(i) ? 1 : 0;
            found += site.isAnomaly(i) && detector.isFlagged(i) ? 1 : 0;
        }
    }

    void add(Tally other) {
        readings += other.readings;
        anomalies += other.anomalies;
        flagged += other.flagged;
        found += other.found;
    }

    long readings() {
        return readings;
    }

    /** Of the readings flagged, the part that are anomalies. */
    double precision() {
        return (double) found / flagged;
    }

    /** Of the anomalies, the part that was flagged. */
    double recall() {
        return (double) found / anomalies;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d anomalies in %,d readings, %,d flagged; precision %.3f, recall %.3f",
                anomalies,
                readings,
                flagged,
                precision(),
                recall());
    }
}
