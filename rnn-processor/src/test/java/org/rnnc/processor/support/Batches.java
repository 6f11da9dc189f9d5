// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;

/** Batches of arrays in the order of inputs, then targets. */
public final class Batches {
    private Batches() {}

    public static Batch of(Trainer trainer, Object... data) {
        return Batch.of(trainer.model().info(), data);
    }

    public static Batch of(Trainer trainer, Object[] data, int[] lengths) {
        return of(trainer, data).lengths(lengths);
    }
}
