// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * Arithmetic on constants that leaves nothing to compute. Only rules that hold for every float are here: {@code x * 0}
 * stays, since x may be infinite.
 */
final class Simplifier {
    private Simplifier() {}

    /** A simpler node of the same value, or null if there is none. */
    static Node simplify(GraphBuilder graph, BinaryFunction function, Node a, Node b) {
        if (a.op() instanceof Op.Constant x && b.op() instanceof Op.Constant y) {
            return graph.constant(function.of(x.value(), y.value()));
        }
        return switch (function) {
            case MULTIPLY -> isOne(a) ? b : isOne(b) ? a : null;
            case DIVIDE -> isOne(b) ? a : null;
            case ADD, SUBTRACT, MINIMUM, MAXIMUM, UNLESS_ZERO -> null;
        };
    }

    static boolean isOne(Node node) {
        return node.op() instanceof Op.Constant constant && constant.value() == 1;
    }
}
