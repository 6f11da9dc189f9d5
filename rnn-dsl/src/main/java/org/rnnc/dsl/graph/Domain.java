// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Optional;

/** How often a node has a value; an operation on operands of several domains has the widest. */
public sealed interface Domain {
    /** One value for the whole model: parameters, their gradients, the loss. */
    Domain ONCE = new Once();

    /** One value for each sequence of the batch: initial and final states. */
    Domain SEQUENCE = new Sequence();

    /** One value for each step, along {@code axis}, of each sequence. */
    static Domain step(Axis axis) {
        return new Step(axis);
    }

    /** One value for each child of each node, along the tree {@code axis}, of each sequence. */
    static Domain child(Axis axis) {
        return new Child(axis);
    }

    /** See {@link Domain#ONCE}. */
    record Once() implements Domain {
        @Override
        public String toString() {
            return "ONCE";
        }
    }

    /** See {@link Domain#SEQUENCE}. */
    record Sequence() implements Domain {
        @Override
        public String toString() {
            return "SEQUENCE";
        }
    }

    /** See {@link Domain#step}. */
    record Step(Axis along) implements Domain {
        @Override
        public String toString() {
            return along.qualify("STEP");
        }
    }

    /** See {@link Domain#child}. */
    record Child(Axis along) implements Domain {
        @Override
        public String toString() {
            return along.qualify("CHILD");
        }
    }

    default boolean isOnce() {
        return this instanceof Once;
    }

    default boolean isPerSequence() {
        return this instanceof Sequence;
    }

    /** Whether there are values at steps: one at each, or one for each of its children. */
    default boolean isPerStep() {
        return this instanceof Step || isPerChild();
    }

    default boolean isPerChild() {
        return this instanceof Child;
    }

    /** Along which there are steps; none for a value per sequence, or of the whole model. */
    default Optional<Axis> axis() {
        if (this instanceof Child child) {
            return Optional.of(child.along());
        }
        return this instanceof Step step ? Optional.of(step.along()) : Optional.empty();
    }

    /** Whether a value of this domain is there wherever {@code other} has one, so that the two can meet there. */
    default boolean isWithin(Domain other) {
        return equals(other)
                || isOnce()
                || isPerSequence() && other.isPerStep()
                || other.isPerChild() && axis().equals(other.axis());
    }

    /** @throws IllegalArgumentException if both have steps, along different axes: no step of one is a step of the other */
    default Domain widest(Domain other) {
        if (isWithin(other)) {
            return other;
        }
        if (!other.isWithin(this)) {
            throw new IllegalArgumentException("a value per step of "
                    + axis().orElseThrow().name() + " meets one per step of "
                    + other.axis().orElseThrow().name() + "; one of them must be made a value per sequence first");
        }
        return this;
    }
}
