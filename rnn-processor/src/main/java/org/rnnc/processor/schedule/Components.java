// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rnnc.dsl.graph.Dependencies;
import org.rnnc.dsl.graph.Node;

/**
 * The recurrences of a graph: its strongly connected components, seen with an edge from each state's definition to its
 * previous value (Tarjan, 1972). What lies on no cycle does not depend on any running state and needs no order in time.
 */
final class Components {
    private final Set<Node> live;
    private final Dependencies dependencies;
    private final Map<Node, Integer> component = new HashMap<>();
    private final List<List<Node>> members = new ArrayList<>();

    private final Map<Node, Integer> index = new HashMap<>();
    private final Map<Node, Integer> low = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private record Frame(Node node, List<Node> sources, int[] next) {}

    /** Components of {@code live}, in an order in which sources come before their users. */
    Components(Set<Node> live, Dependencies dependencies) {
        this.live = live;
        this.dependencies = dependencies;
        for (Node node : live) {
            if (!index.containsKey(node)) {
                visit(node);
            }
        }
    }

    List<List<Node>> members() {
        return members;
    }

    /** Whether {@code node} is one of the live ones. */
    boolean has(Node node) {
        return component.containsKey(node);
    }

    int of(Node node) {
        return Objects.requireNonNull(component.get(node));
    }

    boolean isRecurrent(Node node) {
        return members.get(of(node)).size() > 1;
    }

    /** What a node's value is made of: its inputs; of a previous value the state, at the step before and at the start. */
    List<Node> sources(Node node) {
        return dependencies.of(node);
    }

    private void visit(Node root) {
        Deque<Frame> stack = new ArrayDeque<>();
        stack.push(enter(root));
        while (!stack.isEmpty()) {
            Frame frame = stack.peek();
            if (frame.next()[0] < frame.sources().size()) {
                Node source = frame.sources().get(frame.next()[0]++);
                if (!live.contains(source)) {
                    continue;
                }
                if (!index.containsKey(source)) {
                    stack.push(enter(source));
                } else if (!component.containsKey(source)) {
                    low.merge(frame.node(), index.get(source), Math::min);
                }
            } else {
                stack.pop();
                leave(frame.node());
                if (!stack.isEmpty()) {
                    low.merge(stack.peek().node(), low.get(frame.node()), Math::min);
                }
            }
        }
    }

    private Frame enter(Node node) {
        index.put(node, index.size());
        low.put(node, index.get(node));
        open.push(node);
        return new Frame(node, sources(node), new int[1]);
    }

    private void leave(Node node) {
        if (!Objects.requireNonNull(low.get(node)).equals(index.get(node))) {
            return;
        }
        List<Node> found = new ArrayList<>();
        Node member;
        do {
            member = open.pop();
            component.put(member, members.size());
            found.add(member);
        } while (member != node);
        found.sort(java.util.Comparator.comparingInt(Node::id));
        members.add(found);
    }
}
