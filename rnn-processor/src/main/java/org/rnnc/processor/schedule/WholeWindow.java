// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.schedule.kernel.Literals;

/**
 * What gradients need of all steps of a window, even if they come from its last steps only: sums over steps that are made
 * of the forward pass alone, such as how many steps share the largest value.
 */
final class WholeWindow {
    private WholeWindow() {}

    /** Those of the nodes from {@code forwardNodes} on that belong to the forward pass. */
    static Set<Node> nodes(List<Node> nodes, int forwardNodes, Adjoint adjoint) {
        Set<Node> adjoints = new HashSet<>(adjoint.ofNode().values());
        Set<Node> flowing = new HashSet<>();
        Set<Node> found = new HashSet<>();
        for (Node node : nodes.subList(forwardNodes, nodes.size())) {
            boolean flows = node.op() instanceof Op.Previous
                    || node.inputs().stream()
                            .anyMatch(input ->
                                    flowing.contains(input) || adjoints.contains(input) && !Literals.isLiteral(input));
            if (flows || adjoints.contains(node)) {
                flowing.add(node);
            } else if (node.isVector() && node.op().traits().isOverSteps()) {
                // What is summed into a matrix is a gradient, or a part of one.
                addWithSources(node, forwardNodes, found);
            }
        }
        return found;
    }

    private static void addWithSources(Node node, int forwardNodes, Set<Node> found) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (next.id() >= forwardNodes && found.add(next)) {
                open.addAll(next.inputs());
            }
        }
    }
}
