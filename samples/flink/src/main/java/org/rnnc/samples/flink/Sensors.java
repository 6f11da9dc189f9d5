// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.io.Serializable;

/**
 * Makes the readings of sensors, each of its number alone, so that any task can make any of them again after a restart: a daily
 * rhythm of each sensor's own level, strength and phase, noise, and now and then an anomaly, a reading far off. After a third of
 * the hours the rhythm of all sensors has a second peak.
 *
 * @param count how many sensors
 * @param hours how long, with a reading of each sensor an hour
 */
record Sensors(int count, int hours) implements Serializable {
    static final int HOURS_PER_DAY = 24;
    static final float NOISE = 0.1f;

    private static final double ANOMALIES = 0.002;
    private static final float LEAST_ANOMALY = 6 * NOISE;
    private static final float ANOMALY_RANGE = 10 * NOISE;
    private static final float SECOND_PEAK = 0.5f;

    long readings() {
        return (long) count * hours;
    }

    /** The hour in which the rhythm changes. */
    int change() {
        return hours / 3;
    }

    /** A reading by its number: in each hour one of each sensor. */
    Reading reading(long number) {
        int sensor = (int) (number % count);
        int hour = (int) (number / count);
        float level = 0.5f * noise(sensor, -1);
        double strength = 0.6 + 0.8 * uniform(sensor, -2);
        double angle = angle(hour) + 2 * Math.PI * uniform(sensor, -3);
        double second = hour < change() ? 0 : SECOND_PEAK * Math.sin(2 * angle(hour));
        float value = (float) (level + strength * Math.sin(angle) + second) + NOISE * noise(sensor, 3L * hour);
        return new Reading(sensor, hour, isAnomaly(sensor, hour) ? value + anomaly(sensor, hour) : value);
    }

    boolean isAnomaly(int sensor, int hour) {
        return uniform(sensor, 3L * hour + 1) < ANOMALIES;
    }

    private static float anomaly(int sensor, int hour) {
        double size = 2 * uniform(sensor, 3L * hour + 2) - 1;
        return (float) (Math.signum(size) * LEAST_ANOMALY + size * ANOMALY_RANGE);
    }

    /** The time of the day. */
    static double angle(int hour) {
        return 2 * Math.PI * (hour % HOURS_PER_DAY) / HOURS_PER_DAY;
    }

    /** Nearly normal: a sum of uniform numbers with variance 1. */
    private static float noise(int sensor, long what) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += uniform(sensor, 4 * what + i + (1L << 40));
        }
        return (float) ((sum - 2) * Math.sqrt(3));
    }

    /** From 0 to 1, by the finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static double uniform(int sensor, long what) {
        long z = (sensor * 0x9e3779b97f4a7c15L) ^ (what * 0xd1342543de82ef95L + 1);
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
    }
}
