// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * What is known before the first step of a sequence along an axis: what follows from inputs per sequence, and from the whole
 * of it along other axes.
 */
final class Timeless {
    private Timeless() {}

    /** Those of {@code nodes}, which are in rising order, that no value of any step along {@code axis} goes into. */
    static Set<Node> among(Collection<Node> nodes, List<State> states, Axis axis) {
        Map<Node, List<Node>> followers = followers(nodes, states);
        Set<Node> later = new HashSet<>();
        Deque<Node> waiting = new ArrayDeque<>();
        for (Node node : nodes) {
            if (isLater(node, states, axis) && later.add(node)) {
                waiting.add(node);
            }
        }
        while (!waiting.isEmpty()) {
            for (Node follower : followers.getOrDefault(waiting.remove(), List.of())) {
                if (later.add(follower)) {
                    waiting.add(follower);
                }
            }
        }
        Set<Node> found = new HashSet<>(nodes);
        found.removeAll(later);
        return found;
    }

    /** What reads a node; what goes into the steps of another axis goes into its previous ones, too. */
    private static Map<Node, List<Node>> followers(Collection<Node> nodes, List<State> states) {
        Map<Node, List<Node>> followers = new HashMap<>();
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                followers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
            }
            if (node.op() instanceof Op.Previous previous) {
                Node definition = states.get(previous.state()).definition();
                followers.computeIfAbsent(definition, key -> new ArrayList<>()).add(node);
            }
        }
        return followers;
    }

    private static boolean isLater(Node node, List<State> states, Axis axis) {
        if (node.op() instanceof Op.Initial initial) {
            return states.get(initial.state()).relation().axis().equals(axis);
        }
        // A sum over all sequences is none of one.
        return node.domain().hasStepsOf(axis)
                || node.domain().isOnce() && node.op().traits().isOverSteps();
    }

    /** Whether all states among {@code live} start from what is known before the first step. */
    static boolean startsKnown(Collection<Node> live, List<State> states, Axis axis) {
        Set<Node> known = among(live, states, axis);
        return live.stream()
                .filter(node -> node.op() instanceof Op.Previous)
                .map(node -> states.get(((Op.Previous) node.op()).state()))
                .filter(state -> state.relation().axis().equals(axis))
                .flatMap(state -> state.start().stream())
                .allMatch(known::contains);
    }

    /** The values per sequence, or of another axis, that steps read, or that are wanted themselves, and that are known before the first. */
    static Set<Node> readBySteps(Collection<Node> live, Collection<Node> roots, List<State> states, Axis axis) {
        Set<Node> known = among(live, states, axis);
        List<Node> read = new ArrayList<>(roots);
        for (Node node : live) {
            if (!known.contains(node)) {
                read.addAll(node.inputs());
            }
        }
        Set<Node> kept = new LinkedHashSet<>();
        for (Node node : read) {
            Node seen = Views.seen(node);
            boolean ofAnother = node.domain().isPerStep() && seen.domain().isPerStep();
            if ((seen.domain().isPerSequence() || ofAnother) && known.contains(seen)) {
                kept.add(seen);
            }
        }
        return kept;
    }
}
