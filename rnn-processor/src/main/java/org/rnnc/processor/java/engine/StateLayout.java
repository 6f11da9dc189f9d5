// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import java.util.List;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.schedule.Beginning;
import org.rnnc.processor.schedule.Plan;

/** The rows of a running state: one for each state, then one for each value that is computed as a sequence begins. */
public final class StateLayout {
    private final Plan plan;

    public StateLayout(Plan plan) {
        this.plan = plan;
    }

    /** The model's own, along the axis that steps are taken of. */
    public List<State> states() {
        Axis axis = plan.step().orElseThrow().firstAxis();
        return plan.runningStates().stream()
                .filter(state -> state.relation().axis().equals(axis))
                .toList();
    }

    /**
     * The states that a step reads and moves on.
     *
     * @param step where its values are
     */
    List<State> carried(Layout step) {
        int own = plan.model().graph().states().size();
        return plan.step().orElseThrow().states().subList(0, own).stream()
                .filter(state ->
                        step.hasInitial(state.index()) && state.relation().looksBack())
                .toList();
    }

    /** Those of them whose next values lie elsewhere than those before, so that they are copied when the step is over. */
    public List<State> copied(Layout step) {
        return carried(step).stream().filter(state -> !step.isInPlace(state)).toList();
    }

    /** Which row a state is. */
    public int rowOf(State wanted) {
        int row = 0;
        for (State state : states()) {
            if (state.index() == wanted.index()) {
                return row;
            }
            row++;
        }
        throw new IllegalArgumentException(wanted.name());
    }

    /** Which row a value is that the sequence's every step reads. */
    public int rowOf(Node wanted) {
        int row = kept().indexOf(wanted);
        if (row < 0) {
            throw new IllegalArgumentException(wanted.toString());
        }
        return states().size() + row;
    }

    /** Values per sequence. */
    public List<Node> kept() {
        return plan.beginning().map(Beginning::kept).orElse(List.of()).stream()
                .filter(node -> node.domain().isPerSequence())
                .toList();
    }

    /** Values per step of another axis, which each step looks at: they are no rows of a running state, which shares them. */
    public List<Node> read() {
        return plan.beginning().map(Beginning::kept).orElse(List.of()).stream()
                .filter(node -> node.domain().isPerStep())
                .toList();
    }

    public int size() {
        return states().stream().mapToInt(State::size).sum()
                + kept().stream().mapToInt(Node::size).sum();
    }
}
