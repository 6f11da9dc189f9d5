// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;

/** Tells which nodes of a step can be computed at the same time. */
final class Independence {
    private Independence() {}

    /** Splits {@code nodes} into as few groups as first fit finds, in none of which one node is made from another. */
    static List<List<Node>> split(List<Node> nodes) {
        List<List<Node>> groups = new ArrayList<>();
        for (Node node : nodes) {
            Set<Node> ancestors = ancestors(node);
            List<Node> group = groups.stream()
                    .filter(candidates -> candidates.stream().noneMatch(ancestors::contains))
                    .findFirst()
                    .orElse(null);
            if (group == null) {
                group = new ArrayList<>();
                groups.add(group);
            }
            group.add(node);
        }
        return groups;
    }

    private static Set<Node> ancestors(Node node) {
        Set<Node> found = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(node.inputs());
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (found.add(next)) {
                open.addAll(next.inputs());
            }
        }
        return found;
    }
}
