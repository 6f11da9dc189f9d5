// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.schedule.kernel.Views;

/** Finds what one loop alone needs, and which waits for none of its steps: it may be computed a few steps ahead of the loop. */
final class AheadOfLoops {
    private final Map<Node, List<Node>> users;
    private final Set<Node> roots;
    private final Map<Node, Integer> loopOf;
    private final IntFunction<Axis> axisOf;
    private final Map<Node, Integer> found = new HashMap<>();

    /**
     * @param roots what must be there in the end
     * @param loopOf the loop that computes a node
     * @param axisOf the axis that a loop runs along
     */
    AheadOfLoops(Map<Node, List<Node>> users, Set<Node> roots, Map<Node, Integer> loopOf, IntFunction<Axis> axisOf) {
        this.users = users;
        this.roots = roots;
        this.loopOf = loopOf;
        this.axisOf = axisOf;
    }

    /** Looks at a node that is computed in no loop, after all that use it. */
    void visit(Node node) {
        if (fits(node)) {
            Set<Optional<Integer>> loops = loopsOfUsers(node);
            Axis axis = node.domain().axis().orElseThrow();
            if (loops.size() == 1) {
                loops.iterator()
                        .next()
                        .filter(loop -> axisOf.apply(loop).equals(axis))
                        .ifPresent(loop -> found.put(node, loop));
            }
        }
    }

    /** By node the loop that it may be computed ahead of. */
    Map<Node, Integer> found() {
        return found;
    }

    /** Whether there is a row for each step of a sequence, made of rows of the same steps. */
    private boolean fits(Node node) {
        return isAtSteps(node)
                && !roots.contains(node)
                && !(node.shape() instanceof Shape.Token)
                && node.inputs().stream()
                        .allMatch(input ->
                                !input.domain().isPerStep() && !input.domain().isPair()
                                        || isAtSteps(input) && input.domain().equals(node.domain()));
    }

    private static boolean isAtSteps(Node node) {
        return node.domain().isPerStep()
                && !node.domain().isPerChild()
                && node.domain().axis().stream().noneMatch(Axis::isTree);
    }

    /** Where a node is needed; empty for what is no loop, or needs it at another step. */
    private Set<Optional<Integer>> loopsOfUsers(Node node) {
        Set<Optional<Integer>> loops = new HashSet<>();
        for (Node user : users.getOrDefault(node, List.of())) {
            if (user.op() instanceof Op.Slice && !roots.contains(user)) {
                loops.addAll(loopsOfUsers(user));
            } else if (Views.isView(user)) {
                loops.add(Optional.empty());
            } else {
                loops.add(Optional.ofNullable(loopOf.getOrDefault(user, found.get(user))));
            }
        }
        return loops;
    }
}
