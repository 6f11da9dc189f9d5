// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;

/** The way a layer runs. */
public enum Direction {
    /** From the first step to the last. */
    FORWARD,
    /** From the last step to the first. */
    REVERSE;

    public Direction opposite() {
        return this == FORWARD ? REVERSE : FORWARD;
    }

    /** Which step the states of such a layer look at. */
    Relation previous(Axis axis) {
        return this == FORWARD ? new Relation.Before(axis) : new Relation.After(axis);
    }

    public static Direction of(State state) {
        return state.relation().looksBack() ? FORWARD : REVERSE;
    }
}
