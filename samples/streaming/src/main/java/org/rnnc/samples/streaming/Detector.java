// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.util.Arrays;

/**
 * Scores the readings of one site. For each sensor it keeps a state of the network and a few numbers; the network itself
 * and the session to run it are shared.
 */
final class Detector {
    /** Inputs of the network: the reading, and the hour as sine and cosine. */
    static final int INPUTS = 3;

    /** A reading is flagged if its error is this many times what is usual for the sensor. */
    private static final float THRESHOLD = 4.5f;

    private static final float SQUARED_THRESHOLD = THRESHOLD * THRESHOLD;

    /** How much of the usual squared error each reading replaces. */
    private static final float ADAPTATION = 0.02f;

    private final Forecaster.State[] states;
    private final float[] forecasts;
    private final float[] usual;
    private final boolean[] flagged;

    private final float[] input = new float[INPUTS];
    private final float[] output = new float[1];

    /**
     * A detector that has seen nothing yet.
     *
     * @param sensors how many
     * @param squaredError what to take as usual at first
     */
    Detector(Forecaster model, int sensors, float squaredError) {
        states = new Forecaster.State[sensors];
        Arrays.setAll(states, i -> model.newState());
        forecasts = new float[sensors];
        usual = new float[sensors];
        Arrays.fill(usual, squaredError);
        flagged = new boolean[sensors];
    }

    /** Compares each reading with its forecast, then makes the forecast for the next hour. Allocates nothing. */
    void score(Site site, Forecaster.Session session) {
        input[1] = Site.sineOf(site.hour());
        input[2] = Site.cosineOf(site.hour());
        for (int i = 0; i < states.length; i++) {
            float reading = site.reading(i);
            float error = reading - forecasts[i];
            boolean wasFlagged = flagged[i];
            flagged[i] = error * error > SQUARED_THRESHOLD * usual[i];
            usual[i] += ADAPTATION * (Math.min(error * error, SQUARED_THRESHOLD * usual[i]) - usual[i]);
            // One wild reading must not lead the network astray; two may be the new normal.
            input[0] = flagged[i] && !wasFlagged ? forecasts[i] : reading;
            session.step(states[i], input, output);
            forecasts[i] = output[0];
        }
    }

    /** Whether the last reading of a sensor was flagged as an anomaly. */
    boolean isFlagged(int sensor) {
        return flagged[sensor];
    }

    /** What the next reading of a sensor should be. */
    float forecast(int sensor) {
        return forecasts[sensor];
    }

    /** How large the error of a sensor usually is. */
    float usualError(int sensor) {
        return (float) Math.sqrt(usual[sensor]);
    }

    static float threshold() {
        return THRESHOLD;
    }
}
