// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.resolve.type.Type;

/** The graph of a model while its cells are applied: operations, parameters and states. */
public final class GraphAssembler {
    private final GraphBuilder builder = new GraphBuilder();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Set<Parameter> silent = new HashSet<>();
    private final List<State> states = new ArrayList<>();
    /** By number of a state: itself, and those that hold its older values, the newer ones first. */
    private final Map<Integer, List<Integer>> older = new HashMap<>();

    private final Map<Node, String> labels = new LinkedHashMap<>();
    private final Map<String, Integer> sites = new HashMap<>();
    private boolean statesGoOn;

    public GraphBuilder builder() {
        return builder;
    }

    /** Says that not every window begins a sequence: then a state goes on from a number, and does not return to it. */
    public void statesGoOn() {
        statesGoOn = true;
    }

    /** The parameters as they were declared. */
    public List<Parameter> declared() {
        return parameters;
    }

    /** Whether {@code parameter} says nothing of how it starts. */
    boolean isSilent(Parameter parameter) {
        return silent.contains(parameter);
    }

    public Node addParameter(String layer, String name, String fileName, Type type, Optional<Start> start) {
        Parameter parameter =
                new Parameter(parameters.size(), layer, name, fileName, type.shape(), start.orElse(Start.ZEROS));
        if (start.isEmpty()) {
            silent.add(parameter);
        }
        parameters.add(parameter);
        return builder.parameter(parameter);
    }

    /**
     * A state whose definition is still to come.
     *
     * @param axis along which it runs
     * @param start what it starts from; absent for zeros, or where the last window ended
     */
    public int addState(String name, int size, Axis axis, Direction direction, Optional<Node> start) {
        int index = states.size();
        Relation previous = direction.previous(axis);
        if (axis.isTree()) {
            states.add(new State(index, name, size, new Relation.Children(axis), Optional.empty(), null));
            return index;
        }
        if (statesGoOn && start.isPresent() && start.get().op() instanceof Op.Constant number) {
            Optional<Node> own = Optional.of(builder.initial(index, size));
            states.add(new State(index, name, size, previous, own, null, number.value()));
            return index;
        }
        Node initial = start.map(value -> builder.start(value, size)).orElseGet(() -> builder.initial(index, size));
        states.add(new State(index, name, size, previous, Optional.of(initial), null));
        return index;
    }

    /** A state along steps that come one after the other, of which nothing is there before the first step: zeros. */
    public int addState(String name, int size, Axis axis) {
        int index = states.size();
        states.add(new State(index, name, size, Direction.FORWARD.previous(axis), Optional.empty(), null));
        return index;
    }

    /** The value of a state {@code steps} before, at least one. */
    Node before(int state, int steps) {
        List<Integer> values = older.computeIfAbsent(state, any -> new ArrayList<>(List.of(state)));
        while (values.size() < steps) {
            values.add(addOlder(values.get(values.size() - 1), states.get(state).name() + "." + values.size()));
        }
        return previous(values.get(steps - 1));
    }

    /**
     * A state that is at each step what {@code newer} was one step before, and starts from the same: so that looking back at
     * it is looking back one step further.
     */
    private int addOlder(int newer, String name) {
        State state = states.get(newer);
        int index = states.size();
        Optional<Node> initial =
                state.start().isPresent() ? state.initial() : Optional.of(builder.initial(index, state.size()));
        states.add(new State(index, name, state.size(), state.relation(), initial, null, state.from()));
        defineState(index, previous(newer));
        return index;
    }

    public Node previous(int state) {
        return previous(state, Relation.Link.STEP);
    }

    /** The value of a state at the step before, or at a child. */
    public Node previous(int state, Relation.Link link) {
        return builder.previous(
                state, states.get(state).size(), states.get(state).relation(), link);
    }

    /**
     * Says what a state is at each step. One with a start of its own has a value of its own that comes after it, so that
     * what an empty sequence ends with is this start and no other.
     *
     * @return its value
     */
    public Node defineState(int index, Node definition) {
        State state = states.get(index);
        int start = state.start().map(Node::id).orElse(-1);
        Node own = definition;
        while (own.id() < start || start >= 0 && own.op() instanceof Op.Previous) {
            own = builder.copy(own, state.relation().axis());
        }
        states.set(index, state.with(state.initial(), own));
        return own;
    }

    /** Zeros: what is absent counts as. */
    Node zeros(int size) {
        return builder.broadcast(builder.constant(0), new Shape.Vector(size), Domain.ONCE);
    }

    /** A name for a random mask that no other has; a layer more changes none but its own. */
    public String site(String layer, String function) {
        String name = layer.isEmpty() ? function : layer + "." + function;
        int count = sites.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + count;
    }

    /** Notes what an equation of a cell calls {@code node}. */
    public void label(Node node, String name) {
        labels.putIfAbsent(node, name);
    }

    public Map<Node, String> labels() {
        return labels;
    }

    public List<State> states() {
        return states;
    }
}
