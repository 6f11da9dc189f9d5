// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/** What matters to a graph's outputs. */
final class Reach {
    private Reach() {}

    /** The names of the states that an output depends on, now or later. */
    static Set<String> ofOutputs(Graph graph) {
        Set<String> names = new HashSet<>();
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        graph.outputs().forEach(name -> open.add(graph.values().get(name)));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (seen.add(node)) {
                open.addAll(node.inputs());
                if (node.op() instanceof Op.Previous previous) {
                    State state = graph.states().get(previous.state());
                    names.add(state.name());
                    open.add(state.definition());
                }
            }
        }
        return names;
    }
}
