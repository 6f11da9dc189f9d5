// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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
            if (state.definition() != null) {
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
        Op op = node.op();
        if (op instanceof Op.Previous previous) {
            State state = states.get(previous.state());
            if (state == null) {
                return Extent.ANY_FINITE;
            }
            Extent start = state.initial().map(this::of).orElse(Extent.ZERO);
            Extent definition = of(state.definition());
            // It comes after this: the first time nothing is known of it.
            return definition == null ? start : start.union(definition);
        }
        if (node.inputs().isEmpty()) {
            return ofSource(op);
        }
        List<Extent> of = node.inputs().stream().map(this::of).toList();
        Extent a = of.get(0);
        if (op instanceof Op.Unary unary) {
            return a.of(unary.function());
        } else if (op instanceof Op.Binary binary) {
            Extent b = of.get(1);
            return binary.function() == BinaryFunction.MULTIPLY
                    ? product(node.input(0), node.input(1))
                    : a.of(binary.function(), b);
        } else if (op instanceof Op.MultiplyAdd fused) {
            Extent product = product(node.input(0), node.input(1));
            return of.get(2).plus(fused.negated() ? product.negated() : product);
        } else if (op instanceof Op.Dot) {
            return product(node.input(0), node.input(1)).summed();
        } else if (op instanceof Op.OneHot) {
            return Extent.SHARE;
        }
        return ofWhole(op, of);
    }

    private Extent product(Node a, Node b) {
        if (a == b) {
            return of(a).square();
        }
        Node base = base(a);
        // Where a power of something is infinite, its other powers are no zeros.
        return base == base(b) && of(base).level() == Extent.Level.FINITE
                ? new Extent(Extent.Level.INFINITE, Extent.Sign.ANY, false)
                : of(a).times(of(b));
    }

    /** What {@code node} is the square of, else itself. */
    private static Node base(Node node) {
        boolean square = node.op().equals(new Op.Binary(BinaryFunction.MULTIPLY)) && node.input(0) == node.input(1);
        return square ? node.input(0) : node;
    }

    private static Extent ofSource(Op op) {
        if (op instanceof Op.Constant constant) {
            return Extent.of(constant.value());
        } else if (op instanceof Op.Counted) {
            return Extent.ONE;
        }
        return op instanceof Op.Parameter || op instanceof Op.Mask ? Extent.ANY_BOUNDED : Extent.ANY_FINITE;
    }

    private static Extent ofWhole(Op op, List<Extent> of) {
        Extent a = of.get(0);
        if (op instanceof Op.Softmax) {
            return a.level().compareTo(Extent.Level.INFINITE) >= 0 ? Extent.UNDEFINED : Extent.SHARE;
        } else if (op instanceof Op.LogSoftmax || op instanceof Op.CrossEntropy) {
            return a.level().compareTo(Extent.Level.INFINITE) >= 0 ? Extent.UNDEFINED : Extent.ANY_FINITE;
        } else if (op instanceof Op.Product || op instanceof Op.Lookup) {
            Extent product = op instanceof Op.Product ? a.times(of.get(1)).summed() : Extent.ANY_BOUNDED;
            return of.size() == 3 ? of.get(2).plus(product) : product;
        } else if (op instanceof Op.Outer || op instanceof Op.Scatter) {
            return Extent.ANY_FINITE;
        } else if (op instanceof Op.Sum
                || op instanceof Op.SumSteps
                || op instanceof Op.Total
                || op instanceof Op.Magnitude) {
            return a.summed();
        }
        // What is padded, or picked of an empty sequence, is zero.
        boolean zeros = op instanceof Op.Pad
                || op instanceof Op.Pick
                || op instanceof Op.Place
                || op instanceof Op.OfEmpty
                || op instanceof Op.MaxSteps;
        Extent all = of.stream().skip(1).reduce(a, Extent::union);
        return zeros ? all.union(Extent.ZERO) : all;
    }
}
