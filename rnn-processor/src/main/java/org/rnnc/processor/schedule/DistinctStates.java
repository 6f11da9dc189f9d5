// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Literals;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * Gives each state a definition that is computed, and is its own: a state that only passes on an input, or shares its
 * value with another state, gets a copy.
 */
final class DistinctStates {
    private DistinctStates() {}

    static List<State> of(List<State> states, GraphBuilder builder) {
        List<State> distinct = new ArrayList<>();
        Set<Node> taken = new HashSet<>();
        for (State state : states) {
            Node definition = state.definition();
            while (Views.isSource(definition.op())
                    || Views.isView(definition)
                    || Literals.isLiteral(definition)
                    || !definition.isVector()
                    || !definition.domain().isPerStep()
                    || taken.contains(definition)) {
                definition = builder.copy(definition, state.relation().axis());
            }
            taken.add(definition);
            distinct.add(state.with(state.initial(), definition));
        }
        return distinct;
    }
}
