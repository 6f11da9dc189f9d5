// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Optional;
import java.util.OptionalInt;

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

    /** One value for each of {@code count} tokens, wherever these are read: what a look-up chooses from. */
    static Domain token(int count) {
        return new Token(count);
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

    /** One value for each step along {@code along} and each step along {@code over}, of the same sequence. */
    static Pair pair(Axis along, Axis over) {
        return new Pair(along, over);
    }

    /**
     * See {@link Domain#pair}. What lies over the steps of {@code over} for one step of {@code along} lies together.
     *
     * @param over another axis than {@code along}
     */
    record Pair(Axis along, Axis over) implements Domain {
        public Pair {
            if (along.equals(over)) {
                throw new IllegalArgumentException("a pair of one axis, " + along.name());
            }
        }

        public boolean has(Axis axis) {
            return axis.equals(along) || axis.equals(over);
        }

        /** The one that {@code axis} is not. */
        public Axis other(Axis axis) {
            return axis.equals(along) ? over : along;
        }

        @Override
        public String toString() {
            return "STEP of " + along.name() + " and " + over.name();
        }
    }

    /** See {@link Domain#child}. */
    record Child(Axis along) implements Domain {
        @Override
        public String toString() {
            return along.qualify("CHILD");
        }
    }

    /** See {@link Domain#token}. */
    record Token(int count) implements Domain {
        @Override
        public String toString() {
            return "TOKEN of " + count;
        }
    }

    default boolean isOnce() {
        return this instanceof Once;
    }

    /** How many tokens there are values for, if there is one for each. */
    default OptionalInt tokens() {
        return this instanceof Token token ? OptionalInt.of(token.count()) : OptionalInt.empty();
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

    /** Whether there is a value for each step of two axes. */
    default boolean isPair() {
        return this instanceof Pair;
    }

    /** The two axes, of a value that has one for each step of both. */
    default Optional<Pair> pair() {
        return this instanceof Pair pair ? Optional.of(pair) : Optional.empty();
    }

    /** Whether steps along {@code axis} have values of their own. */
    default boolean hasStepsOf(Axis axis) {
        return axis().equals(Optional.of(axis))
                || pair().filter(pair -> pair.has(axis)).isPresent();
    }

    /** Along which alone there are steps; none for a value per sequence, or of the whole model. */
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
                || isPerSequence() && (other.isPerStep() || other.isPair())
                || other.isPerChild() && axis().equals(other.axis())
                || this instanceof Step
                        && other.pair()
                                .filter(pair -> pair.has(axis().orElseThrow()))
                                .isPresent();
    }

    /** @throws IllegalArgumentException if both have steps, along different axes: no step of one is a step of the other */
    default Domain widest(Domain other) {
        if (isWithin(other)) {
            return other;
        }
        if (!other.isWithin(this)) {
            throw new IllegalArgumentException("a value " + steps() + " meets one " + other.steps()
                    + "; one of them must be made a value per sequence first");
        }
        return this;
    }

    private String steps() {
        return axis().map(axis -> "per step of " + axis.name()).orElseGet(() -> "per " + this);
    }
}
