// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Node;
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
        parameters = Map.copyOf(parameters);
        inputs = Map.copyOf(inputs);
        initials = Map.copyOf(initials);
        ofNode = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(ofNode));
    }
}
