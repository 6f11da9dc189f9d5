// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/** Which ways along time the states run that a value is made from. */
public final class StateDirections {
    private final GraphAssembler graph;

    public StateDirections(GraphAssembler graph) {
        this.graph = graph;
    }

    /** @param axis along which to look */
    public Set<Direction> of(Node node, Axis axis) {
        Set<Direction> found = EnumSet.noneOf(Direction.class);
        states(List.of(node)).stream()
                .filter(state -> state.relation().axis().equals(axis))
                .forEach(state -> found.add(Direction.of(state)));
        return found;
    }

    /**
     * Reports what no order of steps can compute of a model that looks back at its own values.
     *
     * @param previousValues by number of a state, where the model looks back by way of a state, if it does
     */
    public void check(IntFunction<Optional<SourceSpan>> previousValues, Name model, ErrorReporter report) {
        for (Node node : graph.builder().nodes()) {
            boolean whole = node.domain().isPerSequence()
                    && node.inputs().stream().anyMatch(input -> input.domain().isPerStep());
            if (whole && reach(List.of(node.input(0))).contains(node)) {
                report.error(
                        Code.LOOP_IN_STEP,
                        place(previousValues, node, model),
                        "this looks back at what is made from the whole sequence, and goes into the sequence itself",
                        "last(...), final(...) and sums over steps are known after the last step only");
                return;
            }
        }
        check(
                state -> place(previousValues, state.definition(), model),
                "a layer that runs both ways needs all steps of what comes in: feed the value into another",
                report);
    }

    /** Where the model looks back at a value that {@code node} is made from, and that is made from it. */
    private SourceSpan place(IntFunction<Optional<SourceSpan>> previousValues, Node node, Name model) {
        Set<Node> sources = reach(List.of(node));
        return graph.states().stream()
                .filter(state -> previousValues.apply(state.index()).isPresent())
                .filter(state -> sources.contains(graph.previous(state.index()))
                        && reach(List.of(state.definition())).contains(node))
                .findFirst()
                .flatMap(state -> previousValues.apply(state.index()))
                .orElse(model.span());
    }

    public void check(Name cell, ErrorReporter report) {
        check(
                state -> cell.span(),
                "apply bidirectional(...) to a value that this cell's own states do not go into",
                report);
    }

    /** Reports a state that needs one of the other direction which needs it: no order of steps can compute them. */
    private void check(Function<State, SourceSpan> place, String hint, ErrorReporter report) {
        for (State state : graph.states()) {
            if (Direction.of(state) == Direction.REVERSE && state.isDefined()) {
                for (State other : states(List.of(state.definition()))) {
                    if (Direction.of(other) == Direction.FORWARD
                            && other.isDefined()
                            && states(List.of(other.definition())).contains(state)) {
                        report.error(
                                Code.LOOP_IN_STEP,
                                place.apply(state),
                                "state " + Quote.of(other.name()) + " runs forward and " + Quote.of(state.name())
                                        + " in reverse, and each is made from the other",
                                hint);
                        return;
                    }
                }
            }
        }
    }

    /** In order the states whose previous values {@code nodes} are made from, at this step or any other. */
    private Set<State> states(Collection<Node> nodes) {
        Set<State> states = new TreeSet<>(Comparator.comparingInt(State::index));
        for (Node node : reach(nodes)) {
            if (node.op() instanceof Op.Previous previous) {
                states.add(graph.states().get(previous.state()));
            }
        }
        return states;
    }

    /** All that {@code nodes} are made from, at any step. */
    private Set<Node> reach(Collection<Node> nodes) {
        Set<Node> found = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (found.add(node)) {
                open.addAll(node.inputs());
                if (node.op() instanceof Op.Previous previous) {
                    State state = graph.states().get(previous.state());
                    state.start().ifPresent(open::add);
                    if (state.isDefined()) {
                        open.add(state.definition());
                    }
                }
            }
        }
        return found;
    }
}
