// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

class SiteTest {
    private static final int SENSORS = 100;
    private static final int DAYS = 50;
    private static final int HOURS = DAYS * Site.HOURS_PER_DAY;

    @Test
    void equalSeedsGiveEqualReadings() {
        Site site = new Site(SENSORS, RandomSource.of(3));
        Site same = new Site(SENSORS, RandomSource.of(3));
        for (int hour = 0; hour < HOURS; hour++) {
            site.next();
            same.next();
            for (int i = 0; i < SENSORS; i++) {
                assertEquals(site.reading(i), same.reading(i));
            }
        }
    }

    @Test
    void readingsRepeatEveryDayUpToNoise() {
        double[] ordinary = differencesFromTheDayBefore(false);
        // The difference of two readings has twice the variance of the noise.
        assertEquals(Math.sqrt(2) * Site.NOISE, ordinary[0], 0.01);
    }

    @Test
    void anomaliesAreRareAndFarOff() {
        double[] anomalies = differencesFromTheDayBefore(true);
        assertEquals(0.002, anomalies[1] / (SENSORS * HOURS), 0.0005);
        assertTrue(anomalies[0] > 6 * Site.NOISE, "root mean square " + anomalies[0]);
    }

    /** Root mean square, and how many. */
    private static double[] differencesFromTheDayBefore(boolean anomalies) {
        Site site = new Site(SENSORS, RandomSource.of(3));
        float[][] readings = new float[HOURS][SENSORS];
        boolean[][] anomaly = new boolean[HOURS][SENSORS];
        double sum = 0;
        int count = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            site.next();
            for (int i = 0; i < SENSORS; i++) {
                readings[hour][i] = site.reading(i);
                anomaly[hour][i] = site.isAnomaly(i);
                int dayBefore = hour - Site.HOURS_PER_DAY;
                if (dayBefore >= 0 && !anomaly[dayBefore][i] && anomaly[hour][i] == anomalies) {
                    sum += Math.pow(readings[hour][i] - readings[dayBefore][i], 2);
                    count++;
                }
            }
        }
        return new double[] {Math.sqrt(sum / count), count};
    }
}
