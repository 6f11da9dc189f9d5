// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.customcell;

import java.util.Locale;
import org.rnnc.progress.Display;
import org.rnnc.progress.LearningCurve;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.AddingProblem;
import org.rnnc.training.TrainingListener.Progress;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;

/** A network that learns to add, whatever its cell is. */
final class Learner {
    /** Of the learning curve. */
    static final int WINDOWS_PER_POINT = 50;

    private static final int TEST_WINDOWS = 100;

    private final Model model;
    private final RandomSource random;
    private final Trainer trainer;
    private final LearningCurve curve;

    /**
     * A network before it has learned anything.
     *
     * @param random learners with equal sources learn from the same sequences
     */
    Learner(Model model, RandomSource random) {
        this.model = model;
        this.random = random;
        trainer = model.newTrainer();
        curve = new LearningCurve(WINDOWS_PER_POINT);
    }

    /** Trains. */
    TrainingLoop.Result train(int windows) {
        AddingProblem problem = new AddingProblem(model.info(), random.split("training"));
        Batch data = Batch.of(model.info(), problem.inputs(), problem.targets());
        try (Display display = new Display(name(), windows, "windows")) {
            return new TrainingLoop(window -> {
                        problem.next();
                        return trainer.train(data);
                    })
                    .windows(windows)
                    .listen(TrainingListeners.report(curve::add))
                    .listen(TrainingListeners.report(progress -> show(display, progress)))
                    .run();
        }
    }

    private static void show(Display display, Progress progress) {
        display.show(progress.window() + 1L, String.format(Locale.ROOT, "error %.4f", progress.smoothedLoss()));
    }

    /** Tests on sequences that no learner was trained on. Gives the mean squared error. */
    double test() {
        AddingProblem problem = new AddingProblem(model.info(), random.split("test"));
        Batch data = Batch.of(model.info(), problem.inputs(), problem.targets());
        double sum = 0;
        for (int window = 0; window < TEST_WINDOWS; window++) {
            problem.next();
            sum += trainer.evaluate(data);
        }
        return sum / TEST_WINDOWS;
    }

    /** How many sequences a test has. */
    int testSize() {
        return TEST_WINDOWS * model.info().batch();
    }

    String name() {
        return model.info().name();
    }

    LearningCurve curve() {
        return curve;
    }
}
