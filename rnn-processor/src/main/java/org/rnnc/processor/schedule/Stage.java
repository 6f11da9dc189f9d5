// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;

/** Kernels that run one after the other over the same rows. */
public record Stage(Kind kind, List<Kernel> kernels) {
    public Stage {
        kernels = List.copyOf(kernels);
    }

    /** The kernels, a line each, under a line for the stage. */
    public String explain(Labels labels) {
        StringBuilder out = new StringBuilder(kind.explain()).append('\n');
        kernels.forEach(
                kernel -> out.append("  ").append(kernel.explain(labels)).append('\n'));
        return out.toString();
    }

    /** Which rows a stage works on, and in which order. */
    public sealed interface Kind {
        Kind ONCE = new Once();

        Kind SEQUENCES = new Sequences();

        /** What has a row for each value of {@code domain}, and does them all at once. */
        static Kind of(Domain domain) {
            Optional<Kind> steps = domain.axis().map(Steps::new);
            return steps.orElse(domain.isOnce() ? ONCE : SEQUENCES);
        }

        String explain();

        /** Along which there are the rows; none for those per sequence, or a single one. */
        default Optional<Axis> axis() {
            return Optional.empty();
        }

        default boolean isLoop() {
            return this instanceof Loop;
        }
    }

    /** One row. */
    public record Once() implements Kind {
        @Override
        public String explain() {
            return "once";
        }
    }

    /** A row for each sequence. */
    public record Sequences() implements Kind {
        @Override
        public String explain() {
            return "for each sequence";
        }
    }

    /** All steps, along an axis, of all sequences at once: nothing here waits for another step. */
    public record Steps(Axis along) implements Kind {
        @Override
        public Optional<Axis> axis() {
            return Optional.of(along);
        }

        @Override
        public String explain() {
            return along.qualify("for all steps") + " of all sequences at once";
        }
    }

    /** Step by step: each after the one that is its previous one. */
    public record Loop(Relation relation) implements Kind {
        @Override
        public Optional<Axis> axis() {
            return Optional.of(relation.axis());
        }

        @Override
        public String explain() {
            return relation.axis().qualify("step by step") + (relation.looksBack() ? "" : ", from the last");
        }
    }
}
