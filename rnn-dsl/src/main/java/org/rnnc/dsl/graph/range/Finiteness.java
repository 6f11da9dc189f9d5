// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph.range;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/**
 * Which values may be infinite, or no number at all, though inputs and parameters are finite: quotients, logarithms,
 * powers of e, products of two values without bounds, and what is made of them. A step whose value is infinite may still
 * have no part in the loss; a product of its zero adjoint with such a value must stay zero.
 *
 * <p>Sums, also those of products with a matrix, are taken to stay finite: guarding each against overflow would cost
 * every network what hardly any needs.
 */
public final class Finiteness {
    private final Map<Integer, State> states = new HashMap<>();
    private final List<Extent> extents = new ArrayList<>();
    private final Map<Node, List<Node>> users = new HashMap<>();
    private final Map<Node, List<Node>> lookers = new HashMap<>();

    /**
     * @param nodes all nodes of the graph, in order
     * @param states those whose definitions are known
     */
    public Finiteness(List<Node> nodes, List<State> states) {
        for (State state : states) {
            if (state.isDefined()) {
                this.states.put(state.index(), state);
            }
        }
        PriorityQueue<Node> open = new PriorityQueue<>((a, b) -> Integer.compare(a.id(), b.id()));
        for (Node node : nodes) {
            extents.add(null);
            open.add(node);
            node.inputs().forEach(input -> note(users, input, node));
            if (node.op() instanceof Op.Previous previous && this.states.containsKey(previous.state())) {
                State state = this.states.get(previous.state());
                note(lookers, state.definition(), node);
                state.initial().ifPresent(initial -> note(lookers, initial, node));
            }
        }
        // Extents only ever grow, and there are few: each node is looked at a few times.
        while (!open.isEmpty()) {
            Node node = open.poll();
            Extent before = extents.get(node.id());
            Extent extent = before == null ? extent(node) : before.union(extent(node));
            if (!extent.equals(before)) {
                extents.set(node.id(), extent);
                if (before != null) {
                    // Else they are still waiting for their own first time.
                    open.addAll(users.getOrDefault(node, List.of()));
                }
                open.addAll(lookers.getOrDefault(node, List.of()));
            }
        }
    }

    private static void note(Map<Node, List<Node>> lists, Node of, Node user) {
        lists.computeIfAbsent(of, key -> new ArrayList<>()).add(user);
    }

    /** Whether it may be infinite or NaN. */
    public boolean mayBeInfinite(Node node) {
        return of(node).level().compareTo(Extent.Level.INFINITE) >= 0;
    }

    /** Whether it may be NaN. */
    public boolean mayBeUndefined(Node node) {
        return of(node).level() == Extent.Level.UNDEFINED;
    }

    /** Whether a quotient by it may be infinite or NaN. */
    public boolean mayVanish(Node node) {
        return of(node).sign() != Extent.Sign.POSITIVE && of(node).sign() != Extent.Sign.NEGATIVE
                || mayBeUndefined(node);
    }

    private Extent of(Node node) {
        return extents.get(node.id());
    }

    private Extent extent(Node node) {
        return node.op().accept(new ExtentRules(node, this::of, this::ofPrevious));
    }

    private Extent ofPrevious(Op.Previous previous) {
        State state = states.get(previous.state());
        if (state == null) {
            return Extent.ANY_FINITE;
        }
        Extent start = state.initial().map(this::of).orElse(Extent.ZERO);
        Extent definition = of(state.definition());
        // It comes after this: the first time nothing is known of it.
        return definition == null ? start : start.union(definition);
    }
}
