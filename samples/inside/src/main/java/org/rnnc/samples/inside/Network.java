// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import java.util.Locale;
import org.rnnc.progress.Display;
import org.rnnc.runtime.inspection.GradientByLag;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.AddingProblem;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;

/** A network that learns the adding problem and can be looked into. */
final class Network {
    private static final int MEASURED_WINDOWS = 20;

    private final String name;
    private final String state;
    private final RandomSource random;
    private final Trainer trainer;

    /**
     * A network before it has learned anything.
     *
     * @param name as it is shown
     * @param state the observed state that carries the memory, for example {@code "memory.h"}
     * @param random networks with equal sources see the same sequences
     */
    Network(String name, Model model, String state, RandomSource random) {
        this.name = name;
        this.state = state;
        this.random = random;
        trainer = model.newTrainer();
    }

    String name() {
        return name;
    }

    String state() {
        return state;
    }

    Trainer trainer() {
        return trainer;
    }

    private AddingProblem problem(String purpose) {
        return new AddingProblem(trainer.model().info(), random.split(purpose));
    }

    private Batch data(AddingProblem problem) {
        return Batch.of(trainer.model().info(), problem.inputs(), problem.targets());
    }

    /** Trains on new sequences. */
    void train(int windows) {
        AddingProblem problem = problem("training");
        Batch data = data(problem);
        try (Display display = new Display(name, windows, "windows")) {
            new TrainingLoop(window -> {
                        problem.next();
                        return trainer.train(data);
                    })
                    .windows(windows)
                    .listen(TrainingListeners.report(progress -> display.show(
                            progress.window() + 1L, String.format(Locale.ROOT, "error %.4f", progress.smoothedLoss()))))
                    .run();
        }
    }

    /** The mean squared error on sequences that were not trained on. */
    double error() {
        AddingProblem problem = problem("test");
        Batch data = data(problem);
        double sum = 0;
        for (int window = 0; window < MEASURED_WINDOWS; window++) {
            problem.next();
            sum += trainer.evaluate(data);
        }
        return sum / MEASURED_WINDOWS;
    }

    /** How far the gradient of the error, which is one of the last step, reaches back. */
    GradientByLag gradientByLag() {
        AddingProblem problem = problem("test");
        Batch data = data(problem);
        GradientByLag byLag = GradientByLag.fromLastStep(trainer.valueGradients(state));
        for (int window = 0; window < MEASURED_WINDOWS; window++) {
            problem.next();
            trainer.gradients(data);
            byLag.add(null);
        }
        return byLag;
    }

    /** Runs over sequences that were not trained on, and gives them; the trainer has the values of each step then. */
    AddingProblem look() {
        AddingProblem problem = problem("look");
        problem.next();
        trainer.evaluate(data(problem));
        return problem;
    }
}
