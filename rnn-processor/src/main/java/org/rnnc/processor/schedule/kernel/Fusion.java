// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.schedule.pack.Packs;

/**
 * The element-wise nodes of a stage that wait for nothing. Each kernel begins with the first of them and grows by the node
 * that adds least to its loop, so that one chain is finished before the next begins.
 *
 * <p>To find that node without looking at all, those that are ready are kept by what they would add to a loop that shares
 * nothing with them. Only what shares an operand with the loop adds less: these are looked at one by one; but of operands
 * that many read ({@link #isHub}), only the first of those that read the same ones and so add the same.
 */
final class Fusion {
    /** How many may read a value before they are told apart by kinds only. */
    private static final int MANY = 32;

    private final StageNodes stage;
    private final Packs packs;
    private final KernelBudget budget;
    private final TreeSet<Node> ready = byNumber();
    /** By what one loop can run over, and by their cost alone. */
    private final Map<Alike, TreeMap<Integer, TreeSet<Node>>> byCost = new HashMap<>();

    private final Map<Kind, TreeSet<Node>> byKind = new HashMap<>();
    private final Map<Node, Set<Kind>> kindsOfHub = new HashMap<>();
    /** Nodes that have a kernel to themselves, or to them all. */
    private final Map<Beside, TreeSet<Node>> beside = new HashMap<>();

    /**
     * What one loop can run over.
     *
     * @param rows of vectors their length; of matrices the parameter they are laid out as
     */
    private record Alike(boolean matrix, int rows, Domain domain) {}

    /** Nodes that add the same to each loop with which they share no more than hubs. */
    private record Kind(Alike alike, int cost, Set<Node> hubs) {}

    /** One function of what one packed product computes, which lies side by side. */
    private record Beside(Op function, Pack pack, Node operand, Domain domain) {}

    Fusion(StageNodes stage, KernelRules rules) {
        this.stage = stage;
        this.packs = rules.packs();
        this.budget = rules.budget();
    }

    static TreeSet<Node> byNumber() {
        return new TreeSet<>(Comparator.comparingInt(Node::id));
    }

    boolean isReady() {
        return !ready.isEmpty();
    }

    /** Adds a node that waits for nothing. */
    void ready(Node node) {
        ready.add(node);
        if (budget.isAlone(node)) {
            beside(node)
                    .ifPresent(key ->
                            beside.computeIfAbsent(key, any -> byNumber()).add(node));
            return;
        }
        Kind kind = kind(node);
        byCost.computeIfAbsent(kind.alike(), key -> new TreeMap<>())
                .computeIfAbsent(kind.cost(), key -> byNumber())
                .add(node);
        if (!kind.hubs().isEmpty()) {
            byKind.computeIfAbsent(kind, key -> byNumber()).add(node);
            kind.hubs()
                    .forEach(hub -> kindsOfHub
                            .computeIfAbsent(hub, key -> new java.util.LinkedHashSet<>())
                            .add(kind));
        }
    }

    private void remove(Node node) {
        if (!ready.remove(node)) {
            return;
        }
        if (budget.isAlone(node)) {
            beside(node)
                    .ifPresent(key -> Objects.requireNonNull(beside.get(key)).remove(node));
            return;
        }
        Kind kind = kind(node);
        TreeMap<Integer, TreeSet<Node>> costs = Objects.requireNonNull(byCost.get(kind.alike()));
        Objects.requireNonNull(costs.get(kind.cost())).remove(node);
        if (costs.get(kind.cost()).isEmpty()) {
            costs.remove(kind.cost());
        }
        if (!kind.hubs().isEmpty()) {
            Objects.requireNonNull(byKind.get(kind)).remove(node);
            if (byKind.get(kind).isEmpty()) {
                byKind.remove(kind);
                kind.hubs()
                        .forEach(hub ->
                                Objects.requireNonNull(kindsOfHub.get(hub)).remove(kind));
            }
        }
    }

    private Optional<Beside> beside(Node node) {
        Node product = node.input(0);
        return product.op() instanceof Op.Product chain && !chain.transposed()
                ? Optional.of(new Beside(node.op(), packs.of(product.input(0)), product.input(1), node.domain()))
                : Optional.empty();
    }

    /** What shares a kernel with a node that needs one to itself, in the order of the rows they read. */
    private List<Node> together(Node first) {
        Comparator<Node> inPack = Comparator.comparingInt(node -> {
            Node matrix = node.input(0).input(0);
            return packs.of(matrix).positionOf(packs.parameterOf(matrix));
        });
        return beside(first)
                .map(key -> Objects.requireNonNull(beside.get(key)).stream()
                        .filter(node -> node.size() == first.size())
                        .sorted(inPack)
                        .toList())
                .orElse(List.of(first));
    }

    private Kind kind(Node node) {
        Set<Node> hubs = new HashSet<>();
        int cost = budget.cost(node);
        for (Node input : Set.copyOf(node.inputs())) {
            cost += Literals.isLiteral(input) ? 0 : budget.access();
            if (isHub(input)) {
                hubs.add(input);
            }
        }
        boolean isStored = stage.isOutput(node) || !stage.users(node).isEmpty();
        return new Kind(alike(node), cost + (isStored ? budget.access() : 0), hubs);
    }

    private Alike alike(Node node) {
        return new Alike(node.isMatrix(), node.isMatrix() ? packs.parameterOf(node) : node.size(), node.domain());
    }

    private boolean isHub(Node node) {
        return stage.users(node).size() > MANY;
    }

    /** The next kernel; its nodes are not ready any more. */
    Kernel next() {
        Node first = ready.first();
        int length = packs.lengthOf(first);
        Loop loop = new Loop(alike(first));
        if (budget.isAlone(first)) {
            together(first).forEach(loop::add);
        } else {
            loop.add(first);
            for (Node node = loop.cheapest(length); node != null; node = loop.cheapest(length)) {
                loop.add(node);
            }
        }
        return new Kernel.Elementwise(length, loop.work.nodes(), loop.work.outputs());
    }

    /** One kernel while it grows. */
    private final class Loop {
        private final Alike alike;
        private final LoopCost work = new LoopCost(stage, budget);
        /** Nodes that share more with the loop than hubs, and that it could take. */
        private final TreeSet<Node> near = byNumber();

        private final Set<Node> hubs = new HashSet<>();
        /** Of nodes that read the loop's: what they still wait for, besides. */
        private final Map<Node, Integer> waitsFor = new HashMap<>();

        Loop(Alike alike) {
            this.alike = alike;
        }

        void add(Node node) {
            remove(node);
            near.remove(node);
            for (Node read : work.add(node)) {
                if (isHub(read)) {
                    hubs.add(read);
                } else {
                    stage.users(read).stream().filter(ready::contains).forEach(this::consider);
                }
            }
            for (Node user : stage.users(node)) {
                if (waitsFor.merge(user, -1, (a, b) -> a + b) == -stage.waitsFor(user)) {
                    consider(user);
                }
            }
        }

        private void consider(Node node) {
            if (node.isElementwise() && !budget.isAlone(node) && alike(node).equals(alike)) {
                near.add(node);
            }
        }

        /** The node that adds least, of these the first; null if none fits in. */
        @Nullable
        Node cheapest(int length) {
            Node cheapest = null;
            int least = budget.of(length) + 1;
            for (Node node : (Iterable<Node>) candidates()::iterator) {
                int cost = work.with(node);
                if (cost < least || cost == least && cheapest != null && node.id() < cheapest.id()) {
                    cheapest = node;
                    least = cost;
                }
            }
            return cheapest;
        }

        private Stream<Node> candidates() {
            List<Node> firsts = new ArrayList<>();
            TreeMap<Integer, TreeSet<Node>> costs = byCost.get(alike);
            if (costs != null && !costs.isEmpty()) {
                firsts.add(costs.firstEntry().getValue().first());
            }
            for (Node hub : hubs) {
                for (Kind kind : kindsOfHub.getOrDefault(hub, Set.of())) {
                    if (kind.alike().equals(alike)) {
                        firsts.add(Objects.requireNonNull(byKind.get(kind)).first());
                    }
                }
            }
            return Stream.concat(near.stream(), firsts.stream());
        }
    }
}
