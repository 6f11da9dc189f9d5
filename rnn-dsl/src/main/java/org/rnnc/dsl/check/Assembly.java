// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SourceSpan;

/** What a model is put together from while its cells are applied, and how much of it there may be. */
final class Assembly {
    final GraphBuilder builder = new GraphBuilder();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final Map<Node, String> labels = new LinkedHashMap<>();
    private final Map<String, Integer> sites = new HashMap<>();
    private final List<String> equations = new ArrayList<>();
    private final Map<Node, LayerValue> layerValues = new HashMap<>();
    private final Map<String, Frame> layers = new LinkedHashMap<>();
    private ModelStart start = ModelStart.ofMatrices(Start.XAVIER);
    private final Set<Parameter> silent = new HashSet<>();
    private final Map<Parameter, ModelStart> ownStarts = new HashMap<>();
    private final List<SharedParameters.Shared> shared = new ArrayList<>();
    private final boolean pretended;
    private ModelSpec.Precision precision = ModelSpec.Precision.DOUBLE;
    private int instances;
    private int depth;
    private boolean exhausted;
    private boolean statesGoOn;
    private boolean leftOpen;

    /** @param pretended whether sizes are stand-ins, to check a cell by itself */
    Assembly(boolean pretended) {
        this.pretended = pretended;
    }

    /** Notes that something could not be told from stand-ins: only real sizes will show whether it is right. */
    void leaveOpen() {
        leftOpen = true;
    }

    boolean isLeftOpen() {
        return leftOpen;
    }

    boolean pretended() {
        return pretended;
    }

    /** Sets what the model computes with. */
    void precision(ModelSpec.Precision chosen) {
        this.precision = chosen;
    }

    ModelSpec.Precision precision() {
        return precision;
    }

    /** Says that not every window begins a sequence: then a state goes on from a number, and does not return to it. */
    void statesGoOn() {
        statesGoOn = true;
    }

    /** Sets how parameters start that say nothing themselves. */
    void start(ModelStart start) {
        this.start = start;
    }

    /** Sets how one parameter starts, whatever it says itself. */
    void start(Parameter parameter, ModelStart start) {
        ownStarts.put(parameter, start);
    }

    /** Notes that a layer has a parameter of another one. */
    void share(SharedParameters.Shared parameter) {
        shared.add(parameter);
    }

    List<SharedParameters.Shared> shared() {
        return shared;
    }

    /** The parameters as they were declared. */
    List<Parameter> declared() {
        return parameters;
    }

    /** The parameters, with their starts; called when all layers are there. */
    List<Parameter> parameters() {
        return parameters.stream()
                .map(parameter -> Optional.ofNullable(ownStarts.get(parameter))
                        .or(() -> Optional.of(start).filter(all -> silent.contains(parameter)))
                        .map(own -> own.of(parameter, this))
                        .orElse(parameter))
                .toList();
    }

    Node addParameter(String layer, String name, String fileName, Type type, Optional<Start> start) {
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
     * @param start what it starts from; absent for zeros, or where the last window ended
     */
    int addState(String name, int size, Direction direction, Optional<Node> start) {
        int index = states.size();
        if (statesGoOn && start.isPresent() && start.get().op() instanceof Op.Constant number) {
            Optional<Node> own = Optional.of(builder.initial(index, size));
            states.add(new State(index, name, size, direction, own, null, number.value()));
            return index;
        }
        Node initial = start.map(value -> builder.start(value, size)).orElseGet(() -> builder.initial(index, size));
        states.add(new State(index, name, size, direction, Optional.of(initial), null));
        return index;
    }

    Node previous(int state) {
        return builder.previous(state, states.get(state).size());
    }

    /**
     * Says what a state is at each step. One with a start of its own has a value of its own that comes after it, so that
     * what an empty sequence ends with is this start and no other.
     *
     * @return its value
     */
    Node defineState(int index, Node definition) {
        State state = states.get(index);
        int start = state.start().map(Node::id).orElse(-1);
        Node own = definition;
        while (own.id() < start || start >= 0 && own.op() instanceof Op.Previous) {
            own = builder.copy(own);
        }
        states.set(index, state.with(state.initial(), own));
        return own;
    }

    /** Zeros: what is absent counts as. */
    Node zeros(int size) {
        return builder.spread(builder.constant(0), new Shape.Vector(size), Domain.ONCE);
    }

    /** A name for a random mask that no other has; a layer more changes none but its own. */
    String site(String layer, String function) {
        String name = layer.isEmpty() ? function : layer + "." + function;
        int count = sites.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + count;
    }

    /** Notes what an equation of a cell calls {@code node}. */
    void label(Node node, String name) {
        labels.putIfAbsent(node, name);
    }

    Map<Node, String> labels() {
        return labels;
    }

    /** Notes that {@code node} is what a layer gives; what is known of it stays. */
    void layerValue(Node node, LayerValue value) {
        layerValues.putIfAbsent(node, value);
    }

    Optional<LayerValue> layerValue(Node node) {
        return Optional.ofNullable(layerValues.get(node));
    }

    /** Notes a layer, all of which has its value, so that what is in it can be named. */
    void layer(Frame layer) {
        layers.put(layer.layer(), layer);
    }

    /** The layers by name, those within a layer too, in the order in which they were finished. */
    Map<String, Frame> layers() {
        return layers;
    }

    int equationLines() {
        return equations.size();
    }

    /** Adds the lines of one layer before those of the layers within it. */
    void insertEquations(int at, List<String> lines) {
        equations.addAll(at, lines);
    }

    List<String> equations() {
        return equations;
    }

    List<State> states() {
        return states;
    }

    /** Counts one more cell instance; false, and reported once, if there are too many. */
    boolean countInstance(SourceSpan span, Report report) {
        instances++;
        return within(instances <= Limits.INSTANCES, span, report, "more than " + Limits.INSTANCES + " layers");
    }

    /** Enters an expression; false, and reported once, if that is too deep or the model too large. */
    boolean enter(SourceSpan span, Report report) {
        depth++;
        return within(depth <= Limits.TOTAL_DEPTH, span, report, "expressions nested too deeply")
                && within(
                        builder.nodes().size() <= Limits.NODES,
                        span,
                        report,
                        "more than " + Limits.NODES + " operations");
    }

    void leave() {
        depth--;
    }

    private boolean within(boolean sound, SourceSpan span, Report report, String what) {
        if (!sound && !exhausted) {
            exhausted = true;
            report.error(Code.TOO_LARGE, span, "this model has " + what, "");
        }
        return sound;
    }
}
