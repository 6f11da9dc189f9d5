// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.List;
import org.rnnc.dsl.graph.Direction;

/** Kernels that run one after the other over the same rows. */
public record Stage(Kind kind, Direction direction, List<Kernel> kernels) {
    public Stage {
        kernels = List.copyOf(kernels);
    }

    public enum Kind {
        /** Once. */
        ONCE,
        /** For each sequence. */
        SEQUENCES,
        /** For all steps of all sequences at once: nothing here waits for another step. */
        STEPS,
        /** Step by step, along {@link Stage#direction}. */
        LOOP
    }
}
