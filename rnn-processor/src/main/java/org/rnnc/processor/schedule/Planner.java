// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.model.WindowLength;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.rewrite.TokenTables;
import org.rnnc.processor.schedule.kernel.KernelBudget;
import org.rnnc.processor.schedule.kernel.KernelRules;
import org.rnnc.processor.schedule.kernel.Views;
import org.rnnc.processor.schedule.naming.Naming;
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
    private final KernelRules rules;
    private final Inference inference;
    /** Copies of values that are looked at after a window, where they themselves would have changed by then. */
    private final Map<Node, Node> shown = new LinkedHashMap<>();

    private Planner(ModelSpec model, KernelBudget budget) {
        this.model = model;
        this.graph = withDistinctStates(model.graph());
        this.adjoint = differentiate();
        GraphBuilder builder = new GraphBuilder(adjoint.nodes());
        this.states = DistinctStates.of(adjoint.states(), builder);
        this.inference = new Inference(graph, builder, model.precision());
        if (graph.loss().isPresent()) {
            graph.values().values().forEach(node -> show(node, builder));
            graph.observed().values().forEach(node -> show(node, builder));
        }
        this.nodes = new ArrayList<>(builder.nodes());
        this.gradients =
                DistinctGradients.of(adjoint.parameters(), nodes, graph.nodes().size());
        this.packs = new Packs(graph, nodes, gradients, budget.matrices(), budget::isAlone);
        this.rules = new KernelRules(packs, budget);
    }

    private void show(Node node, GraphBuilder builder) {
        if (Views.showsInitial(node)) {
            shown.computeIfAbsent(node, n -> copy(n, builder));
        }
    }

    private static Node copy(Node node, GraphBuilder builder) {
        if (node.domain() instanceof Domain.Pair pair) {
            return builder.copy(node, pair);
        }
        Optional<Axis> axis = node.domain().axis();
        return axis.isPresent() ? builder.copy(node, axis.get()) : builder.start(node, node.size());
    }

    /** @param budget how far element-wise work goes into one loop */
    public static Plan plan(ModelSpec model, KernelBudget budget) {
        return new Planner(TokenTables.of(model), budget).run();
    }

    /** The plan of a graph as it is written, for who shows that one; {@link #plan} may compute its values by less work. */
    public static Plan asWritten(ModelSpec model, KernelBudget budget) {
        return new Planner(model, budget).run();
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
        Optional<Streaming> streaming = Streaming.of(graph, inference, rules);
        // Whole sequences along several axes begin anew: a running state goes on along one of them.
        Prediction prediction = new Prediction(
                graph, inference, rules, streaming.filter(s -> graph.axes().size() == 1));
        Map<Parameter, Node> ofParameters = new LinkedHashMap<>();
        gradients.forEach(
                (index, gradient) -> ofParameters.put(graph.parameters().get(index), gradient));
        return new Plan(
                model,
                states,
                packs.table(),
                programs(streaming, prediction),
                prediction.readable(),
                new Gradients(
                        ofParameters,
                        byKey(adjoint.inputs(), graph.inputs()),
                        byKey(adjoint.initials(), states),
                        observedGradients(),
                        SparseGradients.of(packs.all(), ofParameters, model.training())),
                new StandIns(inference.stands(), shown, inference.namesakes()),
                Naming.of(graph, states, nodes, adjoint, shown, inference.stands()));
    }

    private static <K> Map<K, Node> byKey(Map<Integer, Node> gradients, List<K> keys) {
        Map<K, Node> found = new LinkedHashMap<>();
        new TreeMap<>(gradients).forEach((index, gradient) -> found.put(keys.get(index), gradient));
        return found;
    }

    private Programs programs(Optional<Streaming> streaming, Prediction prediction) {
        Predicate<Node> forward = forwardNodes();
        Optional<Scheduler> window =
                graph.loss().map(loss -> Scheduler.ofWindow(states, rules, windowRoots(), forward.negate()));
        ProgramPlanner planner = new ProgramPlanner(graph.axes(), states, rules, gradients.values());
        streaming.ifPresent(planner::add);
        planner.add(prediction.scheduler());
        window.ifPresent(planner::add);
        return planner.plan(
                streaming,
                prediction.scheduler(),
                window.map(scheduler -> new ProgramPlanner.Window(scheduler, model.training(), forward)));
    }

    /** What is computed before the loss is differentiated. */
    private Predicate<Node> forwardNodes() {
        int forwardNodes = graph.nodes().size();
        boolean cut = model.training().windows().values().stream().anyMatch(WindowLength::isCut);
        Set<Node> early = cut ? WholeWindow.nodes(nodes, forwardNodes, adjoint) : Set.of();
        Set<Node> copies = new HashSet<>(shown.values());
        return node -> node.id() < forwardNodes || early.contains(node) || copies.contains(node);
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
}
