// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.schedule.kernel.Literals;

/**
 * How much element-wise work one loop takes. C2 unrolls, and so vectorises, only loops up to a size; one loop beyond it
 * takes much longer than two within it. Costs are C2's nodes, roughly: an access to an array counts for its address, too.
 */
public final class FusionLimit {
    private static final int NODES = 48;

    /** Short loops are hardly worth vectorising: only to keep methods small. */
    private static final int NODES_OF_SHORT_LOOPS = 200;

    /** Of an access to an array. */
    public static final int ACCESS = 3;

    private static final int TANH = 16;
    private static final int OTHER_FUNCTION = 20;

    /** From this length on it pays to divide work into loops that can be vectorised. */
    private static final int LONG = 24;

    private FusionLimit() {}

    /** Whether a node gets a kernel to itself, since part of it cannot be vectorised. */
    public static boolean isPower(Node node) {
        return node.op() instanceof Op.Unary unary
                && (unary.function() == UnaryFunction.EXP || unary.function() == UnaryFunction.SIGMOID)
                && node.isVector()
                && node.size() >= LONG;
    }

    /** What a loop of so many elements may cost. */
    public static int of(int size) {
        return size < LONG ? NODES_OF_SHORT_LOOPS : NODES;
    }

    /**
     * What a loop over this work costs.
     *
     * @param outputs those of the nodes that are stored
     */
    public static int cost(Collection<Node> nodes, Collection<Node> outputs) {
        Set<Node> read = new HashSet<>();
        int cost = ACCESS * outputs.size();
        for (Node node : nodes) {
            read.addAll(node.inputs());
            cost += cost(node);
        }
        read.removeAll(nodes);
        read.removeIf(node -> Literals.valueOf(node).isPresent());
        return cost + ACCESS * read.size();
    }

    /** What the operation itself costs. */
    public static int cost(Node node) {
        if (!(node.op() instanceof Op.Unary unary)) {
            return 1;
        }
        return switch (unary.function()) {
            case TANH -> TANH;
            case EXP, EXPM1, SIGMOID, LOG, SOFTPLUS, ERF -> OTHER_FUNCTION;
            case NEGATE, RELU, BELOW_ZERO, SQRT, ABS, SIGN, POSITIVE -> 1;
        };
    }
}
