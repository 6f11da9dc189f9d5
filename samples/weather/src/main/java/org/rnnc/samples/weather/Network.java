// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;

/** A recurrent network that learns from some days, and forecasts. */
final class Network implements Forecaster {
    private final Weather model;
    private final Encoding encoding;
    private final Examples examples;
    private final Weather.Session session;
    private final Weather.State state;
    private final float[] day = new float[Encoding.SIZE];
    private final float[] answer = new float[1];

    /**
     * A network that has learned nothing yet.
     *
     * @param training the days to learn from; the network never gets to know others but through {@link #tomorrow}
     * @param seed decides where it starts, and the order of its examples
     */
    Network(List<Day> training, long seed) {
        model = Weather.create(seed);
        encoding = new Encoding(training);
        examples = new Examples(
                training, encoding, model.info(), RandomSource.of(seed).split("examples"));
        session = model.newSession();
        state = model.newState();
    }

    /**
     * Learns.
     *
     * @param epochs how often to go through all examples
     * @param afterEpoch called after each
     */
    void train(int epochs, Runnable afterEpoch) {
        Weather.Trainer trainer = model.newTrainer();
        new TrainingLoop(batch -> {
                    examples.go(batch);
                    return trainer.train(examples.inputs(), examples.targets());
                })
                .windows(epochs * examples.batches())
                .listen(TrainingListeners.every(examples.batches(), progress -> afterEpoch.run()))
                .run();
    }

    @Override
    public double tomorrow(List<Day> past) {
        state.reset();
        for (Day seen : past.subList(past.size() - model.info().window(), past.size())) {
            encoding.put(seen, day, 0);
            session.step(state, day, answer);
        }
        return encoding.temperature(answer[0]);
    }

    Weather model() {
        return model;
    }
}
