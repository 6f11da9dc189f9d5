// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * Finds sums over all steps that a loop can take up as it goes, in the order that the sum has anyway: those whose operands
 * would be kept for such sums alone. Else their rows are kept, and one pass over many of them behind the loop is faster.
 */
final class TotalsInLoops {
    private final Map<Node, List<Node>> users;
    private final Set<Node> roots;
    private final Map<Node, Integer> loopOf;
    private final Components components;
    private final IntFunction<Relation> relationOf;
    private final Predicate<Node> isBackward;

    /**
     * @param roots what must be there in the end
     * @param loopOf the loop that computes a node, by the component of its recurrence
     * @param relationOf by which a loop goes from step to step
     * @param isBackward what belongs to the way back, whose sums take up steps from the last to the first
     */
    TotalsInLoops(
            Map<Node, List<Node>> users,
            Set<Node> roots,
            Map<Node, Integer> loopOf,
            Components components,
            IntFunction<Relation> relationOf,
            Predicate<Node> isBackward) {
        this.users = users;
        this.roots = roots;
        this.loopOf = loopOf;
        this.components = components;
        this.relationOf = relationOf;
        this.isBackward = isBackward;
    }

    /** The loop that takes up a node as it goes; of no loop for what is no such sum. */
    Optional<Integer> loopOf(Node node) {
        return isTotal(node)
                ? node.inputs().stream()
                        .filter(loopOf::containsKey)
                        .filter(this::isReadByTotalsBeside)
                        .map(loopOf::get)
                        .filter(loop -> isFromTheLastStep(relationOf.apply(loop))
                                && node.inputs().stream().allMatch(input -> isThereIn(loop, input)))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isTotal(Node node) {
        return node.op() instanceof Op.SumAll && isBackward.test(node);
    }

    private static boolean isFromTheLastStep(Relation relation) {
        return !relation.looksBack() && !relation.axis().isTree();
    }

    /** Whether nobody reads a loop's value beside that loop, and such sums. */
    private boolean isReadByTotalsBeside(Node node) {
        Integer loop = loopOf.get(node);
        return !roots.contains(node)
                && users.getOrDefault(node, List.of()).stream()
                        .allMatch(user -> isTotal(user)
                                || !(user.op() instanceof Op.Previous)
                                        && !Views.isView(user)
                                        && Objects.equals(loopOf.get(user), loop));
    }

    /** Whether it is the loop's own, or there before it: sources' components come first. */
    private boolean isThereIn(int loop, Node node) {
        return Objects.equals(loopOf.get(node), loop) || components.of(node) < loop;
    }
}
