// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * The states of a single step that may be written where they were read: then a step moves a running state on without
 * copying it. That is so where nothing reads the value before once the next one is there.
 */
final class StatesInPlace {
    private final Program program;
    private final List<Kernel> kernels = new ArrayList<>();
    /** Which kernel computes a value, in the order in which they run. */
    private final Map<Node, Integer> kernelOf = new HashMap<>();

    private final Map<Node, List<Node>> users;

    /** @param users by node what reads it */
    StatesInPlace(Program program, Map<Node, List<Node>> users) {
        this.program = program;
        this.users = users;
        for (Stage stage : program.stages()) {
            for (Kernel kernel : stage.kernels()) {
                kernel.nodes().forEach(node -> kernelOf.put(node, kernels.size()));
                kernels.add(kernel);
            }
        }
    }

    /** Whether the state's next value may take the place of the one before. */
    boolean has(State state) {
        return program.single()
                && kernelOf.containsKey(state.definition())
                && program.live().stream()
                        .filter(node -> isBefore(node, state))
                        .allMatch(before -> isReadInTime(before, state.definition(), true));
    }

    private static boolean isBefore(Node node, State state) {
        return node.op() instanceof Op.Previous previous && previous.state() == state.index();
    }

    /**
     * Whether all that read a value have done so when {@code next} is written.
     *
     * @param whole whether element {@code j} of the value lies where element {@code j} of {@code next} will be
     */
    private boolean isReadInTime(Node value, Node next, boolean whole) {
        return !program.roots().contains(value)
                && users.getOrDefault(value, List.of()).stream()
                        .allMatch(user -> Views.isView(user)
                                ? isReadInTime(user, next, whole && !(user.op() instanceof Op.Slice))
                                : readsInTime(user, next, whole));
    }

    private boolean readsInTime(Node user, Node next, boolean whole) {
        Integer reading = kernelOf.get(user);
        int writing = kernelOf.getOrDefault(next, 0);
        if (reading == null) {
            return false;
        }
        return reading < writing
                || reading == writing
                        && whole
                        && kernels.get(writing) instanceof Kernel.Elementwise pass
                        && leadsTo(user, next, pass);
    }

    /** Whether a pass computes {@code from} on the way to {@code to}: element by element it has read all that it reads by then. */
    private static boolean leadsTo(Node from, Node to, Kernel.Elementwise pass) {
        return from == to
                || pass.nodes().contains(to) && to.inputs().stream().anyMatch(input -> leadsTo(from, input, pass));
    }
}
