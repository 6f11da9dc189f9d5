// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.rnnc.dsl.graph.Node;

/** The nodes of one stage: who uses which, and which of them are not waiting for others any more. */
final class StageNodes {
    private final List<Node> nodes;
    private final Set<Node> waiting;
    private final Set<Node> outputs = new HashSet<>();
    private final Map<Node, List<Node>> users = new HashMap<>();
    private final UnaryOperator<Node> awaited;
    /** By node those that cannot be computed before it; one that reads it twice stands there twice. */
    private final Map<Node, List<Node>> followers = new HashMap<>();
    /** How many nodes one waits for. */
    private final Map<Node, Integer> waitsFor = new HashMap<>();

    /**
     * @param isOutput whether a node is needed outside the stage
     * @param awaited what must have been computed before a node can be read
     */
    StageNodes(Collection<Node> nodes, Predicate<Node> isOutput, UnaryOperator<Node> awaited) {
        this.nodes = nodes.stream().sorted(Comparator.comparingInt(Node::id)).toList();
        this.waiting = new LinkedHashSet<>(this.nodes);
        this.awaited = awaited;
        for (Node node : this.nodes) {
            if (isOutput.test(node)) {
                outputs.add(node);
            }
            node.inputs()
                    .forEach(input -> users.computeIfAbsent(input, key -> new ArrayList<>())
                            .add(node));
        }
    }

    /**
     * Begins to wait.
     *
     * @param together whether one kernel computes both, so that the one does not wait for the other
     * @return those that wait for nothing
     */
    List<Node> start(BiPredicate<Node, Node> together) {
        List<Node> ready = new ArrayList<>();
        for (Node node : nodes) {
            int count = 0;
            for (Node input : node.inputs()) {
                Node source = awaited.apply(input);
                if (waiting.contains(source) && !together.test(node, source)) {
                    followers.computeIfAbsent(source, key -> new ArrayList<>()).add(node);
                    count++;
                }
            }
            waitsFor.put(node, count);
            if (count == 0) {
                ready.add(node);
            }
        }
        return ready;
    }

    /** Takes away what a kernel computes; those that wait for nothing now. */
    List<Node> take(List<Node> computed) {
        List<Node> ready = new ArrayList<>();
        computed.forEach(waiting::remove);
        for (Node node : computed) {
            for (Node follower : followers.getOrDefault(node, List.of())) {
                if (waitsFor.merge(follower, -1, Integer::sum) == 0 && waiting.contains(follower)) {
                    ready.add(follower);
                }
            }
        }
        return ready;
    }

    boolean isDone() {
        return waiting.isEmpty();
    }

    /** In rising order. */
    List<Node> nodes() {
        return nodes;
    }

    Set<Node> waiting() {
        return waiting;
    }

    /** How many nodes that are not computed yet one waits for, by its operands: one that it reads twice counts twice. */
    int waitsFor(Node node) {
        return Objects.requireNonNull(waitsFor.get(node));
    }

    /** Whether a node is needed outside the stage. */
    boolean isOutput(Node node) {
        return outputs.contains(node);
    }

    /** The nodes of the stage that read {@code node}, in rising order; one that reads it twice stands there twice. */
    List<Node> users(Node node) {
        return users.getOrDefault(node, List.of());
    }
}
