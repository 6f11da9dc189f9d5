// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.EmptyEnds;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/**
 * Which nodes need an adjoint: those that depend on something a gradient is wanted of, and that the loss depends on.
 * Both relations run through time, by way of the states.
 */
final class Relevance {
    private final Graph graph;
    private final EmptyEnds ends;
    private final BitSet dependsOnWanted;
    private final BitSet reachesLoss;

    Relevance(Graph graph, EmptyEnds ends, Node loss, Predicate<Node> wanted) {
        this.graph = graph;
        this.ends = ends;
        List<List<Node>> sources = new ArrayList<>();
        List<List<Node>> users = new ArrayList<>();
        graph.nodes().forEach(node -> users.add(new ArrayList<>()));
        for (Node node : graph.nodes()) {
            sources.add(sources(node));
            sources(node).forEach(source -> users.get(source.id()).add(node));
        }
        this.reachesLoss = reach(List.of(loss), node -> sources.get(node.id()));
        this.dependsOnWanted = reach(graph.nodes().stream().filter(wanted).toList(), node -> users.get(node.id()));
    }

    boolean needsAdjoint(Node node) {
        return dependsOnWanted.get(node.id()) && reachesLoss.get(node.id());
    }

    /** What a node's value is made of, at this step, at another one or before the first. */
    private List<Node> sources(Node node) {
        List<Node> sources = new ArrayList<>(node.inputs());
        if (node.op() instanceof Op.Previous previous) {
            State state = graph.states().get(previous.state());
            sources.add(state.definition());
            state.initial().ifPresent(sources::add);
        }
        ends.startOf(node).ifPresent(sources::add);
        return sources;
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
