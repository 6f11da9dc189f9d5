// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.syntax.Name;

/** Which ways along time the states run that a value is made from. */
final class Directions {
    private final Assembly assembly;

    Directions(Assembly assembly) {
        this.assembly = assembly;
    }

    Set<Direction> of(Node node) {
        Set<Direction> found = EnumSet.noneOf(Direction.class);
        states(List.of(node)).forEach(state -> found.add(state.direction()));
        return found;
    }

    /** Reports what no order of steps can compute of a model that looks back at its own values. */
    void checkModel(Name model, Report report) {
        for (Node node : assembly.builder.nodes()) {
            boolean whole = node.domain() == Domain.SEQUENCE
                    && node.inputs().stream().anyMatch(input -> input.domain() == Domain.STEP);
            if (whole && reach(List.of(node.input(0))).contains(node)) {
                report.error(
                        Code.LOOP_IN_STEP,
                        model.span(),
                        "a value of the whole sequence goes into the steps that it is made from",
                        "what `previous` looks back at must not need last(...), final(...) or a sum over steps of itself");
                return;
            }
        }
        check(model, "previous(...) cannot look back at what bidirectional(...) makes of it", report);
    }

    void check(Name cell, Report report) {
        check(cell, "apply bidirectional(...) to a value that this cell's own states do not go into", report);
    }

    /** Reports a state that needs one of the other direction which needs it: no order of steps can compute them. */
    private void check(Name where, String hint, Report report) {
        for (State state : assembly.states()) {
            if (state.direction() == Direction.REVERSE && state.definition() != null) {
                for (State other : states(List.of(state.definition()))) {
                    if (other.direction() == Direction.FORWARD
                            && other.definition() != null
                            && states(List.of(other.definition())).contains(state)) {
                        report.error(
                                Code.LOOP_IN_STEP,
                                where.span(),
                                "state " + Quote.of(other.name()) + " runs forward and " + Quote.of(state.name())
                                        + " in reverse, and each is made from the other",
                                hint);
                        return;
                    }
                }
            }
        }
    }

    /** The states whose previous values {@code nodes} are made from, at this step or any other. */
    private Set<State> states(Collection<Node> nodes) {
        Set<State> states = new HashSet<>();
        for (Node node : reach(nodes)) {
            if (node.op() instanceof Op.Previous previous) {
                states.add(assembly.states().get(previous.state()));
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
                    State state = assembly.states().get(previous.state());
                    state.start().ifPresent(open::add);
                    if (state.definition() != null) {
                        open.add(state.definition());
                    }
                }
            }
        }
        return found;
    }
}
