// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Dependencies;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.KernelFormer;
import org.rnnc.processor.schedule.kernel.KernelRules;
import org.rnnc.processor.schedule.kernel.Literals;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * Orders the work: what no running state is needed for leaves the time loops and is done for all steps at once; each
 * recurrence becomes one loop; element-wise work that only a loop uses moves into it.
 */
final class Scheduler {
    private final List<State> states;
    private final Dependencies dependencies;
    private final KernelRules rules;
    private final Set<Node> live;
    private final Components components;
    private final Map<Node, List<Node>> users = new HashMap<>();
    private final Set<Node> roots;
    private final Set<Node> kept;
    /** The loop that a node runs in, by the component of the loop's recurrence. */
    private final Map<Node, Integer> loopOf = new HashMap<>();

    private final AheadOfLoops aheadOfLoops;
    private final TotalsInLoops totalsInLoops;

    private final Map<Integer, Relation> relations = new HashMap<>();

    /** @param roots what must be there in the end */
    Scheduler(List<State> states, KernelRules rules, Collection<Node> roots) {
        this(states, rules, roots, Set.of());
    }

    /** @param kept what is there already, and is not computed */
    Scheduler(List<State> states, KernelRules rules, Collection<Node> roots, Set<Node> kept) {
        this(states, rules, roots, kept, node -> false);
    }

    /**
     * The same of a window.
     *
     * @param isBackward what belongs to the way back, whose sums take up steps from the last to the first
     */
    static Scheduler ofWindow(
            List<State> states, KernelRules rules, Collection<Node> roots, Predicate<Node> isBackward) {
        return new Scheduler(states, rules, roots, Set.of(), isBackward);
    }

    private Scheduler(
            List<State> states, KernelRules rules, Collection<Node> roots, Set<Node> kept, Predicate<Node> isBackward) {
        this.states = states;
        this.dependencies = new Dependencies(states);
        this.rules = rules;
        this.roots = new HashSet<>(roots);
        this.kept = kept;
        this.live = reach(roots);
        this.components = new Components(live, dependencies);
        for (Node node : live) {
            components
                    .sources(node)
                    .forEach(source -> users.computeIfAbsent(source, key -> new ArrayList<>())
                            .add(node));
        }
        this.aheadOfLoops = new AheadOfLoops(
                users, this.roots, loopOf, loop -> relation(loop).axis());
        this.totalsInLoops = new TotalsInLoops(users, this.roots, loopOf, components, this::relation, isBackward);
        placeInLoops();
    }

    /** Every node that the roots need, in rising order. */
    Set<Node> live() {
        return live;
    }

    List<State> states() {
        return states;
    }

    /** What must be there in the end. */
    Set<Node> roots() {
        return roots;
    }

    /** What is there already, and is not computed. */
    Set<Node> kept() {
        return kept;
    }

    private Set<Node> reach(Collection<Node> from) {
        Set<Node> found = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (found.add(node) && !kept.contains(node)) {
                open.addAll(dependencies.of(node));
            }
        }
        TreeMap<Integer, Node> byId = new TreeMap<>();
        found.forEach(node -> byId.put(node.id(), node));
        return new LinkedHashSet<>(byId.values());
    }

    private void placeInLoops() {
        for (Node node : live) {
            if (components.isRecurrent(node)) {
                loopOf.put(node, components.of(node));
            }
        }
        List<Node> descending = new ArrayList<>(live);
        java.util.Collections.reverse(descending);
        for (Node node : descending) {
            boolean atSteps = node.domain().isPerStep() || node.domain().isPair();
            if (node.isElementwise() && atSteps && !loopOf.containsKey(node)) {
                sink(node);
            }
            totalsInLoops.loopOf(node).ifPresent(loop -> loopOf.put(node, loop));
            if (!loopOf.containsKey(node) && isComputed(node)) {
                aheadOfLoops.visit(node);
            }
        }
    }

    /** Moves a node whose every user is in one loop into that loop: a pass less, and nothing to keep. */
    private void sink(Node node) {
        List<Node> all = users.getOrDefault(node, List.of());
        if (all.isEmpty() || roots.contains(node)) {
            return;
        }
        Integer loop = loopOf.get(all.get(0));
        if (loop == null) {
            return;
        }
        boolean one =
                all.stream().allMatch(user -> loop.equals(loopOf.get(user)) && !(user.op() instanceof Op.Previous));
        boolean along = node.domain()
                .pair()
                .map(pair -> pair.along().equals(relation(loop).axis()))
                .orElse(true);
        if (one && along && !dependsOnLoop(node, loop)) {
            loopOf.put(node, loop);
        }
    }

    /** Whether {@code node} reads {@code loop}'s values as a whole, so that it has to come after it. */
    private boolean dependsOnLoop(Node node, int loop) {
        return node.inputs().stream().anyMatch(input -> loopOf.getOrDefault(input, -1) == loop);
    }

    /** The stages that compute all live nodes that {@code selected} holds for and that are not sources. */
    List<Stage> stages(Predicate<Node> selected) {
        return stages(selected, false);
    }

    /**
     * The same.
     *
     * @param ahead whether what only one loop needs is computed as that loop goes on, else before it for all steps
     */
    List<Stage> stages(Predicate<Node> selected, boolean ahead) {
        Map<Node, Integer> withLoop = new HashMap<>(ahead ? aheadOfLoops.found() : Map.of());
        withLoop.putAll(loopOf);
        Map<Object, List<Node>> blocks = new LinkedHashMap<>();
        for (Node node : live) {
            if (selected.test(node) && isComputed(node)) {
                Integer loop = withLoop.get(node);
                blocks.computeIfAbsent(loop != null ? loop : node, key -> new ArrayList<>())
                        .add(node);
            }
        }
        return new StageOrder(blocks.values(), node -> kind(node, withLoop), components)
                .order().stream().flatMap(this::stages).toList();
    }

    /** One stage; of a loop with what is computed ahead of it two. */
    private Stream<Stage> stages(StageOrder.Group group) {
        if (!(group.kind() instanceof Stage.Loop loop)) {
            return Stream.of(stage(group.kind(), group.nodes()));
        }
        Set<Node> ahead = new LinkedHashSet<>(group.nodes());
        ahead.removeAll(loopOf.keySet());
        Set<Node> inLoop = new LinkedHashSet<>(group.nodes());
        inLoop.removeAll(ahead);
        Stage steps = stage(loop, inLoop);
        return ahead.isEmpty() ? Stream.of(steps) : Stream.of(stage(new Stage.Ahead(loop.relation()), ahead), steps);
    }

    private Stage stage(Stage.Kind kind, Set<Node> nodes) {
        boolean inTime = kind.isLoop();
        List<Kernel> kernels = new KernelFormer(
                        rules,
                        nodes,
                        node -> isOutput(node, nodes),
                        node -> inTime ? Views.seen(node) : atAllSteps(node))
                .form();
        return new Stage(
                kind,
                inTime ? totalsLast(kernels) : kernels,
                nodes.stream().filter(node -> isOutput(node, nodes)).collect(Collectors.toSet()));
    }

    /** No step waits for what is summed over all of them: so passes that can be one stay together. */
    private static List<Kernel> totalsLast(List<Kernel> kernels) {
        return kernels.stream()
                .sorted(Comparator.comparing(kernel -> kernel.nodes().get(0).op() instanceof Op.SumAll))
                .toList();
    }

    /** The node that must be there for all steps before {@code read} is: previous values are another step's values. */
    private Node atAllSteps(Node read) {
        Node seen = Views.seen(read);
        return seen.op() instanceof Op.Previous previous
                ? states.get(previous.state()).definition()
                : seen;
    }

    private Stage.Kind kind(Node node, Map<Node, Integer> withLoop) {
        Integer loop = withLoop.get(node);
        return loop != null ? new Stage.Loop(relation(loop)) : Stage.Kind.of(node.domain());
    }

    /** The one by which all states of a recurrence know their previous step. */
    private Relation relation(int loop) {
        return relations.computeIfAbsent(loop, this::relationOf);
    }

    private Relation relationOf(int loop) {
        List<State> looped = components.members().get(loop).stream()
                .filter(member -> member.op() instanceof Op.Previous)
                .map(member -> states.get(((Op.Previous) member.op()).state()))
                .toList();
        State first = looped.get(0);
        for (State state : looped) {
            if (!state.relation().equals(first.relation())) {
                throw new IllegalArgumentException("no order of steps computes " + first.name() + ", "
                        + first.relation() + ", and " + state.name() + ", " + state.relation()
                        + ": each is made from the other");
            }
        }
        return first.relation();
    }

    private boolean isOutput(Node node, Set<Node> kernel) {
        return roots.contains(node)
                || users.getOrDefault(node, List.of()).stream().anyMatch(user -> !kernel.contains(user));
    }

    private boolean isComputed(Node node) {
        return !Views.isSource(node.op())
                && !Views.isView(node)
                && !kept.contains(node)
                && !(Literals.isLiteral(node) && !neededInMemory(node));
    }

    /** A literal is stored only for a kernel that cannot write it into its code. */
    private boolean neededInMemory(Node node) {
        return roots.contains(node)
                || users.getOrDefault(node, List.of()).stream().anyMatch(user -> !user.isElementwise());
    }
}
