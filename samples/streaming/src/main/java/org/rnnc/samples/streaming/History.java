// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

/** The last readings of some sensors, as windows to train on: one reading more than steps, since each is a target too. */
final class History {
    private final int steps;
    private final int sensors;
    private final float[] readings;
    private int hours;

    /**
     * An empty history.
     *
     * @param sensors the first ones of a site
     * @param steps of a window
     */
    History(int sensors, int steps) {
        this.sensors = sensors;
        this.steps = steps;
        readings = new float[(steps + 1) * sensors];
    }

    /** Adds the site's readings of this hour in place of the oldest. */
    void add(Site site) {
        int row = site.hour() % (steps + 1) * sensors;
        for (int i = 0; i < sensors; i++) {
            readings[row + i] = site.reading(i);
        }
        hours = site.hour() + 1;
    }

    /** Whether there are enough readings for a window. */
    boolean isFull() {
        return hours > steps;
    }

    int sensors() {
        return sensors;
    }

    /**
     * Copies the last readings.
     *
     * @param first sensor of the batch
     * @param batch how many sensors
     * @param inputs filled in, {@code [steps][batch][3]}
     * @param targets filled in, {@code [steps][batch][1]}
     */
    void window(int first, int batch, float[] inputs, float[] targets) {
        int start = hours - steps - 1;
        for (int t = 0; t < steps; t++) {
            float sine = Site.sineOf(start + t);
            float cosine = Site.cosineOf(start + t);
            for (int b = 0; b < batch; b++) {
                int at = t * batch + b;
                inputs[at * Detector.INPUTS] = reading(start + t, first + b);
                inputs[at * Detector.INPUTS + 1] = sine;
                inputs[at * Detector.INPUTS + 2] = cosine;
                targets[at] = reading(start + t + 1, first + b);
            }
        }
    }

    private float reading(int hour, int sensor) {
        return readings[hour % (steps + 1) * sensors + sensor];
    }
}
