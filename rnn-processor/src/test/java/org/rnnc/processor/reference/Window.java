// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/** The steps and sequences of a window, and which value in it needs which others. */
final class Window {
    private final List<State> states;
    final int steps;
    final int batch;
    final int[] lengths;

    /** One value of a node; a step or sequence that its domain does not have is 0. */
    record Instance(Node node, int step, int sequence) {}

    Window(List<State> states, int steps, int batch) {
        this.states = states;
        this.steps = steps;
        this.batch = batch;
        lengths = new int[batch];
        Arrays.fill(lengths, steps);
    }

    /** What must be known before {@code of} can be computed; in the order of its computation. */
    List<Instance> operands(Instance of) {
        return new Operands(this, of).all();
    }

    /** The state whose value is picked, or a slice of it. */
    Optional<State> stateSeen(Node pick) {
        Node seen = pick.input(0);
        while (seen.op() instanceof Op.Slice) {
            seen = seen.input(0);
        }
        Node value = seen;
        return states.stream().filter(state -> state.definition() == value).findFirst();
    }

    /** How far into the state's value a pick begins. */
    static int offset(Node pick) {
        int offset = 0;
        for (Node seen = pick.input(0); seen.op() instanceof Op.Slice slice; seen = seen.input(0)) {
            offset += slice.offset();
        }
        return offset;
    }

    /** The valid steps and sequences of a domain, in the order of sums; those it does not have are 0. */
    List<int[]> places(Domain domain) {
        List<int[]> places = new ArrayList<>();
        for (int step = 0; step < (domain == Domain.STEP ? steps : 1); step++) {
            for (int sequence = 0; sequence < (domain == Domain.ONCE ? 1 : batch); sequence++) {
                if (domain != Domain.STEP || step < lengths[sequence]) {
                    places.add(new int[] {step, sequence});
                }
            }
        }
        return places;
    }

    /** The state that {@code previous} is a value of. */
    State state(Op.Previous previous) {
        return states.get(previous.state());
    }

    static Instance instance(Node node, int step, int sequence) {
        return switch (node.domain()) {
            case ONCE -> new Instance(node, 0, 0);
            case SEQUENCE -> new Instance(node, 0, sequence);
            case STEP -> new Instance(node, step, sequence);
        };
    }

    int count(Domain domain) {
        return index(domain, steps - 1, batch - 1) + 1;
    }

    int index(Domain domain, int step, int sequence) {
        return switch (domain) {
            case ONCE -> 0;
            case SEQUENCE -> sequence;
            case STEP -> step * batch + sequence;
        };
    }

    int end(boolean last, int sequence) {
        return last ? lengths[sequence] - 1 : 0;
    }
}
