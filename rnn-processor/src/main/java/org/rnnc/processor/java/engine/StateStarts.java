// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.kernel.Literals;

/** What the states of a new sequence start from, as far as it is the same for all sequences; the others are zeros. */
public final class StateStarts {
    private final List<Constant> constants = new ArrayList<>();
    private final List<Learned> learned = new ArrayList<>();

    /** A state that is full of one number, which is known. */
    public record Constant(State state, double number) {}

    /** A state that starts from what follows from the parameters alone: from as many numbers, or one for all. */
    record Learned(State state, Node value) {}

    public StateStarts(MemoryPlan memory) {
        Plan plan = memory.plan();
        List<State> states = new StateLayout(plan).states();
        for (State state : states) {
            if (state.from() != 0) {
                constants.add(new Constant(state, state.from()));
            }
        }
        for (State state : states) {
            if (state.start().isPresent()
                    && memory.layout(plan.step().orElseThrow()).hasInitial(state.index())) {
                add(state, plan.standIns().inference(state.start().get()));
            }
        }
    }

    private void add(State state, Node start) {
        if (!start.input(0).domain().isOnce()) {
            return;
        }
        OptionalDouble literal = Literals.valueOf(start);
        if (literal.isPresent()) {
            constants.add(new Constant(state, literal.getAsDouble()));
        } else {
            learned.add(new Learned(state, start.input(0)));
        }
    }

    public List<Constant> constants() {
        return constants;
    }

    List<Learned> learned() {
        return learned;
    }

    /** Whether a state must see the weights, since it starts from numbers that are learned. */
    public boolean areLearned() {
        return !learned.isEmpty();
    }
}
