// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.EmptyEnds;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.graph.range.Finiteness;

/**
 * Reverse-mode differentiation of a whole graph, at compile time. An adjoint is a node like any other; the adjoint of a
 * state's previous value is, seen from the step before, a state that runs the other way, which is all that
 * backpropagation through time is.
 */
public final class Differentiator {
    private final Graph graph;
    private final EmptyEnds ends;
    private final GraphBuilder builder;
    private final Contributions contributions;
    private final Wanted wanted;
    /** By previous value that gradients flow back through the number of the state that they are. */
    private final Map<Node, Integer> adjointStates = new LinkedHashMap<>();

    private final Map<Node, Node> adjoints = new LinkedHashMap<>();

    /**
     * What gradients are made of.
     *
     * @param frozen the indices of parameters that have none; all others have one
     * @param values nodes whose adjoints are wanted for themselves
     */
    public record Wanted(boolean inputs, boolean initials, Set<Integer> frozen, Set<Node> values) {
        /** Of all parameters. */
        public Wanted(boolean inputs, boolean initials) {
            this(inputs, initials, Set.of(), Set.of());
        }

        boolean includes(Node node) {
            return node.op() instanceof Op.Parameter parameter && !frozen.contains(parameter.index())
                    || initials && node.op() instanceof Op.Initial
                    || inputs && node.op() instanceof Op.Input && node.isVector()
                    || values.contains(node);
        }
    }

    private Differentiator(Graph graph, Node loss, Wanted wanted) {
        this.graph = graph;
        this.wanted = wanted;
        this.ends = new EmptyEnds(graph.states());
        this.builder = new GraphBuilder(graph.nodes());
        this.contributions = new Contributions(builder, new Relevance(graph, loss, wanted::includes));
        contributions.add(loss, builder.constant(1));
    }

    /** The gradients of {@code graph}'s loss, which it must have. */
    public static Adjoint differentiate(Graph graph, Wanted wanted) {
        Node loss = graph.loss().orElseThrow(() -> new IllegalArgumentException("a graph without a loss"));
        return new Differentiator(graph, loss, wanted).run();
    }

    private Adjoint run() {
        linkStates();
        AdjointRules rules = new AdjointRules(builder, contributions, new Finiteness(graph.nodes(), graph.states()));
        for (int id = graph.nodes().size() - 1; id >= 0; id--) {
            Node node = graph.nodes().get(id);
            if (node.op() instanceof Op.Initial) {
                // Nodes before and after it contribute: its total is asked for at the end.
                continue;
            }
            contributions.total(node).ifPresent(adjoint -> {
                adjoints.put(node, adjoint);
                rules.apply(node, adjoint);
                flowIntoInitial(node, adjoint);
                flowFromEmpty(node, adjoint);
            });
        }
        return new Adjoint(
                builder.nodes(),
                states(),
                gradients(Op.Parameter.class, op -> ((Op.Parameter) op).index()),
                wanted.inputs() ? gradients(Op.Input.class, op -> ((Op.Input) op).index()) : Map.of(),
                gradients(Op.Initial.class, op -> ((Op.Initial) op).state()),
                adjoints);
    }

    /** Lets what the next step says of a state flow into the state's definition. */
    private void linkStates() {
        int next = graph.states().size();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Previous previous && contributions.wanted(node)) {
                State state = graph.states().get(previous.state());
                if (contributions.wanted(state.definition())) {
                    adjointStates.put(node, next);
                    contributions.add(
                            state.definition(),
                            builder.previous(
                                    next, state.size(), state.relation().opposite(), previous.link()));
                    next++;
                }
            }
        }
    }

    private void flowIntoInitial(Node node, Node adjoint) {
        if (node.op() instanceof Op.Previous previous) {
            State state = graph.states().get(previous.state());
            boolean last = !state.relation().looksBack();
            state.initial()
                    .filter(contributions::wanted)
                    .ifPresent(initial -> contributions.add(initial, builder.selectStep(last, adjoint)));
        }
    }

    /** What is picked of an empty sequence is where its state starts from. */
    private void flowFromEmpty(Node node, Node adjoint) {
        ends.of(node)
                .ifPresent(end -> end.state()
                        .initial()
                        .filter(contributions::wanted)
                        .ifPresent(initial -> contributions.add(
                                initial,
                                builder.pad(
                                        builder.ofEmpty(end.state().relation().axis(), adjoint),
                                        end.offset(),
                                        end.state().size()))));
    }

    private List<State> states() {
        List<State> states = new ArrayList<>(graph.states());
        adjointStates.forEach((previous, index) -> {
            Op.Previous op = (Op.Previous) previous.op();
            State state = graph.states().get(op.state());
            String link = op.link() == Relation.Link.STEP ? "" : " " + op.link().word();
            Node definition = contributions
                    .total(previous)
                    .orElseThrow(() -> new IllegalStateException("no adjoint of " + state.name()));
            states.add(new State(
                    index,
                    "d " + state.name() + link,
                    state.size(),
                    state.relation().opposite(),
                    java.util.Optional.empty(),
                    definition));
        });
        return states;
    }

    private Map<Integer, Node> gradients(Class<? extends Op> kind, java.util.function.ToIntFunction<Op> index) {
        Map<Integer, Node> gradients = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (kind.isInstance(node.op()) && contributions.wanted(node)) {
                contributions.total(node).ifPresent(gradient -> gradients.put(index.applyAsInt(node.op()), gradient));
            }
        }
        return gradients;
    }
}
