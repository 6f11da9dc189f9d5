// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.ArrayList;
import java.util.List;

/** What a value is made of, through time: its operands, and what states bring from other steps and from the start. */
public final class Dependencies {
    private final List<State> states;
    private final EmptyEnds ends;

    /** @param states by {@link State#index} */
    public Dependencies(List<State> states) {
        this.states = states;
        this.ends = new EmptyEnds(states);
    }

    /** At this step, at another one or before the first. */
    public List<Node> of(Node node) {
        List<Node> sources = new ArrayList<>(node.inputs());
        if (node.op() instanceof Op.Previous previous) {
            State state = states.get(previous.state());
            sources.add(state.definition());
            state.initial().ifPresent(sources::add);
        }
        ends.startOf(node).ifPresent(sources::add);
        return sources;
    }
}
