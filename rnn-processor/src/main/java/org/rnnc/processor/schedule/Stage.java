// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;

/** Kernels that run one after the other over the same rows. */
public record Stage(Kind kind, Direction direction, List<Kernel> kernels) {
    public Stage {
        kernels = List.copyOf(kernels);
    }

    /** The kernels, a line each, under a line for the stage. */
    public String explain(Labels labels) {
        StringBuilder out = new StringBuilder();
        out.append(
                switch (kind) {
                    case ONCE -> "once";
                    case SEQUENCES -> "for each sequence";
                    case STEPS -> "for all steps of all sequences at once";
                    case LOOP -> direction == Direction.FORWARD ? "step by step" : "step by step, from the last";
                });
        out.append('\n');
        kernels.forEach(
                kernel -> out.append("  ").append(kernel.explain(labels)).append('\n'));
        return out.toString();
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
