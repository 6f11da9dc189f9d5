// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.Dependencies;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/**
 * Which nodes need an adjoint: those that depend on something a gradient is wanted of, and that the loss depends on.
 * Both relations run through time, by way of the states.
 */
final class Relevance {
    private final BitSet dependsOnWanted;
    private final BitSet reachesLoss;

    Relevance(Graph graph, Node loss, Predicate<Node> wanted) {
        Dependencies dependencies = new Dependencies(graph.states());
        List<List<Node>> sources = new ArrayList<>();
        List<List<Node>> users = new ArrayList<>();
        graph.nodes().forEach(node -> users.add(new ArrayList<>()));
        for (Node node : graph.nodes()) {
            // Nothing flows back through a choice.
            sources.add(node.op() instanceof Op.Likeliest ? List.of() : dependencies.of(node));
            sources.get(node.id()).forEach(source -> users.get(source.id()).add(node));
        }
        this.reachesLoss = reach(List.of(loss), node -> sources.get(node.id()));
        this.dependsOnWanted = reach(graph.nodes().stream().filter(wanted).toList(), node -> users.get(node.id()));
    }

    boolean needsAdjoint(Node node) {
        return dependsOnWanted.get(node.id()) && reachesLoss.get(node.id());
    }

    private static BitSet reach(List<Node> from, Function<Node, List<Node>> next) {
        BitSet found = new BitSet();
        Deque<Node> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!found.get(node.id())) {
                found.set(node.id());
                next.apply(node).forEach(open::push);
            }
        }
        return found;
    }
}
