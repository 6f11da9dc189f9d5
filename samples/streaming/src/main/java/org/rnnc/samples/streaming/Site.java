// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import org.rnnc.runtime.random.RandomSource;

/**
 * Simulates sensors that give a reading every hour: a daily rhythm of each sensor's own level, strength and phase, noise,
 * and now and then an anomaly, a reading far off. Equal seeds give equal readings. Not for use by two threads at once.
 */
final class Site {
    static final int HOURS_PER_DAY = 24;

    /** The standard deviation of the noise. */
    static final float NOISE = 0.1f;

    private static final double ANOMALIES = 0.002;
    private static final float LEAST_ANOMALY = 6 * NOISE;
    private static final float ANOMALY_RANGE = 10 * NOISE;

    private final RandomSource random;
    private final float[] levels;
    private final float[] sines;
    private final float[] cosines;
    private final boolean[] anomalies;
    private final float[] readings;
    private float secondPeak;
    private int hour = -1;

    Site(int sensors, RandomSource random) {
        this.random = random;
        levels = new float[sensors];
        sines = new float[sensors];
        cosines = new float[sensors];
        anomalies = new boolean[sensors];
        readings = new float[sensors];
        for (int i = 0; i < sensors; i++) {
            double strength = 0.6 + 0.8 * random.nextDouble();
            double phase = 2 * Math.PI * random.nextDouble();
            levels[i] = (float) (0.5 * random.nextGaussian());
            sines[i] = (float) (strength * Math.cos(phase));
            cosines[i] = (float) (strength * Math.sin(phase));
        }
    }

    /** Goes on by an hour. */
    void next() {
        hour++;
        float sine = sineOf(hour);
        float cosine = cosineOf(hour);
        // Twice as fast: sin 2a = 2 sin a cos a.
        float twice = secondPeak * 2 * sine * cosine;
        for (int i = 0; i < readings.length; i++) {
            float signal = levels[i] + sines[i] * sine + cosines[i] * cosine + twice;
            anomalies[i] = random.nextDouble() < ANOMALIES;
            readings[i] = signal + NOISE * (float) random.nextGaussian() + (anomalies[i] ? anomaly() : 0);
        }
    }

    /**
     * Changes the rhythm of all sensors, as a new season or a new schedule does: a second peak every day.
     *
     * @param strength 0 for none, as at the start
     */
    void setSecondPeak(float strength) {
        secondPeak = strength;
    }

    int size() {
        return readings.length;
    }

    /** Hours since the start; the first is 0. */
    int hour() {
        return hour;
    }

    /** What a sensor reads in this hour. */
    float reading(int sensor) {
        return readings[sensor];
    }

    /** Whether this reading is an anomaly: what a detector should find out. */
    boolean isAnomaly(int sensor) {
        return anomalies[sensor];
    }

    /** The time of the day as an angle's sine; with {@link #cosineOf}, midnight is next to the hour before it. */
    static float sineOf(int hour) {
        return (float) Math.sin(2 * Math.PI * (hour % HOURS_PER_DAY) / HOURS_PER_DAY);
    }

    static float cosineOf(int hour) {
        return (float) Math.cos(2 * Math.PI * (hour % HOURS_PER_DAY) / HOURS_PER_DAY);
    }

    private float anomaly() {
        float size = LEAST_ANOMALY + ANOMALY_RANGE * random.nextFloat();
        return random.nextInt(2) == 0 ? size : -size;
    }
}
