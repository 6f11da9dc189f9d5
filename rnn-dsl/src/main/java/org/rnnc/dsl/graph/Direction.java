// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Which neighbour in time is "previous". */
public enum Direction {
    /** The step before: states. */
    FORWARD,
    /** The step after: states of a reverse layer, and adjoints of forward states. */
    REVERSE;

    public Direction opposite() {
        return this == FORWARD ? REVERSE : FORWARD;
    }
}
