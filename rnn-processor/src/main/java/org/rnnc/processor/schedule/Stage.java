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

    /** Which rows a kernel of this stage works on: in a loop those of the pairs of a step, if that is what it computes. */
    public Kind kindOf(Kernel kernel) {
        return kernel.nodes()
                .get(0)
                .domain()
                .pair()
                .<Kind>map(pair -> kind instanceof Loop ? new PairsOfStep(pair) : kind)
                .orElse(kind);
    }

    /** Which rows a stage works on, and in which order. */
    public sealed interface Kind {
        Kind ONCE = new Once();

        Kind SEQUENCES = new Sequences();

        /** What has a row for each value of {@code domain}, and does them all at once. */
        static Kind of(Domain domain) {
            Optional<Kind> steps =
                    domain.axis().<Kind>map(Steps::new).or(() -> domain.pair().map(Pairs::new));
            return steps.orElse(domain.isOnce() ? ONCE : SEQUENCES);
        }

        String explain();

        /** Along which there are the rows; none for those per sequence, or a single one. */
        default Optional<Axis> axis() {
            return Optional.empty();
        }

        default boolean isLoop() {
            return this instanceof Loop || this instanceof PairsOfStep;
        }

        /** The axes that there is a row for each step of both of. */
        default Optional<Domain.Pair> pair() {
            return Optional.empty();
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

    /** All pairs of a step of one axis and one of another, of all sequences at once. */
    public record Pairs(Domain.Pair steps) implements Kind {
        @Override
        public Optional<Domain.Pair> pair() {
            return Optional.of(steps);
        }

        @Override
        public String explain() {
            return "for all pairs of steps of " + steps.along().name() + " and "
                    + steps.over().name() + " of all sequences at once";
        }
    }

    /** Of a step of a loop along the first axis all pairs with a step of the other one: what a kernel within the loop works on. */
    public record PairsOfStep(Domain.Pair steps) implements Kind {
        @Override
        public Optional<Domain.Pair> pair() {
            return Optional.of(steps);
        }

        @Override
        public String explain() {
            return "for all steps of " + steps.over().name() + " at once";
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
