// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.EmptyEnd;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/**
 * Which nodes need an adjoint: those that depend on something a gradient is wanted of, and that the loss depends on.
 * Both relations run through time, so each is a fixed point over the states.
 */
final class Relevance {
    private final BitSet dependsOnWanted = new BitSet();
    private final BitSet reachesLoss = new BitSet();

    Relevance(Graph graph, Node loss, Predicate<Node> wanted) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node node : graph.nodes()) {
                changed |= mark(dependsOnWanted, node, wanted.test(node) || dependsOnMarked(graph, node));
            }
        }
        reachesLoss.set(loss.id());
        changed = true;
        while (changed) {
            changed = false;
            for (int id = graph.nodes().size() - 1; id >= 0; id--) {
                if (reachesLoss.get(id)) {
                    changed |= markSources(graph, graph.nodes().get(id));
                }
            }
        }
    }

    boolean needsAdjoint(Node node) {
        return dependsOnWanted.get(node.id()) && reachesLoss.get(node.id());
    }

    private boolean dependsOnMarked(Graph graph, Node node) {
        if (node.op() instanceof Op.Previous previous) {
            State state = graph.states().get(previous.state());
            return dependsOnWanted.get(state.definition().id())
                    || state.initial().map(i -> dependsOnWanted.get(i.id())).orElse(false);
        }
        return node.inputs().stream().anyMatch(input -> dependsOnWanted.get(input.id()))
                || emptyEnd(graph, node).stream().anyMatch(initial -> dependsOnWanted.get(initial.id()));
    }

    private boolean markSources(Graph graph, Node node) {
        boolean changed = false;
        if (node.op() instanceof Op.Previous previous) {
            State state = graph.states().get(previous.state());
            changed |= mark(reachesLoss, state.definition(), true);
            if (state.initial().isPresent()) {
                changed |= mark(reachesLoss, state.initial().get(), true);
            }
        }
        for (Node input : node.inputs()) {
            changed |= mark(reachesLoss, input, true);
        }
        for (Node initial : emptyEnd(graph, node)) {
            changed |= mark(reachesLoss, initial, true);
        }
        return changed;
    }

    /** What {@code node} shows of empty sequences, if it is the end of a state with a start of its own. */
    private static List<Node> emptyEnd(Graph graph, Node node) {
        return node.op() instanceof Op.Pick
                ? EmptyEnd.of(node, graph.states()).flatMap(end -> end.state().start()).stream()
                        .toList()
                : List.of();
    }

    private static boolean mark(BitSet set, Node node, boolean value) {
        boolean changed = value && !set.get(node.id());
        if (changed) {
            set.set(node.id());
        }
        return changed;
    }
}
