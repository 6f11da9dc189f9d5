// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;

/**
 * Gives each matrix a gradient of its own: it is summed up in place, so two matrices that multiply the same vector into
 * the same sum must not share a part of theirs.
 */
final class DistinctGradients {
    private final List<Node> nodes;
    private final Set<Node> taken = new HashSet<>();

    private DistinctGradients(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** @param nodes copies are added here */
    static Map<Integer, Node> of(Map<Integer, Node> gradients, List<Node> nodes) {
        DistinctGradients distinct = new DistinctGradients(nodes);
        Map<Integer, Node> result = new LinkedHashMap<>();
        new java.util.TreeMap<>(gradients)
                .forEach((parameter, gradient) -> result.put(parameter, distinct.own(gradient)));
        return result;
    }

    private Node own(Node gradient) {
        if (!(gradient.shape() instanceof Shape.Matrix)) {
            return gradient;
        }
        boolean continues = gradient.inputs().size() == 3;
        Node start = continues ? own(gradient.input(2)) : null;
        Node own = gradient;
        if (taken.contains(gradient) || continues && start != gradient.input(2)) {
            List<Node> inputs = continues ? List.of(gradient.input(0), gradient.input(1), start) : gradient.inputs();
            own = new Node(nodes.size(), gradient.op(), inputs, gradient.shape(), gradient.domain());
            nodes.add(own);
        }
        taken.add(own);
        return own;
    }
}
