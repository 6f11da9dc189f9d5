// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import org.rnnc.dsl.graph.Node;

/** What an operation makes of its result's adjoint. */
@FunctionalInterface
interface AdjointRule {
    AdjointRule NOTHING = (y, d) -> {};

    /** Passes {@code d}, the whole adjoint of {@code y}, on to the operands of {@code y}. */
    void apply(Node y, Node d);
}
