// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/**
 * Gives each matrix a gradient of its own: it is summed up in place, so two matrices that multiply the same vector into
 * the same sum must not share a part of theirs. Nor is a gradient the parameter itself, as that of {@code 0.5 * l2(W)}
 * may be: updates change that.
 */
final class DistinctGradients {
    private final List<Node> nodes;
    private final int forward;
    private final Set<Node> taken = new HashSet<>();

    private DistinctGradients(List<Node> nodes, int forward) {
        this.nodes = nodes;
        this.forward = forward;
    }

    /**
     * @param nodes copies are added here
     * @param forward how many of them belong to the model itself
     */
    static Map<Integer, Node> of(Map<Integer, Node> gradients, List<Node> nodes, int forward) {
        DistinctGradients distinct = new DistinctGradients(nodes, forward);
        Map<Integer, Node> result = new LinkedHashMap<>();
        new java.util.TreeMap<>(gradients)
                .forEach((parameter, gradient) -> result.put(
                        parameter,
                        gradient.op() instanceof Op.Parameter ? distinct.copy(gradient) : distinct.own(gradient)));
        return result;
    }

    private Node copy(Node parameter) {
        Node copy =
                new Node(nodes.size(), new Op.Broadcast(), List.of(parameter), parameter.shape(), parameter.domain());
        nodes.add(copy);
        return copy;
    }

    private Node own(Node gradient) {
        if (!gradient.isMatrix() || gradient.id() < forward) {
            return gradient;
        }
        List<Node> inputs = gradient.inputs().stream().map(this::own).toList();
        Node own = gradient;
        if (taken.contains(gradient) || !inputs.equals(gradient.inputs())) {
            own = new Node(nodes.size(), gradient.op(), inputs, gradient.shape(), gradient.domain());
            nodes.add(own);
        }
        taken.add(own);
        return own;
    }
}
