// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * Kernels that run one after the other over the same rows.
 *
 * @param outputs what they compute for others than themselves
 */
public record Stage(Kind kind, List<Kernel> kernels, Set<Node> outputs) {
    public Stage {
        kernels = List.copyOf(kernels);
        outputs = Set.copyOf(outputs);
    }

    /** The kernels from one up to another; what the rest reads are outputs, too. */
    public Stage part(int from, int to) {
        Set<Node> read = new HashSet<>(outputs);
        kernels.subList(0, from).forEach(kernel -> read.addAll(kernel.inputs()));
        kernels.subList(to, kernels.size()).forEach(kernel -> read.addAll(kernel.inputs()));
        return new Stage(kind, kernels.subList(from, to), read);
    }

    /** How many of its kernels read a value that is not their own. */
    public Map<Node, Integer> readers() {
        Map<Node, Integer> readers = new HashMap<>();
        kernels.forEach(kernel -> kernel.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        return readers;
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
            Optional<Kind> steps = domain.axis()
                    .<Kind>map(axis -> new Steps(axis, domain.isPerChild()))
                    .or(() -> domain.pair().map(Pairs::new));
            return steps.orElseGet(() -> domain.tokens().isPresent()
                    ? new Tokens(domain.tokens().getAsInt())
                    : domain.isOnce() ? ONCE : SEQUENCES);
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

        /** Whether there is a row for each child of each node, and not one for each node. */
        default boolean isPerChild() {
            return false;
        }

        /** What a kernel of this stage works on that computes values of {@code domain}. */
        default Kind rowsOf(Domain domain) {
            return this;
        }
    }

    /** One row. */
    public record Once() implements Kind {
        @Override
        public String explain() {
            return "once";
        }
    }

    /** A row for each of so many tokens. */
    public record Tokens(int count) implements Kind {
        @Override
        public String explain() {
            return "for each of " + count + " tokens";
        }
    }

    /** A row for each sequence. */
    public record Sequences() implements Kind {
        @Override
        public String explain() {
            return "for each sequence";
        }
    }

    /**
     * All steps, along an axis, of all sequences at once: nothing here waits for another step.
     *
     * @param perChild whether there is a row for each child of each node of a tree, else one for each step
     */
    public record Steps(Axis along, boolean perChild) implements Kind {
        /** With a row for each step. */
        public Steps(Axis along) {
            this(along, false);
        }

        @Override
        public Optional<Axis> axis() {
            return Optional.of(along);
        }

        @Override
        public boolean isPerChild() {
            return perChild;
        }

        @Override
        public String explain() {
            if (along.isTree()) {
                return along.qualify(perChild ? "for all children of all nodes" : "for all nodes")
                        + " of all trees at once";
            }
            return along.qualify("for all steps") + " of all sequences at once";
        }
    }

    /**
     * The next few steps of a loop, of all sequences at once, before it comes to them: what it needs and no step waits for.
     * It is used up while it lies in a near cache, and takes no memory for the other steps.
     */
    public record Ahead(Relation relation) implements Kind {
        @Override
        public Optional<Axis> axis() {
            return Optional.of(relation.axis());
        }

        @Override
        public String explain() {
            return relation.axis().qualify("a few steps") + " ahead of the loop at once";
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

    /**
     * Step by step: each after the one that is its previous one.
     *
     * @param perChild whether a kernel works on a row for each child of the nodes of a level, else on one for each node
     */
    public record Loop(Relation relation, boolean perChild) implements Kind {
        /** Of a row for each sequence that has the step. */
        public Loop(Relation relation) {
            this(relation, false);
        }

        @Override
        public Optional<Axis> axis() {
            return Optional.of(relation.axis());
        }

        @Override
        public boolean isPerChild() {
            return perChild;
        }

        @Override
        public Kind rowsOf(Domain domain) {
            Optional<Kind> pairs = domain.pair().map(PairsOfStep::new);
            return pairs.orElse(domain.isPerChild() ? new Loop(relation, true) : this);
        }

        @Override
        public String explain() {
            if (relation.axis().isTree()) {
                return relation.axis().qualify("level by level")
                        + (relation.looksBack() ? ", from the leaves" : ", from the root");
            }
            return relation.axis().qualify("step by step") + (relation.looksBack() ? "" : ", from the last");
        }
    }
}
