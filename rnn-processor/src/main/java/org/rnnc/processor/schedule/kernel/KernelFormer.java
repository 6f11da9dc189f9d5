// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.schedule.pack.Packs;

/**
 * Gathers the nodes of one stage into kernels: packed products, and element-wise passes as wide as they can be. What is
 * ready stands in queues, so that each node is looked at when something changes for it, and not each time.
 */
public final class KernelFormer {
    private final Packs packs;
    private final StageNodes stage;
    private final Chains chains;
    private final Fusion fusion;
    private final List<Kernel> kernels = new ArrayList<>();
    private final Map<Node, Group> groupOf = new HashMap<>();
    /** Products of which none is still waiting for something. */
    private final TreeSet<Group> whole = new TreeSet<>();
    /** Products of which some are ready, if these can be computed alone. */
    private final TreeSet<Group> partly = new TreeSet<>();

    private final TreeSet<Node> singles = new TreeSet<>(Comparator.comparingInt(Node::id));

    private record GroupKey(
            Object pack,
            @Nullable Node operand,
            Class<?> op,
            @Nullable Object solo) {
        boolean isChain() {
            return op == Kernel.Chain.class;
        }
    }

    /** What is to become one kernel. In order of the first node that is still waiting. */
    private static final class Group implements Comparable<Group> {
        private final GroupKey key;
        private List<Node> waiting = new ArrayList<>();
        private List<Node> ready = new ArrayList<>();

        Group(GroupKey key) {
            this.key = key;
        }

        @Override
        public int compareTo(Group other) {
            return Integer.compare(waiting.get(0).id(), other.waiting.get(0).id());
        }
    }

    /**
     * @param isOutput whether a node is needed outside the stage
     * @param awaited what must have been computed before a node can be read
     */
    public KernelFormer(KernelRules rules, Set<Node> nodes, Predicate<Node> isOutput, UnaryOperator<Node> awaited) {
        this.packs = rules.packs();
        this.stage = new StageNodes(nodes, isOutput, awaited);
        this.chains = new Chains(stage, rules);
        this.fusion = new Fusion(stage, rules);
        Map<GroupKey, Group> groups = new HashMap<>();
        for (Node node : stage.nodes()) {
            GroupKey key = groupKey(node);
            if (key != null) {
                Group group = groups.computeIfAbsent(key, Group::new);
                group.waiting.add(node);
                groupOf.put(node, group);
            }
        }
        stage.start(this::areTogether).forEach(this::ready);
    }

    /** Whether both are parts of one chain: one kernel computes them, in order. */
    private boolean areTogether(Node a, Node b) {
        Group group = groupOf.get(a);
        return group != null && group.key.isChain() && group == groupOf.get(b);
    }

    private void ready(Node node) {
        Group group = groupOf.get(node);
        if (group != null) {
            group.ready.add(node);
            if (group.ready.size() == group.waiting.size()) {
                partly.remove(group);
                whole.add(group);
            } else if (!group.key.isChain()) {
                partly.add(group);
            }
        } else if (node.isElementwise()) {
            fusion.ready(node);
        } else {
            singles.add(node);
        }
    }

    public List<Kernel> form() {
        while (!stage.isDone()) {
            if (!whole.isEmpty()) {
                takeWhole(whole.pollFirst());
            } else if (!singles.isEmpty()) {
                takeSingle(singles.first());
            } else if (fusion.isReady()) {
                add(fusion.next());
            } else if (!partly.isEmpty()) {
                takePart(partly.pollFirst());
            } else {
                throw new IllegalStateException("nodes wait for each other: " + stage.waiting());
            }
        }
        return kernels;
    }

    private void add(Kernel kernel) {
        kernels.add(kernel);
        stage.take(kernel.nodes()).forEach(this::ready);
    }

    private void takeWhole(Group group) {
        add(packedKernel(group.key, group.waiting));
    }

    /** Takes those products of a pack that are not waiting for something. */
    private void takePart(Group group) {
        List<Node> ready = new ArrayList<>(group.ready);
        ready.sort(Comparator.comparingInt(Node::id));
        group.waiting.removeAll(Set.copyOf(ready));
        group.ready = new ArrayList<>();
        add(packedKernel(group.key, ready));
    }

    /** Null for what is not computed together with others of its kind. */
    private @Nullable GroupKey groupKey(Node node) {
        return switch (KernelKind.of(node.op())) {
            case PRODUCT -> ofProduct(node);
            case GRADIENT -> ofGradient(node);
            case ELEMENTWISE, SOFTMAX, SINGLE, NONE -> null;
        };
    }

    private GroupKey ofProduct(Node node) {
        Pack pack = packs.of(node.input(0));
        if (Chains.isTransposed(node)) {
            return new GroupKey(pack, null, Kernel.Chain.class, chains.lastOf(node));
        }
        String rows = node.domain().isPerChild() ? "packed, for each child" : "packed";
        Object solo = ((Op.MatrixProduct) node.op()).readsRows() ? node : rows;
        return new GroupKey(pack, node.input(1), node.op().getClass(), solo);
    }

    private GroupKey ofGradient(Node node) {
        Pack pack = packs.ofGradient(node);
        Node operand = pack.byColumn() ? node.input(1) : node;
        return new GroupKey(pack, operand, node.op().getClass(), "gradient");
    }

    private Kernel packedKernel(GroupKey key, List<Node> nodes) {
        Pack pack = (Pack) key.pack();
        if (key.op() == Kernel.Chain.class) {
            return new Kernel.Chain(pack, nodes);
        }
        List<Node> inOrder = new ArrayList<>(nodes);
        if (KernelKind.of(nodes.get(0).op()) == KernelKind.GRADIENT) {
            inOrder.sort(Comparator.comparingInt(node -> pack.positionOf(packs.gradientOf(node))));
            return new Kernel.Gradients(pack, nodes.get(0).input(1), inOrder);
        }
        inOrder.sort(Comparator.comparingInt(node -> pack.positionOf(packs.parameterOf(node.input(0)))));
        return new Kernel.Products(pack, Objects.requireNonNull(key.operand()), inOrder);
    }

    private void takeSingle(Node node) {
        Kernel kernel =
                Kernel.Softmax.computes(node) ? new Kernel.Softmax(ofSameLogits(node)) : new Kernel.Standalone(node);
        kernel.nodes().forEach(singles::remove);
        add(kernel);
    }

    private List<Node> ofSameLogits(Node first) {
        return stage.users(first.input(0)).stream()
                .filter(node -> Kernel.Softmax.computes(node)
                        && node.input(0) == first.input(0)
                        && node.domain().equals(first.domain())
                        && singles.contains(node))
                .toList();
    }
}
