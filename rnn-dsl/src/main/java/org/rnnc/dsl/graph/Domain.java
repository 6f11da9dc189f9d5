// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** How often a node has a value; an operation on operands of several domains has the widest. */
public enum Domain {
    /** One value for the whole model: parameters, their gradients, the loss. */
    ONCE,
    /** One value for each sequence of the batch: initial and final states. */
    SEQUENCE,
    /** One value for each step of each sequence. */
    STEP;

    public Domain widest(Domain other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
