// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.KernelRules;

/**
 * What a model that runs step by step computes at each step, and what at the beginning of a sequence. A step finds in
 * the running state what its sequence began with.
 */
final class Streaming {
    private final List<State> begun;
    private final List<Node> outputs;
    private final Axis axis;
    private final Set<Node> kept;
    private final Scheduler step;
    private final List<State> ofSequence = new ArrayList<>();
    private final Set<Node> ofParameters = new LinkedHashSet<>();
    private final @Nullable Scheduler beginning;

    private Streaming(Graph graph, List<State> states, KernelRules rules, List<Node> outputs, Axis axis) {
        this.outputs = outputs;
        this.axis = axis;
        this.begun = states.stream().map(state -> withoutStart(state, axis)).toList();
        this.kept = Timeless.readBySteps(new Scheduler(begun, rules, outputs).live(), outputs, begun, axis);
        this.step = new Scheduler(begun, rules, outputs, kept);
        BitSet lookedBackAt = lookedBackAt(step.live());
        for (State state : states) {
            state.start().filter(start -> lookedBackAt.get(state.index())).ifPresent(start -> {
                if (start.input(0).domain().isPerSequence()) {
                    ofSequence.add(state);
                } else {
                    ofParameters.add(start.input(0));
                }
            });
        }
        boolean perSequence =
                graph.inputs().stream().anyMatch(input -> !input.domain().equals(Domain.step(axis)));
        this.beginning = perSequence ? new Scheduler(states, rules, beginningRoots()) : null;
    }

    /** Empty for a model that looks into the future: its outputs need what is known after the last step only. */
    static Optional<Streaming> of(Graph graph, Inference inference, KernelRules rules) {
        return axis(graph).flatMap(axis -> of(graph, inference, rules, axis));
    }

    /** The only axis; of several the one along which the model sees what it has said. */
    private static Optional<Axis> axis(Graph graph) {
        if (graph.axes().stream().anyMatch(Axis::isTree)) {
            return Optional.empty();
        }
        if (graph.axes().size() == 1) {
            return Optional.of(graph.axes().get(0));
        }
        List<Axis> said = graph.inputs().stream()
                .filter(input -> input.fedBack().isPresent())
                .flatMap(input -> input.domain().axis().stream())
                .distinct()
                .toList();
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }

    private static Optional<Streaming> of(Graph graph, Inference inference, KernelRules rules, Axis axis) {
        List<State> states = inference.states();
        boolean one = graph.axes().size() == 1;
        List<Node> outputs = graph.outputs().stream()
                .map(graph.values()::get)
                .filter(node -> one || node.domain().equals(Domain.step(axis)))
                .map(inference::of)
                .toList();
        Set<Node> live = new Scheduler(states, rules, outputs).live();
        Set<Node> steps = new HashSet<>(live);
        steps.removeAll(Timeless.among(live, states, axis));
        boolean future = steps.stream()
                .anyMatch(node -> node.op().traits().looksAhead()
                        || node.op() instanceof Op.Previous previous
                                && !states.get(previous.state()).relation().looksBack());
        boolean others = steps.stream()
                .anyMatch(node -> node.domain().isPerStep() && !node.domain().equals(Domain.step(axis))
                        || node.domain()
                                .pair()
                                .filter(pair -> !pair.along().equals(axis))
                                .isPresent());
        return future || others || !Timeless.startsKnown(live, states, axis)
                ? Optional.empty()
                : Optional.of(new Streaming(graph, states, rules, outputs, axis));
    }

    private static State withoutStart(State state, Axis axis) {
        boolean starts = state.start().isPresent() && state.relation().axis().equals(axis);
        return starts ? state.with(Optional.empty(), state.definition()) : state;
    }

    private static BitSet lookedBackAt(Collection<Node> nodes) {
        BitSet found = new BitSet();
        for (Node node : nodes) {
            if (node.op() instanceof Op.Previous previous) {
                found.set(previous.state());
            }
        }
        return found;
    }

    /** Along which steps are taken. */
    Axis axis() {
        return axis;
    }

    /** The states as a step sees them, without starts of their own. */
    List<State> begun() {
        return begun;
    }

    List<Node> outputs() {
        return outputs;
    }

    /** Values per sequence that a step reads from the running state. */
    Set<Node> kept() {
        return kept;
    }

    Scheduler step() {
        return step;
    }

    /** What the beginning of a sequence computes; empty for a model without inputs per sequence. */
    Optional<Scheduler> beginning() {
        return Optional.ofNullable(beginning);
    }

    List<Node> beginningRoots() {
        List<Node> roots = new ArrayList<>(kept);
        ofSequence.forEach(state -> roots.add(state.start().orElseThrow()));
        return roots;
    }

    /** The states that start from something of the sequence. */
    List<State> ofSequence() {
        return ofSequence;
    }

    /** What the other states with a start of their own start from: it follows from the parameters alone. */
    Set<Node> ofParameters() {
        return ofParameters;
    }
}
