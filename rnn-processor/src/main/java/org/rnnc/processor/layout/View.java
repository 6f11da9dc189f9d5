// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.dsl.graph.Relation;

/**
 * A buffer whose rows are those of another, in another order: it costs references, and no copies.
 *
 * @param buffer the view
 * @param source what it shows
 * @param absent rows by sequence to show where there is no step: before the first one, or of an empty sequence; null for
 *     zeros
 */
public record View(
        Buffer buffer, Kind kind, Buffer source, @Nullable Buffer absent) {
    /** Which rows are shown, and where. */
    public sealed interface Kind {
        <R> R match(Cases<R> cases);

        String explain();
    }

    /** One method for each kind. */
    public interface Cases<R> {
        R previous(Previous kind);

        R end(End kind);

        R atEnd(AtEnd kind);

        R bySequence(BySequence kind);

        R ofEmpty(OfEmpty kind);

        R atPairs(AtPairs kind);

        R ofLeaves(OfLeaves kind);

        R atNodes(AtNodes kind);

        R ofNodes(OfNodes kind);
    }

    /** At each step the row of its previous one, or of one of them; or a row for each of them. */
    public record Previous(Relation relation, Relation.Link link) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.previous(this);
        }

        @Override
        public String explain() {
            if (link != Relation.Link.STEP) {
                return relation.axis().qualify(relation.looksBack() ? link.word() : "parent of " + link.word());
            }
            return relation.axis().qualify(relation.looksBack() ? "before" : "after");
        }
    }

    /** Of each sequence the row of its last step along an axis, or of its first. */
    public record End(Axis axis, boolean last) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.end(this);
        }

        @Override
        public String explain() {
            return axis.qualify(axis.isTree() ? "root" : last ? "last" : "first");
        }
    }

    /** A row per sequence at its last step along an axis, or at its first; zeros at the others. */
    public record AtEnd(Axis axis, boolean last) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.atEnd(this);
        }

        @Override
        public String explain() {
            return axis.qualify(axis.isTree() ? "at root" : last ? "at last" : "at first");
        }
    }

    /** Rows by place, shown by sequence. */
    public record BySequence() implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bySequence(this);
        }

        @Override
        public String explain() {
            return "by sequence";
        }
    }

    /** At each pair of steps the row of its step along {@code axis}, which is one of the two. */
    public record AtPairs(Domain.Pair pair, Axis axis) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.atPairs(this);
        }

        @Override
        public String explain() {
            return "by " + axis.name() + " at pairs";
        }
    }

    /** A row per sequence if it has no step along an axis, else zeros. */
    public record OfEmpty(Axis axis) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ofEmpty(this);
        }

        @Override
        public String explain() {
            return axis.qualify("of empty");
        }
    }

    /** At each leaf the row of the same node, zeros at the others. */
    public record OfLeaves(Axis axis) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ofLeaves(this);
        }

        @Override
        public String explain() {
            return axis.qualify("of leaves");
        }
    }

    /** At each node that stands for a step the row of that step, zeros at the others. */
    public record AtNodes(NodeSteps places) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.atNodes(this);
        }

        @Override
        public String explain() {
            return "at " + places.nodes();
        }
    }

    /** At each step the row of the node that stands for it. */
    public record OfNodes(NodeSteps places) implements Kind {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ofNodes(this);
        }

        @Override
        public String explain() {
            return "of " + places.nodes();
        }
    }
}
