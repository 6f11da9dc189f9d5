// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.schedule.kernel.KernelBudget;

/**
 * How much element-wise work one loop takes. C2 unrolls, and so vectorises, only loops up to a size; one loop beyond it
 * takes much longer than two within it. Costs are C2's nodes, roughly: an access to an array counts for its address, too.
 */
public final class LoopBudget implements KernelBudget {
    private static final int NODES = 48;

    /** Short loops are hardly worth vectorising: only to keep methods small. */
    private static final int NODES_OF_SHORT_LOOPS = 200;

    /** Of an access to an array. */
    private static final int ACCESS = 3;

    private static final int TANH = 16;
    private static final int OTHER_FUNCTION = 20;

    /** A kernel over all of them has arguments for each, and Java takes at most 255. */
    private static final int MATRICES = 64;

    /** Each is written out, in one method that must not become too long. */
    private static final int CHAIN = 16;

    /** From this length on it pays to divide work into loops that can be vectorised. */
    private static final int LONG = 8;

    /** Powers of e: part of the work cannot be vectorised. */
    @Override
    public boolean isAlone(Node node) {
        return node.op() instanceof Op.Unary unary
                && (unary.function() == UnaryFunction.EXP || unary.function() == UnaryFunction.SIGMOID)
                && node.isVector()
                && node.size() >= LONG;
    }

    @Override
    public int of(int size) {
        return size < LONG ? NODES_OF_SHORT_LOOPS : NODES;
    }

    @Override
    public int access() {
        return ACCESS;
    }

    @Override
    public int matrices() {
        return MATRICES;
    }

    @Override
    public int chain() {
        return CHAIN;
    }

    @Override
    public int cost(Node node) {
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
