// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final Set<Node> kept;
    private final Scheduler step;
    private final List<State> ofSequence = new ArrayList<>();
    private final Set<Node> ofParameters = new LinkedHashSet<>();
    private final @Nullable Scheduler beginning;

    private Streaming(Graph graph, List<State> states, KernelRules rules, List<Node> outputs) {
        this.outputs = outputs;
        this.begun = states.stream().map(Streaming::withoutStart).toList();
        this.kept = Timeless.readBySteps(new Scheduler(begun, rules, outputs).live(), outputs);
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
                graph.inputs().stream().anyMatch(input -> input.domain().isPerSequence());
        this.beginning = perSequence ? new Scheduler(states, rules, beginningRoots()) : null;
    }

    /** Empty for a model that looks into the future: its outputs need what is known after the last step only. */
    static Optional<Streaming> of(Graph graph, Inference inference, KernelRules rules) {
        List<State> states = inference.states();
        List<Node> outputs = graph.outputs().stream()
                .map(graph.values()::get)
                .map(inference::of)
                .toList();
        Set<Node> live = new Scheduler(states, rules, outputs).live();
        boolean future = live.stream()
                .anyMatch(node -> node.op().traits().looksAhead()
                        || node.op() instanceof Op.Previous previous
                                && !states.get(previous.state()).relation().looksBack());
        // A step is one of one axis.
        long axes = live.stream()
                .flatMap(node -> node.domain().axis().stream())
                .distinct()
                .count();
        return future || axes > 1 || !Timeless.startsKnown(live, states)
                ? Optional.empty()
                : Optional.of(new Streaming(graph, states, rules, outputs));
    }

    private static State withoutStart(State state) {
        return state.start().isEmpty() ? state : state.with(Optional.empty(), state.definition());
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
