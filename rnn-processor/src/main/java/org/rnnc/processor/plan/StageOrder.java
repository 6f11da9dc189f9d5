// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;

/** Brings blocks of nodes (loops, and single nodes) into an order of stages, as few as can be. */
final class StageOrder {
    private final Map<Object, List<Node>> blocks;
    private final Map<Node, Object> blockOf = new HashMap<>();
    private final Map<Object, Set<Object>> waitsFor = new HashMap<>();
    private final Components components;
    private final Map<Node, Integer> loopOf;

    /** Nodes that become one stage. */
    record Group(Stage.Kind kind, Set<Node> nodes) {}

    StageOrder(Map<Object, List<Node>> blocks, Map<Node, Integer> loopOf, Components components) {
        this.blocks = blocks;
        this.loopOf = loopOf;
        this.components = components;
        blocks.forEach((key, nodes) -> nodes.forEach(node -> blockOf.put(node, key)));
        blocks.forEach((key, nodes) -> waitsFor.put(key, sources(key, nodes)));
    }

    /** The blocks that must come before {@code key}; through sources and views, which are no work themselves. */
    private Set<Object> sources(Object key, List<Node> nodes) {
        Set<Object> found = new HashSet<>();
        Set<Node> seen = new HashSet<>(nodes);
        Deque<Node> open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            for (Node source : components.sources(open.pop())) {
                Object block = blockOf.get(source);
                if (block != null && !block.equals(key)) {
                    found.add(block);
                } else if (seen.add(source)) {
                    open.add(source);
                }
            }
        }
        return found;
    }

    List<Group> order() {
        List<Group> groups = new ArrayList<>();
        Set<Object> waiting = new LinkedHashSet<>(blocks.keySet());
        while (!waiting.isEmpty()) {
            groups.add(next(waiting));
        }
        return groups;
    }

    /** Takes everything of one kind that is ready, and what becomes ready by that; loops one at a time, and last. */
    private Group next(Set<Object> waiting) {
        for (Stage.Kind kind : List.of(Stage.Kind.STEPS, Stage.Kind.SEQUENCES, Stage.Kind.LOOP, Stage.Kind.ONCE)) {
            Set<Node> taken = new LinkedHashSet<>();
            boolean again = true;
            while (again) {
                again = false;
                for (Object key : List.copyOf(waiting)) {
                    boolean full = kind == Stage.Kind.LOOP && !taken.isEmpty();
                    if (!full && kindOf(key) == kind && isReady(key, waiting)) {
                        waiting.remove(key);
                        taken.addAll(blocks.get(key));
                        again = true;
                    }
                }
            }
            if (!taken.isEmpty()) {
                return new Group(kind, taken);
            }
        }
        throw new IllegalStateException("stages wait for each other: " + waiting);
    }

    private boolean isReady(Object key, Set<Object> waiting) {
        return waitsFor.get(key).stream().noneMatch(waiting::contains);
    }

    private Stage.Kind kindOf(Object key) {
        Node first = blocks.get(key).get(0);
        if (loopOf.containsKey(first)) {
            return Stage.Kind.LOOP;
        }
        Domain domain = first.domain();
        return domain == Domain.STEP
                ? Stage.Kind.STEPS
                : domain == Domain.SEQUENCE ? Stage.Kind.SEQUENCES : Stage.Kind.ONCE;
    }
}
