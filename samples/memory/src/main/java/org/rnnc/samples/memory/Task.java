// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;

/** Something to remember over a number of steps. */
interface Task {
    /** For example {@code "Adding, 100 steps"}. */
    String title();

    /** What the loss is called. */
    String measure();

    /** When an answer counts as right. */
    String right();

    /** The loss of whoever remembers nothing. */
    double lossWithoutMemory();

    /** A network with a smaller loss has solved the task. */
    double solvedBelow();

    /** A network for this task, untrained. */
    Model create(Cell cell, long seed);

    /**
     * Makes sequences without end to learn from.
     *
     * @param info of the network they are for
     * @param random equal sources give equal sequences
     */
    Sequences training(ModelInfo info, RandomSource random);

    /** Makes sequences without end as they are asked for in the end. */
    default Sequences test(ModelInfo info, RandomSource random) {
        return training(info, random);
    }

    /** A batch of sequences, filled anew again and again. */
    interface Sequences {
        /** Draws the next ones. */
        void next();

        /** Inputs and targets; always the same arrays. */
        Object[] data();

        /** How many steps each sequence has, {@code [batch]}. */
        int[] lengths();

        /** All that, as a trainer wants it. */
        default Batch batch(ModelInfo info) {
            return Batch.of(info, data()).lengths(lengths());
        }

        /** What share of the answers was right, of the window that the trainer ran last. */
        double accuracy(Trainer trainer);
    }
}
