// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.util.Locale;
import org.rnnc.progress.Display;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Generator;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.TokenWindows;
import org.rnnc.training.TrainingListener.Progress;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** Trains a network, watches how it does, and lets it write. */
final class Experiment {
    /** Of the smoothed loss at each window, this much is kept; as in min-char-rnn. */
    private static final double SMOOTHING = 0.999;

    private static final int WINDOWS_PER_UPDATE = 50;
    private static final int WINDOWS_PER_POINT = 200;
    private static final int WINDOWS_PER_TEST = 10_000;
    private static final int WINDOWS_PER_SAMPLE = 50_000;

    /** For the curve, only this much of the held-out text is looked at. */
    private static final int TEST_WINDOWS = 1_000;

    private static final double SAMPLE_TEMPERATURE = 0.6;
    private static final int SAMPLE_LENGTH = 200;

    private final CharRnn model;
    private final RandomSource random;
    private final TokenWindows training;
    private final TokenWindows heldOut;
    private final Metric bitsPerCharacter = Metrics.bitsPerCharacter(Alphabet.VOCABULARY.size());
    private final Evaluation evaluation;
    private final LossCurve curve = new LossCurve();

    Experiment(CharRnn model, Corpus corpus, RandomSource random) {
        this.model = model;
        this.random = random;
        training = new TokenWindows(model.info(), corpus.training());
        heldOut = new TokenWindows(model.info(), corpus.heldOut());
        evaluation = new Evaluation(model).measure("next", bitsPerCharacter);
    }

    /** Trains until the goal is reached, and tells where training then stands. */
    Status train(Goal goal) {
        try (Display display = new Display("", goal.total(), goal.unit())) {
            TrainingLoop loop = TrainingLoop.over(model.newTrainer(), training)
                    .smoothing(SMOOTHING)
                    .listen(TrainingListeners.every(
                            WINDOWS_PER_UPDATE, progress -> show(display, goal, status(progress))))
                    .listen(TrainingListeners.every(WINDOWS_PER_POINT, progress -> addTrainingPoint(status(progress))))
                    .listen(TrainingListeners.every(WINDOWS_PER_TEST, progress -> addHeldOutPoint(status(progress))))
                    .listen(TrainingListeners.every(WINDOWS_PER_SAMPLE, progress -> display.print(sample(progress))));
            goal.limit(loop, window());
            TrainingLoop.Result result = loop.run();
            if (!result.problem().isEmpty()) {
                throw new ArithmeticException(result.problem());
            }
            Status end = status(result);
            addTrainingPoint(end);
            addHeldOutPoint(end);
            return end;
        }
    }

    /** Tests the network on all that was held out. */
    double test() {
        return test(heldOut.windows());
    }

    private double test(int windows) {
        evaluation.run(heldOut, windows);
        return bitsPerCharacter.value();
    }

    /** Lets the network write. */
    String write(double temperature, int length) {
        return write(temperature, length, random.split("text"));
    }

    private String write(double temperature, int length, RandomSource source) {
        Vocabulary vocabulary = Alphabet.VOCABULARY;
        Sampling sampling = Sampling.of(vocabulary.size()).temperature(temperature);
        Generator generator = Generator.of(model, sampling, source).read(vocabulary.tokens("\n"));
        return vocabulary.text(generator.write(length).toArray());
    }

    LossCurve curve() {
        return curve;
    }

    private static void show(Display display, Goal goal, Status status) {
        display.show(goal.done(status), status.toString());
    }

    private void addTrainingPoint(Status status) {
        curve.addTraining(status.characters(), status.bitsPerCharacter());
    }

    private void addHeldOutPoint(Status status) {
        curve.addHeldOut(status.characters(), test(TEST_WINDOWS));
    }

    private String sample(Progress progress) {
        Status status = status(progress);
        String text = write(SAMPLE_TEMPERATURE, SAMPLE_LENGTH, random.split("sample " + progress.window()));
        return String.format(Locale.ROOT, "%n---- after %,d characters:%n%s%n----%n", status.characters(), text);
    }

    private int window() {
        return model.info().window();
    }

    private Status status(Progress progress) {
        return new Status(progress.window() + 1, window(), progress.smoothedLoss(), progress.elapsed());
    }

    private Status status(TrainingLoop.Result result) {
        return new Status(result.windows(), window(), result.smoothedLoss(), result.elapsed());
    }
}
