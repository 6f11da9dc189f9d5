// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

/**
 * Trains a network on the last readings of some sensors, a few of them at a time in turn. Allocates nothing after the
 * constructor.
 */
final class Learner {
    private final Forecaster.Trainer trainer;
    private final History history;
    private final int batch;
    private final float[] inputs;
    private final float[] targets;
    private int turn;

    Learner(Forecaster model, int sensors) {
        trainer = model.newTrainer();
        batch = model.info().batch();
        int steps = model.info().window();
        history = new History(sensors, steps);
        inputs = new float[steps * batch * Detector.INPUTS];
        targets = new float[steps * batch];
    }

    /** Remembers the readings of an hour. */
    void watch(Site site) {
        history.add(site);
    }

    /** Whether enough is remembered to learn from. */
    boolean isReady() {
        return history.isFull();
    }

    /** Takes the next sensors in turn. */
    void choose() {
        int batches = history.sensors() / batch;
        history.window(turn % batches * batch, batch, inputs, targets);
        turn++;
    }

    /** Learns from the sensors chosen, and returns the mean squared error before. */
    float learn() {
        return trainer.train(inputs, targets);
    }

    /** The mean squared error of another network on the sensors chosen. */
    float test(Forecaster.Trainer other) {
        return other.evaluate(inputs, targets);
    }

    /** Sets the rate of learning. */
    void setLearningRate(double rate) {
        trainer.setLearningRate(rate);
    }
}
