// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.accumulators.Accumulator;

/** What a job has found: tasks add to one each, and Flink adds those up. */
final class Findings implements Accumulator<Score, Findings> {
    private static final long serialVersionUID = 1;

    /** A reading is flagged if its error is this many times the usual one. */
    private static final float THRESHOLD = 4.5f;

    /** Until every state knows its sensor. */
    static final int HOURS_TO_SETTLE = 48;

    /** The sensor that is drawn. */
    static final int SHOWN = 17;

    private final Sensors sensors;
    private final float limit;
    private final double[] squares;
    private final ArrayList<Score> shown = new ArrayList<>();
    private long scores;
    private long anomalies;
    private long flagged;
    private long found;

    /** @param usual error of the forecasts */
    Findings(Sensors sensors, double usual) {
        this.sensors = sensors;
        limit = (float) (THRESHOLD * usual);
        squares = new double[sensors.hours()];
    }

    @Override
    public void add(Score score) {
        boolean isFlagged = isFlagged(score);
        boolean isAnomaly = sensors.isAnomaly(score.sensor(), score.hour());
        squares[score.hour()] += isAnomaly ? 0 : score.error() * score.error();
        scores++;
        if (score.hour() >= HOURS_TO_SETTLE && score.hour() < sensors.change()) {
            anomalies += isAnomaly ? 1 : 0;
            flagged += isFlagged ? 1 : 0;
            found += isAnomaly && isFlagged ? 1 : 0;
        }
        if (score.sensor() == SHOWN) {
            shown.add(score);
        }
    }

    boolean isFlagged(Score score) {
        return Math.abs(score.error()) > limit;
    }

    float limit() {
        return limit;
    }

    @Override
    public void merge(Accumulator<Score, Findings> others) {
        Findings other = others.getLocalValue();
        for (int hour = 0; hour < squares.length; hour++) {
            squares[hour] += other.squares[hour];
        }
        shown.addAll(other.shown);
        scores += other.scores;
        anomalies += other.anomalies;
        flagged += other.flagged;
        found += other.found;
    }

    @Override
    public Findings getLocalValue() {
        return this;
    }

    @Override
    public void resetLocal() {
        Arrays.fill(squares, 0);
        shown.clear();
        scores = 0;
        anomalies = 0;
        flagged = 0;
        found = 0;
    }

    @Override
    public Findings clone() {
        Findings copy = new Findings(sensors, limit / THRESHOLD);
        copy.merge(this);
        return copy;
    }

    long scores() {
        return scores;
    }

    double recall() {
        return (double) found / anomalies;
    }

    double precision() {
        return (double) found / flagged;
    }

    /** The root mean square of all sensors' errors in an hour, without the anomalies. */
    double error(int hour) {
        return Math.sqrt(squares[hour] / sensors.count());
    }

    /** The same from an hour on. */
    double errorFrom(int hour) {
        double sum = 0;
        for (int i = hour; i < squares.length; i++) {
            sum += squares[i];
        }
        return Math.sqrt(sum / sensors.count() / (squares.length - hour));
    }

    List<Score> shown() {
        return shown;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d anomalies before the rhythm changes, %,d flagged; precision %.3f, recall %.3f",
                anomalies,
                flagged,
                precision(),
                recall());
    }
}
