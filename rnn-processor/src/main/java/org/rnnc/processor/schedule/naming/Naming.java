// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Name;

/**
 * Gives each value a name, by one rule after the other: what the model calls it; what it is made for ({@link PartNames});
 * an adjoint is called for the value it belongs to.
 */
public final class Naming {
    private final Graph graph;
    private final List<State> states;
    private final List<Node> nodes;
    private final Map<Node, Name> names = new HashMap<>();
    /** Those with names of their own. */
    private final Set<Node> own = new HashSet<>();
    /** Parts of equations, and adjoints of these. */
    private final Set<Node> parts = new HashSet<>();

    private Naming(Graph graph, List<State> states, List<Node> nodes) {
        this.graph = graph;
        this.states = states;
        this.nodes = nodes;
    }

    /**
     * @param states the graph's, then those of adjoints
     * @param nodes all there are, those of {@code graph} first
     * @param shown by value the copy that is looked at after a window
     * @param inference by node of the graph what stands for it where nothing is trained
     */
    public static Labels of(
            Graph graph,
            List<State> states,
            List<Node> nodes,
            Adjoint adjoint,
            Map<Node, Node> shown,
            Map<Node, Node> inference) {
        Naming naming = new Naming(graph, states, nodes);
        naming.nameModel();
        naming.nameParts(graph.nodes());
        shown.forEach((node, copy) -> naming.names.putIfAbsent(
                copy, Objects.requireNonNull(naming.names.get(node)).and("shown")));
        inference.forEach(naming::nameAlike);
        Set<Node> ofParts = naming.nameAdjoints(adjoint);
        naming.nameParts(nodes);
        naming.parts.addAll(ofParts);
        return new Labels(naming.names, naming.parts);
    }

    /** Of equations outside of a model, whose values have these names; what has none is a part of those that have. */
    public static Labels of(List<Node> nodes, Map<Node, String> given) {
        Map<Node, Name> names = new HashMap<>();
        given.forEach((node, name) -> names.put(node, Name.of(name)));
        PartNames rules = new PartNames(nodes, names, Set.copyOf(names.keySet()));
        Set<Node> parts = new HashSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!names.containsKey(node)) {
                names.put(node, rules.of(node));
                parts.add(node);
            }
        }
        return new Labels(names, parts);
    }

    private void nameModel() {
        graph.labels().forEach((node, label) -> names.put(node, Name.of(label)));
        for (State state : states.subList(0, graph.states().size())) {
            Name name = Name.of(state.name());
            names.putIfAbsent(state.definition(), name);
            state.start().ifPresent(start -> names.putIfAbsent(start, name.and("start")));
        }
        graph.values().forEach((name, node) -> names.put(node, Name.of(name)));
        graph.observed().forEach((path, node) -> names.putIfAbsent(node, Name.of(path)));
        graph.loss().ifPresent(loss -> names.putIfAbsent(loss, Name.of("loss")));
        SourceNames sources = new SourceNames(graph, states);
        nodes.forEach(node -> sources.of(node).ifPresent(name -> names.put(node, name)));
    }

    /** Users come before what they are made of, and have names by then. */
    private void nameParts(List<Node> some) {
        own.addAll(names.keySet());
        own.removeAll(parts);
        PartNames rules = new PartNames(some, names, own);
        for (int i = some.size() - 1; i >= 0; i--) {
            Node node = some.get(i);
            if (!names.containsKey(node)) {
                names.put(node, rules.of(node));
                parts.add(node);
            }
        }
    }

    private void nameAlike(Node node, Node standsForIt) {
        if (names.putIfAbsent(standsForIt, names.get(node)) == null && parts.contains(node)) {
            parts.add(standsForIt);
        }
    }

    /**
     * Where one adjoint is that of several values, the last of them gives the name; of parameters all do.
     *
     * @return the adjoints of parts of equations
     */
    private Set<Node> nameAdjoints(Adjoint adjoint) {
        Map<Node, List<Name>> gradients = new LinkedHashMap<>();
        adjoint.ofNode().forEach((node, itsAdjoint) -> {
            if (node.op() instanceof Op.Parameter) {
                gradients.computeIfAbsent(itsAdjoint, key -> new ArrayList<>()).add(0, names.get(node));
            }
        });
        gradients.forEach((node, of) -> names.putIfAbsent(node, gradient(of)));
        Set<Node> ofParts = new HashSet<>();
        adjoint.ofNode().forEach((node, itsAdjoint) -> {
            Name name = Objects.requireNonNull(names.get(node)).as(Name.Kind.ADJOINT);
            if (names.putIfAbsent(itsAdjoint, name) == null && parts.contains(node)) {
                ofParts.add(itsAdjoint);
            } else if (!parts.contains(node)) {
                ofParts.remove(itsAdjoint);
            }
        });
        for (State state : states.subList(graph.states().size(), states.size())) {
            Name name = Name.of(state.name().replaceFirst("^d ", ""));
            names.putIfAbsent(state.definition(), name.as(Name.Kind.ADJOINT).and("before"));
        }
        return ofParts;
    }

    private static Name gradient(Collection<Name> of) {
        Name first = of.iterator().next().as(Name.Kind.GRADIENT);
        boolean together = of.stream().allMatch(name -> name.layer().equals(first.layer()));
        return together ? first.with(of.stream().map(Name::word).collect(Collectors.joining(" and "))) : first;
    }
}
