// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.model.Window;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.layout.BufferNames;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.LayoutPlanner;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Literals;
import org.rnnc.processor.schedule.kernel.Views;
import org.rnnc.processor.schedule.pack.Packs;

/** From a checked model to a plan: differentiate, schedule, lay out. */
public final class Planner {
    private final ModelSpec model;
    private final Graph graph;
    private final Adjoint adjoint;
    private final List<State> states;
    private final List<Node> nodes;
    private final Map<Integer, Node> gradients;
    private final Packs packs;
    private final InUse inUse;
    /** Copies of values that are looked at after a window, where they themselves would have changed by then. */
    private final Map<Node, Node> shown = new LinkedHashMap<>();

    private Planner(ModelSpec model) {
        this.model = model;
        this.graph = withDistinctStates(model.graph());
        this.adjoint = differentiate();
        GraphBuilder builder = new GraphBuilder(adjoint.nodes());
        this.states = DistinctStates.of(adjoint.states(), builder);
        this.inUse = new InUse(graph, builder, model.precision());
        if (graph.loss().isPresent()) {
            graph.values().values().forEach(node -> show(node, builder));
            graph.observed().values().forEach(node -> show(node, builder));
        }
        this.nodes = new ArrayList<>(builder.nodes());
        this.gradients =
                DistinctGradients.of(adjoint.parameters(), nodes, graph.nodes().size());
        this.packs = new Packs(graph, nodes, gradients);
    }

    private void show(Node node, GraphBuilder builder) {
        if (Views.showsInitial(node)) {
            shown.computeIfAbsent(node, n -> copy(n, builder));
        }
    }

    private static Node copy(Node node, GraphBuilder builder) {
        Optional<Axis> axis = node.domain().axis();
        return axis.isPresent() ? builder.copy(node, axis.get()) : builder.start(node, node.size());
    }

    public static Plan plan(ModelSpec model) {
        return new Planner(model).run();
    }

    private static Graph withDistinctStates(Graph graph) {
        GraphBuilder builder = new GraphBuilder(graph.nodes());
        List<State> states = DistinctStates.of(graph.states(), builder);
        return new Graph(
                builder.nodes(),
                states,
                graph.parameters(),
                graph.inputs(),
                graph.targets(),
                graph.values(),
                graph.outputs(),
                graph.loss(),
                graph.labels(),
                graph.observed(),
                graph.aliases());
    }

    private Adjoint differentiate() {
        if (graph.loss().isEmpty()) {
            return new Adjoint(graph.nodes(), graph.states(), Map.of(), Map.of(), Map.of(), Map.of());
        }
        List<Training.GradientOf> also = model.training().gradients();
        return Differentiator.differentiate(
                graph,
                new Differentiator.Wanted(
                        also.contains(Training.GradientOf.INPUT),
                        also.contains(Training.GradientOf.STATE),
                        model.training().parameters().frozen(),
                        Set.copyOf(graph.observed().values())));
    }

    private Plan run() {
        Labels labels = new Labels(labels());
        BufferNames names = new BufferNames(labels, inUse.namesakes());
        Optional<Streaming> streaming = Streaming.of(graph, inUse, packs);
        Scheduler window = graph.loss().isPresent() ? new Scheduler(states, packs, windowRoots()) : null;
        Prediction prediction = new Prediction(graph, inUse, packs, streaming);
        Set<Node> starts = streaming.map(Streaming::ofParameters).orElse(Set.of());
        Set<Node> refreshed = new LinkedHashSet<>();
        streaming.ifPresent(s -> refreshed(s.step(), refreshed));
        streaming.flatMap(Streaming::beginning).ifPresent(s -> refreshed(s, refreshed));
        refreshed(new Scheduler(states, packs, starts), refreshed);
        refreshed(prediction.scheduler(), refreshed);
        if (window != null) {
            refreshed(window, refreshed);
        }
        List<Stage> stepStages = stages(streaming.map(Streaming::step), refreshed);
        List<Stage> beginningStages = stages(streaming.flatMap(Streaming::beginning), refreshed);
        List<Stage> predictionStages = stages(Optional.of(prediction.scheduler()), refreshed);
        int forwardNodes = graph.nodes().size();
        Training training = model.training();
        boolean cut = training.windows().values().stream().anyMatch(Window::isCut);
        Set<Node> early = cut ? WholeWindow.nodes(nodes, forwardNodes, adjoint) : Set.of();
        Set<Node> copies = new HashSet<>(shown.values());
        Predicate<Node> isForward = node -> node.id() < forwardNodes || early.contains(node) || copies.contains(node);
        List<Stage> forward =
                window == null ? List.of() : window.stages(node -> isForward.test(node) && !refreshed.contains(node));
        List<Stage> backward =
                window == null ? List.of() : window.stages(node -> !isForward.test(node) && !refreshed.contains(node));
        Program refresh = refresh(
                refreshed, starts, join(beginningStages, stepStages, predictionStages, forward, backward), names);
        Optional<Program> stepProgram =
                streaming.map(s -> single(stepStages, s.step(), s.begun(), s.outputs(), s.kept(), names));
        Optional<Beginning> beginning = streaming
                .filter(s -> s.beginning().isPresent())
                .map(s -> new Beginning(
                        single(
                                beginningStages,
                                s.beginning().get(),
                                inUse.states(),
                                s.beginningRoots(),
                                Set.of(),
                                names),
                        s.ofSequence(),
                        List.copyOf(s.kept())));
        Optional<Program> windowProgram = Optional.ofNullable(window)
                .map(w -> program(
                        training.windows(),
                        training.batch(),
                        forward,
                        backward,
                        w,
                        states,
                        new HashSet<>(windowRoots()),
                        Set.of(),
                        names));
        Program predictionProgram = program(
                windows(Program.ANY),
                Program.ANY,
                predictionStages,
                List.of(),
                prediction.scheduler(),
                prediction.states(),
                new HashSet<>(prediction.readable().values()),
                prediction.kept(),
                names);
        return new Plan(
                model,
                states,
                packs.all(),
                packs.byParameter(),
                refresh,
                stepProgram,
                beginning,
                predictionProgram,
                prediction.readable(),
                windowProgram,
                gradients,
                adjoint.inputs(),
                adjoint.initials(),
                observedGradients(),
                SparseGradients.of(packs.all(), gradients, model.training()),
                packs.gradientOwners(),
                packs.stored(),
                Map.copyOf(inUse.stands()),
                Map.copyOf(shown),
                labels);
    }

    private Map<Node, String> labels() {
        Map<Node, String> labels = new HashMap<>(graph.labels());
        states.forEach(state -> labels.putIfAbsent(state.definition(), state.name()));
        states.forEach(state -> state.start().ifPresent(start -> labels.putIfAbsent(start, state.name() + " start")));
        graph.values().forEach((name, node) -> labels.put(node, name));
        graph.observed().forEach((path, node) -> labels.putIfAbsent(node, path));
        SourceLabels sources = new SourceLabels(graph, states);
        for (Node node : nodes) {
            sources.of(node).ifPresent(label -> labels.put(node, label));
        }
        shown.forEach((node, copy) -> labels.putIfAbsent(copy, labels.get(node) + " shown"));
        Map<Node, String> adjoints = new HashMap<>();
        adjoint.ofNode().forEach((node, itsAdjoint) -> {
            String label = labels.get(node);
            if (label != null) {
                String prefix = node.op() instanceof Op.Parameter ? "gradient of " : "d ";
                adjoints.putIfAbsent(itsAdjoint, prefix + label);
            }
        });
        adjoints.forEach(labels::putIfAbsent);
        for (Node node : graph.nodes()) {
            if (labels.containsKey(node)) {
                labels.putIfAbsent(inUse.of(node), labels.get(node));
            }
        }
        return labels;
    }

    private List<Node> windowRoots() {
        List<Node> roots = new ArrayList<>(graph.values().values());
        roots.addAll(shown.values());
        roots.add(graph.loss().orElseThrow());
        roots.addAll(gradients.values());
        roots.addAll(adjoint.inputs().values());
        roots.addAll(adjoint.initials().values());
        roots.addAll(graph.observed().values());
        roots.addAll(observedGradients().values());
        // States are shown, also those that no step looks back at.
        states.subList(0, graph.states().size()).stream()
                .filter(state -> state.start().isEmpty() && state.initial().isPresent())
                .forEach(state -> roots.add(state.definition()));
        return roots;
    }

    /** The gradients of those observed values that the loss depends on. */
    private Map<String, Node> observedGradients() {
        Map<String, Node> found = new LinkedHashMap<>();
        graph.observed().forEach((path, node) -> {
            if (adjoint.ofNode().containsKey(node)) {
                found.put(path, adjoint.ofNode().get(node));
            }
        });
        return found;
    }

    /**
     * Adds the live nodes that only parameters and constants go into. Gradients are none of them: what can be read after
     * an update is the gradient before it.
     */
    private void refreshed(Scheduler scheduler, Set<Node> found) {
        Set<Node> fixed = new HashSet<>();
        Set<Node> ofParameters = new HashSet<>(gradients.values());
        for (Node node : scheduler.live()) {
            if (ofParameters.contains(node)) {
                continue;
            }
            boolean parameter = node.op() instanceof Op.Parameter;
            boolean kept = parameter || !node.isMatrix() && !Views.isSource(node.op());
            if (kept
                    && node.domain().isOnce()
                    && !node.op().traits().isOverSteps()
                    && fixed.containsAll(node.inputs())) {
                fixed.add(node);
                found.add(node);
            }
        }
    }

    /** @param starts what is read from outside besides */
    private Program refresh(Set<Node> refreshed, Set<Node> starts, List<Stage> readers, BufferNames names) {
        if (refreshed.isEmpty()) {
            return new Program(windows(1), 1, true, List.of(), List.of(), Layout.empty(), Set.of(), states);
        }
        Set<Node> roots = readFrom(refreshed, readers);
        starts.stream()
                .filter(start -> !Views.isSource(start.op()) && !Literals.isLiteral(start))
                .forEach(roots::add);
        Scheduler scheduler = new Scheduler(states, packs, roots);
        List<Stage> stages = scheduler.stages(refreshed::contains);
        Layout layout = new LayoutPlanner(
                        stages, readers, states, scheduler.live(), roots, Set.of(), packs, true, names)
                .plan();
        return new Program(windows(1), 1, true, stages, List.of(), layout, scheduler.live(), states);
    }

    /** Those of {@code values} that other stages read from memory. */
    private static Set<Node> readFrom(Set<Node> values, List<Stage> readers) {
        Set<Node> read = new LinkedHashSet<>();
        for (Stage stage : readers) {
            for (Kernel kernel : stage.kernels()) {
                for (Node input : kernel.inputs()) {
                    Node seen = Views.seen(input);
                    boolean inlined = kernel instanceof Kernel.Elementwise && Literals.isLiteral(seen);
                    if (values.contains(seen) && !Views.isSource(seen.op()) && !inlined) {
                        read.add(seen);
                    }
                }
            }
        }
        return read;
    }

    /** The stages that compute what {@code scheduler} needs and that does not follow from the parameters alone. */
    private static List<Stage> stages(Optional<Scheduler> scheduler, Set<Node> refreshed) {
        return scheduler.map(s -> s.stages(node -> !refreshed.contains(node))).orElse(List.of());
    }

    /** A program for one sequence. */
    private Program single(
            List<Stage> stages,
            Scheduler scheduler,
            List<State> seen,
            List<Node> roots,
            Set<Node> kept,
            BufferNames names) {
        Layout layout = new LayoutPlanner(
                        stages, stages, seen, scheduler.live(), new HashSet<>(roots), kept, packs, true, names)
                .plan();
        return new Program(windows(1), 1, true, stages, List.of(), layout, scheduler.live(), seen);
    }

    private Map<Axis, Window> windows(int steps) {
        return graph.axes().stream().collect(Collectors.toMap(axis -> axis, axis -> new Window(steps, steps)));
    }

    private Program program(
            Map<Axis, Window> windows,
            int batch,
            List<Stage> forward,
            List<Stage> backward,
            Scheduler scheduler,
            List<State> states,
            Set<Node> roots,
            Set<Node> kept,
            BufferNames names) {
        List<Stage> stages = join(forward, backward);
        Layout layout =
                new LayoutPlanner(stages, stages, states, scheduler.live(), roots, kept, packs, false, names).plan();
        return new Program(windows, batch, false, forward, backward, layout, scheduler.live(), states);
    }

    @SafeVarargs
    private static List<Stage> join(List<Stage>... parts) {
        List<Stage> all = new ArrayList<>();
        for (List<Stage> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
