// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import org.rnnc.runtime.tensor.Tensor;

/** Lets a network learn from a site: first from the past, then on line, with a copy that stops learning to compare. */
final class Teacher {
    /** How many sensors to learn from. */
    static final int SENSORS = 512;

    private static final double RATE_ON_LINE = 1e-3;
    private static final float SMOOTHING = 0.95f;

    private final Forecaster model;
    private final Learner learner;
    private final Forecaster frozen = Forecaster.create();
    private final Forecaster.Trainer frozenTrainer = frozen.newTrainer();
    private float error;
    private float frozenError;

    Teacher(Forecaster model) {
        this.model = model;
        learner = new Learner(model, SENSORS);
    }

    /** Learns from so many hours of a site that nobody watches. */
    void teachPast(Site site, int hours) {
        for (int hour = 0; hour < hours; hour++) {
            site.next();
            learner.watch(site);
            if (learner.isReady()) {
                learner.choose();
                error = smooth(error, learner.learn());
            }
        }
        for (Tensor parameter : model.parameters()) {
            float[] numbers = new float[parameter.size()];
            parameter.read(numbers);
            frozen.parameter(parameter.name()).write(numbers);
        }
        frozenError = error;
        learner.setLearningRate(RATE_ON_LINE);
    }

    /** Learns from the hour that has just been scored. Allocates nothing. */
    void teachPresent(Site site) {
        learner.watch(site);
        if (learner.isReady()) {
            learner.choose();
            frozenError = smooth(frozenError, learner.test(frozenTrainer));
            error = smooth(error, learner.learn());
        }
    }

    /** The mean squared error of the forecasts. */
    float error() {
        return error;
    }

    /** The same, had the network not gone on learning. */
    float frozenError() {
        return frozenError;
    }

    private static float smooth(float old, float now) {
        return old == 0 ? now : SMOOTHING * old + (1 - SMOOTHING) * now;
    }
}
