// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;

/** Brings blocks of nodes (loops, and single nodes) into an order of stages, as few as can be. */
final class StageOrder {
    /** Which kind goes first where several are ready: loops late, so that all else is gathered before them. */
    private static final List<Class<? extends Stage.Kind>> ORDER = List.of(
            Stage.Steps.class,
            Stage.Pairs.class,
            Stage.Sequences.class,
            Stage.Tokens.class,
            Stage.Loop.class,
            Stage.Once.class);

    /** Kinds that are alike here are ready in one queue: each axis has its own for all steps, but loops are taken in turn. */
    private static final Comparator<Stage.Kind> BY_ORDER = Comparator.<Stage.Kind>comparingInt(
                    kind -> ORDER.indexOf(kind.getClass()))
            .thenComparingInt(
                    kind -> kind.isLoop() ? 0 : kind.axis().map(Axis::index).orElse(0))
            .thenComparingInt(kind ->
                    kind instanceof Stage.Pairs pairs ? pairs.steps().along().index() : 0)
            .thenComparingInt(kind ->
                    kind instanceof Stage.Pairs pairs ? pairs.steps().over().index() : 0)
            .thenComparingInt(kind -> kind instanceof Stage.Tokens tokens ? tokens.count() : 0)
            .thenComparing(Stage.Kind::isPerChild);

    private final List<Block> blocks = new ArrayList<>();
    private final Map<Node, Block> blockOf = new HashMap<>();
    private final Components components;
    private final SortedMap<Stage.Kind, PriorityQueue<Block>> ready = new TreeMap<>(BY_ORDER);

    /** Nodes that become one stage. */
    record Group(Stage.Kind kind, Set<Node> nodes) {}

    private static final class Block implements Comparable<Block> {
        private final int place;
        private final List<Node> nodes;
        private final Stage.Kind kind;
        private final List<Block> followers = new ArrayList<>();
        /** How many blocks that must come before are not done. */
        private int waitsFor;

        Block(int place, List<Node> nodes, Stage.Kind kind) {
            this.place = place;
            this.nodes = nodes;
            this.kind = kind;
        }

        @Override
        public int compareTo(Block other) {
            return Integer.compare(place, other.place);
        }
    }

    /** @param kindOf by a node of a block the kind of stage that can compute it */
    StageOrder(Iterable<List<Node>> nodesOfBlocks, Function<Node, Stage.Kind> kindOf, Components components) {
        this.components = components;
        for (List<Node> nodes : nodesOfBlocks) {
            Block block = new Block(blocks.size(), nodes, kindOf.apply(nodes.get(0)));
            blocks.add(block);
            nodes.forEach(node -> blockOf.put(node, block));
        }
        blocks.forEach(block -> ready.putIfAbsent(block.kind, new PriorityQueue<>()));
        link();
    }

    private void link() {
        List<Set<Block>> behind = behind();
        for (Block block : blocks) {
            Set<Block> before = new LinkedHashSet<>();
            for (Node node : block.nodes) {
                addSources(node, behind, before);
            }
            before.remove(block);
            block.waitsFor = before.size();
            before.forEach(source -> source.followers.add(block));
            if (before.isEmpty()) {
                Objects.requireNonNull(ready.get(block.kind)).add(block);
            }
        }
    }

    /**
     * By component the blocks that its nodes without a block of their own (sources and views, which are no work themselves,
     * and what is computed elsewhere) show values of. Sources' components come first, so that each is looked at once.
     */
    private List<Set<Block>> behind() {
        Set<Node> shown = shown();
        List<Set<Block>> behind = new ArrayList<>();
        for (List<Node> members : components.members()) {
            Set<Block> found = new LinkedHashSet<>();
            behind.add(found);
            for (Node node : members) {
                if (shown.contains(node)) {
                    addSources(node, behind, found);
                }
            }
        }
        return behind;
    }

    /**
     * The nodes without a block that some block sees something through. Of the others, which the gradients are for the
     * way forward, nobody asks what is behind them: of each that is all before it, and together the square.
     */
    private Set<Node> shown() {
        Set<Node> shown = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(blockOf.keySet());
        while (!open.isEmpty()) {
            for (Node source : components.sources(open.remove())) {
                if (!blockOf.containsKey(source) && components.has(source) && shown.add(source)) {
                    open.add(source);
                }
            }
        }
        return shown;
    }

    /** Adds what must be done before {@code node} is there. */
    private void addSources(Node node, List<Set<Block>> behind, Set<Block> found) {
        for (Node source : components.sources(node)) {
            Block block = blockOf.get(source);
            if (block != null) {
                found.add(block);
            } else if (components.has(source) && behind.get(components.of(source)) != found) {
                found.addAll(behind.get(components.of(source)));
            }
        }
    }

    List<Group> order() {
        List<Group> groups = new ArrayList<>();
        for (int done = 0; done < blocks.size(); ) {
            PriorityQueue<Block> queue = ready.values().stream()
                    .filter(candidate -> !candidate.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("stages wait for each other"));
            Stage.Kind kind = queue.element().kind;
            Set<Node> taken = new LinkedHashSet<>();
            // What becomes ready by what is taken is taken, too; of loops just the first.
            do {
                Block block = queue.remove();
                taken.addAll(block.nodes);
                finish(block);
                done++;
            } while (!kind.isLoop() && !queue.isEmpty());
            groups.add(new Group(kind, taken));
        }
        return groups;
    }

    private void finish(Block block) {
        for (Block follower : block.followers) {
            follower.waitsFor--;
            if (follower.waitsFor == 0) {
                Objects.requireNonNull(ready.get(follower.kind)).add(follower);
            }
        }
    }
}
