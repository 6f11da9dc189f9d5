// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that {@link Op.Previous} can look back at.
 *
 * @param index its place in {@link Graph#states()}
 * @param name {@code layer.state}, such as {@code lstm.c}; unique
 * @param relation which step is the previous one
 * @param initial what stands where a step has no previous one; zeros where absent. Either an {@link
 *     Op.Initial}, which comes from outside, or computed: then it is a {@link GraphBuilder#start}, it needs no value of
 *     this state, and both the state's {@link Op.Previous} and its definition come after it
 * @param definition the value of this step; null while it is still to come
 * @param from the number that each element of an {@link Op.Initial} is before the first window; later ones go on
 */
public record State(
        int index,
        String name,
        int size,
        Relation relation,
        Optional<Node> initial,
        @Nullable Node definition,
        double from) {
    /** One that starts from zeros, or from what is computed. */
    public State(
            int index, String name, int size, Relation relation, Optional<Node> initial, @Nullable Node definition) {
        this(index, name, size, relation, initial, definition, 0);
    }

    public boolean isDefined() {
        return definition != null;
    }

    /** The value of this step, of a state that {@linkplain #isDefined has one}. */
    @Override
    public Node definition() {
        return Objects.requireNonNull(definition, name);
    }

    /** The same state, where other nodes stand for its own. */
    public State with(Optional<Node> newInitial, Node newDefinition) {
        return new State(index, name, size, relation, newInitial, newDefinition, from);
    }

    /** What it starts from, if that is computed: from parameters, or from what there is of each sequence. */
    public Optional<Node> start() {
        return initial.filter(node -> !(node.op() instanceof Op.Initial));
    }
}
