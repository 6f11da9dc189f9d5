// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import java.util.Locale;
import org.rnnc.progress.Display;
import org.rnnc.progress.LearningCurve;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.TrainingListener.Progress;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;

/**
 * One network's try at a task. It sees each sequence once, so that its loss while training is that on new sequences.
 *
 * @param windows how many windows it was trained on
 * @param seconds how long that took
 * @param loss on sequences that it was not trained on
 * @param accuracy on them, the share of right answers
 * @param solved whether the loss is little enough
 * @param curve of the loss while training
 */
record Trial(int windows, double seconds, double loss, double accuracy, boolean solved, LearningCurve curve) {
    /** Of the learning curve. */
    static final int WINDOWS_PER_POINT = 25;

    private static final int TEST_WINDOWS = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Trains until the loss, over the windows of a point of the curve, is half of what counts as solved.
     *
     * @param windows the most to train on
     * @param random equal sources give equal sequences
     */
    static Trial run(Model model, Task task, int windows, RandomSource random) {
        Trainer trainer = model.newTrainer();
        Task.Sequences sequences = task.training(model.info(), random.split("training"));
        Batch batch = sequences.batch(model.info());
        LearningCurve curve = new LearningCurve(WINDOWS_PER_POINT);
        try (Display display = new Display(model.info().name(), windows, "windows")) {
            TrainingLoop.Result result = new TrainingLoop(window -> {
                        sequences.next();
                        return trainer.train(batch);
                    })
                    .windows(windows)
                    .listen(TrainingListeners.report(curve::add))
                    .listen(TrainingListeners.report(progress -> show(display, progress)))
                    .listen(progress -> curve.last() > task.solvedBelow() / 2)
                    .run();
            return test(trainer, task, random.split("test"), result, curve);
        }
    }

    private static Trial test(
            Trainer trainer, Task task, RandomSource random, TrainingLoop.Result result, LearningCurve curve) {
        Task.Sequences sequences = task.test(trainer.model().info(), random);
        Batch batch = sequences.batch(trainer.model().info());
        double loss = 0;
        double accuracy = 0;
        for (int window = 0; window < TEST_WINDOWS; window++) {
            sequences.next();
            loss += trainer.evaluate(batch) / TEST_WINDOWS;
            accuracy += sequences.accuracy(trainer) / TEST_WINDOWS;
        }
        double seconds = result.elapsed().toNanos() / NANOS_PER_SECOND;
        return new Trial(result.windows(), seconds, loss, accuracy, loss < task.solvedBelow(), curve);
    }

    private static void show(Display display, Progress progress) {
        display.show(progress.window() + 1L, String.format(Locale.ROOT, "loss %.4f", progress.smoothedLoss()));
    }
}
