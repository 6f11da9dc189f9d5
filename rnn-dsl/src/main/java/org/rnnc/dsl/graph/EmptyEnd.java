// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.List;
import java.util.Optional;

/**
 * What an {@link Op.Pick} shows of an empty sequence: what a state starts from, or a part of it.
 *
 * @param state the one whose value is picked
 * @param offset where in the state's value the picked part begins
 */
public record EmptyEnd(State state, int offset) {
    /** Empty for a pick of anything else, which shows zeros. */
    public static Optional<EmptyEnd> of(Node pick, List<State> states) {
        int offset = 0;
        Node seen = pick.input(0);
        while (seen.op() instanceof Op.Slice slice) {
            offset += slice.offset();
            seen = seen.input(0);
        }
        for (State state : states) {
            if (state.definition() == seen) {
                return Optional.of(new EmptyEnd(state, offset));
            }
        }
        return Optional.empty();
    }
}
