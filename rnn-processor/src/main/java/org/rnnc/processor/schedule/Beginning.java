// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;

/**
 * What is computed at the beginning of a sequence that is taken step by step, from its inputs per sequence.
 *
 * @param program computes what {@code states} start from, and the kept values
 * @param states those that start from something of the sequence
 * @param kept values of the sequence that every step reads; inputs may be among them
 */
public record Beginning(Program program, List<State> states, List<Node> kept) {
    /** Whether whole sequences along other axes go into it. */
    public boolean readsSequences() {
        return !program.single();
    }

    public Beginning {
        states = List.copyOf(states);
        kept = List.copyOf(kept);
    }
}
