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
import org.rnnc.processor.schedule.kernel.Views;

/**
 * The states of a window that nothing but the next step of their loop reads: the rows of two steps serve all of them, in
 * turns. So a loop reads and writes what lies in a near cache, where it went through the memory of all steps. They are what
 * comes back from the step behind; a state of the model itself is shown, or goes on in the next window.
 */
final class StatesInTurns {
    private final Program program;
    private final List<Stage> stages;
    private final Map<Node, List<Node>> users;
    private final Map<Node, Integer> stageOf;
    /** By state the nodes that are its previous value. */
    private final Map<Integer, List<Node>> before = new HashMap<>();

    /**
     * @param users by node what reads it
     * @param stageOf by node the number of the stage that computes it
     */
    StatesInTurns(Program program, Map<Node, List<Node>> users, Map<Node, Integer> stageOf) {
        this.program = program;
        this.stages = program.stages();
        this.users = users;
        this.stageOf = stageOf;
        for (Node node : program.live()) {
            if (node.op() instanceof Op.Previous previous) {
                before.computeIfAbsent(previous.state(), key -> new ArrayList<>())
                        .add(node);
            }
        }
    }

    boolean has(State state) {
        Node definition = state.definition();
        Integer loop = stageOf.get(definition);
        return loop != null
                && stages.get(loop).kind().isLoop()
                && isOfSteps(definition)
                && state.initial().isEmpty()
                && state.start().isEmpty()
                && isReadWithin(loop, definition)
                && before.getOrDefault(state.index(), List.of()).stream().allMatch(node -> isReadWithin(loop, node));
    }

    /** Whether it has rows of a window of full size, of which those of a step lie beside those of its neighbours. */
    private boolean isOfSteps(Node node) {
        return !program.single()
                && !program.isOpen()
                && node.domain().isPerStep()
                && node.domain().axis().stream().noneMatch(axis -> axis.isTree() || program.isCut(axis));
    }

    private boolean isReadWithin(int loop, Node node) {
        return !program.roots().contains(node)
                && users.getOrDefault(node, List.of()).stream()
                        .allMatch(user -> user.op() instanceof Op.Slice
                                ? isReadWithin(loop, user)
                                : !Views.isView(user) && Integer.valueOf(loop).equals(stageOf.get(user)));
    }
}
