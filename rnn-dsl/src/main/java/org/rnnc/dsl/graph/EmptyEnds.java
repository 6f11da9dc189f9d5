// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@link Op.SelectStep} shows of empty sequences, by the states there are. */
public final class EmptyEnds {
    private final Map<Node, State> byDefinition = new HashMap<>();

    public EmptyEnds(Collection<State> states) {
        states.forEach(state -> byDefinition.putIfAbsent(state.definition(), state));
    }

    /** Empty for a pick of anything but (a part of) a state, which shows zeros; and for what is no pick. */
    public Optional<EmptyEnd> of(Node pick) {
        if (!(pick.op() instanceof Op.SelectStep)) {
            return Optional.empty();
        }
        int offset = 0;
        Node seen = pick.input(0);
        while (seen.op() instanceof Op.Slice slice) {
            offset += slice.offset();
            seen = seen.input(0);
        }
        int begin = offset;
        return Optional.ofNullable(byDefinition.get(seen)).map(state -> new EmptyEnd(state, begin));
    }

    /** What {@code pick} shows, if that is computed: the state's own start. */
    public Optional<Node> startOf(Node pick) {
        return of(pick).flatMap(end -> end.state().start());
    }
}
