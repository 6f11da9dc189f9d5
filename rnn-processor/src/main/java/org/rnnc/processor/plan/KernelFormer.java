// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Gathers the nodes of one stage into kernels: packed products, and element-wise passes as wide as they can be. */
final class KernelFormer {
    private final Packs packs;
    private final Set<Node> waiting;
    private final Predicate<Node> isStageOutput;
    private final UnaryOperator<Node> awaited;
    private final Map<Node, List<Node>> users = new LinkedHashMap<>();
    private final List<Kernel> kernels = new ArrayList<>();
    private final Chains chains;

    private record GroupKey(Object pack, Node operand, Class<?> op, Object solo) {}

    /**
     * @param isOutput whether a node is needed outside the stage
     * @param awaited what must have been computed before a node can be read
     */
    KernelFormer(Packs packs, Set<Node> nodes, Predicate<Node> isOutput, UnaryOperator<Node> awaited) {
        this.packs = packs;
        this.waiting = new LinkedHashSet<>();
        nodes.stream().sorted(java.util.Comparator.comparingInt(Node::id)).forEach(waiting::add);
        this.isStageOutput = isOutput;
        this.awaited = awaited;
        for (Node node : waiting) {
            node.inputs()
                    .forEach(input -> users.computeIfAbsent(input, key -> new ArrayList<>())
                            .add(node));
        }
        this.chains = new Chains(waiting, users, isOutput, packs);
    }

    List<Kernel> form() {
        while (!waiting.isEmpty()) {
            boolean found = takeGroups(true) || takeSingles() || takeElementwise() || takeGroups(false);
            if (!found) {
                throw new IllegalStateException("nodes wait for each other: " + waiting);
            }
        }
        return kernels;
    }

    /** Takes packed products; with {@code whole}, only packs of which no member is still waiting for something. */
    private boolean takeGroups(boolean whole) {
        Map<GroupKey, List<Node>> groups = new LinkedHashMap<>();
        for (Node node : waiting) {
            GroupKey key = groupKey(node);
            if (key != null) {
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
            }
        }
        for (Map.Entry<GroupKey, List<Node>> group : groups.entrySet()) {
            List<Node> all = group.getValue();
            boolean chain = group.getKey().op() == Kernel.Chain.class;
            List<Node> ready = all.stream()
                    .filter(node -> isReady(node, chain ? all : List.of()))
                    .toList();
            boolean complete = ready.size() == all.size();
            if (complete || !ready.isEmpty() && !whole && !chain) {
                take(ready);
                kernels.add(packedKernel(group.getKey(), ready));
                return true;
            }
        }
        return false;
    }

    private GroupKey groupKey(Node node) {
        Op op = node.op();
        if (Chains.isTransposed(node)) {
            return new GroupKey(packs.of(node.input(0)), null, Kernel.Chain.class, chains.lastOf(node));
        }
        if (op instanceof Op.Product || op instanceof Op.Lookup) {
            boolean row = op instanceof Op.Lookup lookup && lookup.row();
            Object solo = row ? node : "packed";
            return new GroupKey(packs.of(node.input(0)), node.input(1), op.getClass(), solo);
        }
        if (op instanceof Op.Outer || op instanceof Op.Scatter) {
            Pack pack = packs.ofGradient(node);
            return new GroupKey(pack, pack.byColumn() ? node.input(1) : node, op.getClass(), "gradient");
        }
        return null;
    }

    private Kernel packedKernel(GroupKey key, List<Node> nodes) {
        Pack pack = (Pack) key.pack();
        if (key.op() == Kernel.Chain.class) {
            return new Kernel.Chain(pack, nodes);
        }
        List<Node> inOrder = new ArrayList<>(nodes);
        if (key.op() == Op.Outer.class || key.op() == Op.Scatter.class) {
            inOrder.sort(java.util.Comparator.comparingInt(node -> pack.offsetOf(packs.gradientOf(node))));
            return new Kernel.Gradients(pack, nodes.get(0).input(1), inOrder);
        }
        inOrder.sort(java.util.Comparator.comparingInt(node -> pack.offsetOf(packs.parameterOf(node.input(0)))));
        return new Kernel.Products(pack, key.operand(), inOrder);
    }

    private boolean takeSingles() {
        for (Node node : waiting) {
            if (!node.isElementwise() && groupKey(node) == null && isReady(node)) {
                Kernel kernel = Kernel.Softmax.computes(node)
                        ? new Kernel.Softmax(ofSameLogits(node))
                        : new Kernel.Single(node);
                take(kernel.nodes());
                kernels.add(kernel);
                return true;
            }
        }
        return false;
    }

    private List<Node> ofSameLogits(Node first) {
        return waiting.stream()
                .filter(node -> Kernel.Softmax.computes(node)
                        && node.input(0) == first.input(0)
                        && node.domain() == first.domain()
                        && isReady(node))
                .toList();
    }

    private boolean takeElementwise() {
        Node first = waiting.stream()
                .filter(node -> node.isElementwise() && isReady(node))
                .findFirst()
                .orElse(null);
        if (first == null) {
            return false;
        }
        Set<Node> fused = new LinkedHashSet<>(Set.of(first));
        int size = packs.lengthOf(first);
        if (!FusionLimit.isPower(first)) {
            for (Node next = cheapest(first, fused); next != null; next = cheapest(first, fused)) {
                fused.add(next);
            }
        }
        take(List.copyOf(fused));
        kernels.add(new Kernel.Elementwise(size, List.copyOf(fused), outputs(fused)));
        return true;
    }

    /** The node that adds least to a loop, so that one chain is finished before the next begins; null if none may. */
    private Node cheapest(Node first, Set<Node> fused) {
        Node cheapest = null;
        int least = FusionLimit.of(packs.lengthOf(first)) + 1;
        for (Node node : waiting) {
            if (fits(node, first, fused)) {
                Set<Node> more = new LinkedHashSet<>(fused);
                more.add(node);
                int cost = FusionLimit.cost(more, outputs(more));
                if (cost < least) {
                    cheapest = node;
                    least = cost;
                }
            }
        }
        return cheapest;
    }

    private List<Node> outputs(Set<Node> fused) {
        return fused.stream()
                .filter(node -> isStageOutput.test(node)
                        || users.getOrDefault(node, List.of()).stream().anyMatch(user -> !fused.contains(user)))
                .toList();
    }

    private boolean fits(Node node, Node first, Set<Node> fused) {
        return node.isElementwise()
                && areAlike(node, first)
                && node.domain() == first.domain()
                && !fused.contains(node)
                && !FusionLimit.isPower(node)
                && node.inputs().stream()
                        .allMatch(input -> fused.contains(input) || !waiting.contains(awaited.apply(input)));
    }

    /** Whether one loop can run over both. */
    private boolean areAlike(Node a, Node b) {
        if (a.isMatrix() || b.isMatrix()) {
            return a.isMatrix() && b.isMatrix() && packs.parameterOf(a) == packs.parameterOf(b);
        }
        return a.size() == b.size();
    }

    private boolean isReady(Node node) {
        return isReady(node, List.of());
    }

    /** @param together what is computed by the same kernel, before {@code node} */
    private boolean isReady(Node node, List<Node> together) {
        return node.inputs().stream()
                .map(awaited)
                .noneMatch(input -> waiting.contains(input) && !together.contains(input));
    }

    private void take(List<Node> nodes) {
        nodes.forEach(waiting::remove);
    }
}
