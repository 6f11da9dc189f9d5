// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;

/** Trains on the windows of a source, epoch after epoch. */
final class Epochs implements IntToDoubleFunction {
    private final Trainer trainer;
    private final WindowSource source;
    private int epoch = -1;

    Epochs(Trainer trainer, WindowSource source) {
        this.trainer = Objects.requireNonNull(trainer, "trainer");
        this.source = Objects.requireNonNull(source, "source");
        if (source.windows() < 1) {
            throw new IllegalArgumentException("an epoch of " + source.windows() + " windows has nothing to train on");
        }
    }

    @Override
    public double applyAsDouble(int window) {
        int index = window % source.windows();
        if (window / source.windows() != epoch) {
            epoch = window / source.windows();
            source.startEpoch(epoch);
        }
        if (index == 0) {
            // Not where training goes on in the middle: there the checkpoint has the states.
            trainer.resetState();
        }
        Batch batch = source.batch(index);
        if (batch.hasFillingThatCounts()) {
            throw new IllegalArgumentException("batch " + index + " has " + batch.sequences() + " of "
                    + batch.info().batch() + " sequences, and those that fill it up would count in the loss:"
                    + " Batches.of(...) is for training, Batches.forEvaluation(...) is not");
        }
        return trainer.train(batch);
    }
}
