// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Optional;

/**
 * A value that {@link Op.Previous} can look back at.
 *
 * @param index its place in {@link Graph#states()}
 * @param name {@code layer.state}, such as {@code lstm.c}; unique
 * @param initial what stands before the first step along {@code direction}; zeros where absent. Either an {@link
 *     Op.Initial}, which comes from outside, or computed: then it is a {@link GraphBuilder#start}, it needs no value of
 *     this state, and both the state's {@link Op.Previous} and its definition come after it
 * @param definition the value of this step
 */
public record State(int index, String name, int size, Direction direction, Optional<Node> initial, Node definition) {
    /** What it starts from, if that is computed: from parameters, or from what there is of each sequence. */
    public Optional<Node> start() {
        return initial.filter(node -> !(node.op() instanceof Op.Initial));
    }
}
