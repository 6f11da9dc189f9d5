// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

/** What happens to some sensors, and how well the network learns, for the picture. Allocates nothing after the start. */
final class Recording {
    private static final int SENSORS = 200;

    private final float[][] readings;
    private final float[][] expected;
    private final float[][] tolerance;
    private final boolean[][] anomalies;
    private final boolean[][] flagged;
    private final float[] error;
    private final float[] frozenError;
    private final float[] nextExpected = new float[SENSORS];
    private final float[] nextTolerance = new float[SENSORS];
    private int hours;

    Recording(int capacity) {
        readings = new float[capacity][SENSORS];
        expected = new float[capacity][SENSORS];
        tolerance = new float[capacity][SENSORS];
        anomalies = new boolean[capacity][SENSORS];
        flagged = new boolean[capacity][SENSORS];
        error = new float[capacity];
        frozenError = new float[capacity];
    }

    /** Adds an hour. */
    void add(Site site, Detector detector, Teacher teacher) {
        for (int i = 0; i < SENSORS; i++) {
            readings[hours][i] = site.reading(i);
            expected[hours][i] = nextExpected[i];
            tolerance[hours][i] = nextTolerance[i];
            anomalies[hours][i] = site.isAnomaly(i);
            flagged[hours][i] = detector.isFlagged(i);
            nextExpected[i] = detector.forecast(i);
            nextTolerance[i] = Detector.threshold() * detector.usualError(i);
        }
        error[hours] = teacher.error();
        frozenError[hours] = teacher.frozenError();
        hours++;
    }

    int hours() {
        return hours;
    }

    /** The sensor that has most anomalies from one hour to another. */
    int mostEventful(int from, int to) {
        int best = 0;
        int most = -1;
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            int count = 0;
            for (int hour = from; hour < to; hour++) {
                count += anomalies[hour][sensor] ? 1 : 0;
            }
            if (count > most) {
                best = sensor;
                most = count;
            }
        }
        return best;
    }

    float reading(int hour, int sensor) {
        return readings[hour][sensor];
    }

    /** What was forecast an hour earlier. */
    float expected(int hour, int sensor) {
        return expected[hour][sensor];
    }

    /** How far from the forecast a reading may lie. */
    float tolerance(int hour, int sensor) {
        return tolerance[hour][sensor];
    }

    boolean isAnomaly(int hour, int sensor) {
        return anomalies[hour][sensor];
    }

    boolean isFlagged(int hour, int sensor) {
        return flagged[hour][sensor];
    }

    /** The mean squared error of the network that goes on learning. */
    float error(int hour) {
        return error[hour];
    }

    /** The mean squared error of the network as it was at the start of the stream. */
    float frozenError(int hour) {
        return frozenError[hour];
    }
}
