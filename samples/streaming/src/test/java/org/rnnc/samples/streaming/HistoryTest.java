// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

class HistoryTest {
    private static final int SENSORS = 6;
    private static final int STEPS = 5;
    private static final int BATCH = 2;
    private static final int HOURS = 13;
    private static final int FIRST = 2;

    private final Site site = new Site(SENSORS, RandomSource.of(1));
    private final History history = new History(SENSORS, STEPS);

    @Test
    void targetsAreTheReadingsAnHourLater() {
        float[][] readings = new float[HOURS][SENSORS];
        for (int hour = 0; hour < HOURS; hour++) {
            site.next();
            history.add(site);
            for (int i = 0; i < SENSORS; i++) {
                readings[hour][i] = site.reading(i);
            }
        }
        float[] inputs = new float[STEPS * BATCH * Detector.INPUTS];
        float[] targets = new float[STEPS * BATCH];
        history.window(FIRST, BATCH, inputs, targets);
        int start = HOURS - STEPS - 1;
        for (int t = 0; t < STEPS; t++) {
            for (int b = 0; b < BATCH; b++) {
                int at = t * BATCH + b;
                assertEquals(readings[start + t][FIRST + b], inputs[at * Detector.INPUTS]);
                assertEquals(Site.sineOf(start + t), inputs[at * Detector.INPUTS + 1]);
                assertEquals(Site.cosineOf(start + t), inputs[at * Detector.INPUTS + 2]);
                assertEquals(readings[start + t + 1][FIRST + b], targets[at]);
            }
        }
    }

    @Test
    void isFullOnceEachStepOfAWindowHasItsTarget() {
        for (int hours = 1; hours <= HOURS; hours++) {
            site.next();
            history.add(site);
            assertEquals(hours > STEPS, history.isFull());
        }
    }
}
