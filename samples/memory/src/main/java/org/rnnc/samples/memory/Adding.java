// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.samples.common.AddingProblem;

/**
 * The adding problem.
 *
 * @param steps of each sequence
 */
record Adding(int steps) implements Task {
    private static final double NEAR = 0.1;

    @Override
    public String title() {
        return "Adding, " + steps + " steps";
    }

    @Override
    public String measure() {
        return "mean squared error";
    }

    @Override
    public String right() {
        return "answers within " + NEAR + " of the sum";
    }

    @Override
    public double lossWithoutMemory() {
        return AddingProblem.ERROR_OF_GUESSING;
    }

    @Override
    public double solvedBelow() {
        return 0.01;
    }

    @Override
    public Model create(Cell cell, long seed) {
        return switch (cell) {
            case LSTM -> AddingLstm.create(seed);
            case GRU -> AddingGru.create(seed);
            case VANILLA -> AddingVanilla.create(seed);
        };
    }

    @Override
    public Sequences training(ModelInfo info, RandomSource random) {
        return new Numbers(new AddingProblem(info.window(), steps, info.batch(), random));
    }

    private record Numbers(AddingProblem problem) implements Sequences {
        @Override
        public void next() {
            problem.next();
        }

        @Override
        public Object[] data() {
            return new Object[] {problem.inputs(), problem.targets()};
        }

        @Override
        public int[] lengths() {
            return problem.lengths();
        }

        @Override
        public double accuracy(Trainer trainer) {
            Tensor sums = trainer.values("sum");
            int batch = problem.targets().length;
            int right = 0;
            for (int sequence = 0; sequence < batch; sequence++) {
                right += Math.abs(sums.get(sequence, 0) - problem.targets()[sequence]) < NEAR ? 1 : 0;
            }
            return (double) right / batch;
        }
    }
}
