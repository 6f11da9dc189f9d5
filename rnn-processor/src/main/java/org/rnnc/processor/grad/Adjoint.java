// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;

/**
 * A graph with its gradients: the forward nodes first, unchanged, then the adjoints, made of the same operations.
 *
 * @param states the forward states, then one of the opposite direction for each that gradients flow back through
 * @param parameters gradient by parameter index; parameters the loss does not depend on have none
 * @param inputs gradient by input index, where asked for
 * @param initials gradient by state index, where asked for
 * @param ofNode the adjoint of each node that has one
 */
public record Adjoint(
        List<Node> nodes,
        List<State> states,
        Map<Integer, Node> parameters,
        Map<Integer, Node> inputs,
        Map<Integer, Node> initials,
        Map<Node, Node> ofNode) {
    public Adjoint {
        nodes = List.copyOf(nodes);
        states = List.copyOf(states);
        parameters = ordered(parameters);
        inputs = ordered(inputs);
        initials = ordered(initials);
        ofNode = ordered(ofNode);
    }

    /** A copy in the same order: that of Map.copyOf differs from run to run, and so would what is made of it. */
    private static <K> Map<K, Node> ordered(Map<K, Node> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static String order(Relation relation) {
        if (relation.axis().isTree()) {
            return relation.axis()
                    .qualify(relation.looksBack() ? "from the leaves to the root" : "from the root to the leaves");
        }
        return relation.axis()
                .qualify(relation.looksBack() ? "from the first step to the last" : "from the last step to the first");
    }

    /** The nodes that were added to the forward ones, a node a line, with what each is the adjoint of. */
    public String explain(Graph forward) {
        Map<Node, List<Integer>> adjointOf = new HashMap<>();
        ofNode.forEach((node, adjoint) ->
                adjointOf.computeIfAbsent(adjoint, key -> new ArrayList<>()).add(node.id()));
        StringBuilder out = new StringBuilder();
        for (Node node : nodes.subList(forward.nodes().size(), nodes.size())) {
            out.append(node);
            adjointOf
                    .getOrDefault(node, List.of())
                    .forEach(id -> out.append("  // d %").append(id));
            new TreeMap<>(parameters).forEach((index, gradient) -> {
                if (gradient == node) {
                    out.append("  // gradient of ")
                            .append(forward.parameters().get(index).qualifiedName());
                }
            });
            for (State state : states.subList(forward.states().size(), states.size())) {
                if (state.definition() == node) {
                    out.append("  // state ").append(state.name()).append(", ").append(order(state.relation()));
                }
            }
            out.append('\n');
        }
        return out.toString();
    }
}
