// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What of a graph can reach each other: Tarjan, "Depth-first search and linear graph algorithms" (1972). */
final class StronglyConnected {
    private final Map<String, Set<String>> edges;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> components = new ArrayList<>();

    StronglyConnected(Map<String, Set<String>> edges) {
        this.edges = edges;
    }

    List<Set<String>> components() {
        edges.keySet().stream().filter(node -> !order.containsKey(node)).forEach(this::visit);
        return components;
    }

    private void visit(String node) {
        order.put(node, order.size());
        lowest.put(node, order.get(node));
        open.push(node);
        for (String next : edges.getOrDefault(node, Set.of())) {
            if (!order.containsKey(next)) {
                visit(next);
                lowest.merge(node, lowest.get(next), Math::min);
            } else if (open.contains(next)) {
                lowest.merge(node, order.get(next), Math::min);
            }
        }
        if (lowest.get(node).equals(order.get(node))) {
            Set<String> component = new TreeSet<>();
            do {
                component.add(open.peek());
            } while (!open.pop().equals(node));
            components.add(component);
        }
    }
}
