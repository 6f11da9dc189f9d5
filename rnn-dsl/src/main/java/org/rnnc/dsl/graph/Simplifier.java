// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on constants that leaves nothing to compute. Only rules that hold for every float are here: {@code x * 0}
 * stays, since x may be infinite.
 */
final class Simplifier {
    private Simplifier() {}

    /** A simpler node of the same value, or null if there is none. */
    static @Nullable Node simplify(GraphBuilder graph, BinaryFunction function, Node a, Node b) {
        if (a.op() instanceof Op.Constant x && b.op() instanceof Op.Constant y) {
            return graph.constant(function.of(x.value(), y.value()));
        }
        return switch (function) {
            case MULTIPLY -> isOne(a) && covers(b, a) ? b : isOne(b) && covers(a, b) ? a : null;
            case DIVIDE -> isOne(b) && covers(a, b) ? a : null;
            case ADD, SUBTRACT, MINIMUM, MAXIMUM, UNLESS_ZERO -> null;
        };
    }

    /** Whether it is 1 wherever it has a value. */
    static boolean isOne(Node node) {
        Node source = node;
        while (source.op() instanceof Op.Broadcast) {
            source = source.input(0);
        }
        return source.op() instanceof Op.Constant constant && constant.value() == 1;
    }

    /** Whether a node has as many elements as another, and values as often: then it can stand for their product. */
    private static boolean covers(Node node, Node other) {
        return (other.shape().elements() == 1 || node.shape().equals(other.shape()))
                && other.domain().isWithin(node.domain());
    }
}
