// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.Beginning;
import org.rnnc.processor.schedule.Plan;

/** What the flat array of a running state holds, and where: the states, then what is computed as a sequence begins. */
public final class StateLayout {
    private final Plan plan;

    public StateLayout(Plan plan) {
        this.plan = plan;
    }

    public List<State> states() {
        return plan.ownStates();
    }

    /** Where a state begins in the flat array. */
    public int offsetOf(State wanted) {
        int offset = 0;
        for (State state : states()) {
            if (state.index() == wanted.index()) {
                return offset;
            }
            offset += state.size();
        }
        throw new IllegalArgumentException(wanted.name());
    }

    /** Where a value begins that the sequence's every step reads: behind the states. */
    public int offsetOf(Node wanted) {
        int offset = states().stream().mapToInt(State::size).sum();
        for (Node node : kept()) {
            if (node == wanted) {
                return offset;
            }
            offset += node.size();
        }
        throw new IllegalArgumentException(wanted.toString());
    }

    public List<Node> kept() {
        return plan.beginning().map(Beginning::kept).orElse(List.of());
    }

    public int size() {
        return states().stream().mapToInt(State::size).sum()
                + kept().stream().mapToInt(Node::size).sum();
    }
}
