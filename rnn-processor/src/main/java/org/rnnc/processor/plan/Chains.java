// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Finds products with transposed matrices of one pack that begin where another ends, and can so be one. */
final class Chains {
    /** Products of one chain, at most: each is written out, in one method that must not become too long. */
    private static final int LONGEST = 16;

    private final Map<Node, Node> lastOf = new HashMap<>();

    /**
     * @param nodes of one stage, in rising order
     * @param users by node those of the stage
     * @param isOutput whether a node is needed outside the stage
     */
    Chains(Collection<Node> nodes, Map<Node, List<Node>> users, Predicate<Node> isOutput, Packs packs) {
        Set<Node> stage = new HashSet<>(nodes);
        Map<Node, Integer> length = new HashMap<>();
        List<Node> falling = new java.util.ArrayList<>(nodes);
        java.util.Collections.reverse(falling);
        for (Node node : falling) {
            if (!isTransposed(node)) {
                continue;
            }
            Node last = lastOf.computeIfAbsent(node, key -> key);
            if (node.inputs().size() == 3) {
                Node start = node.input(2);
                boolean alone = start != node.input(1)
                        && !isOutput.test(start)
                        && new HashSet<>(users.get(start)).equals(Set.of(node));
                if (length.merge(last, 1, Integer::sum) < LONGEST
                        && stage.contains(start)
                        && isTransposed(start)
                        && alone
                        && start.domain() == node.domain()
                        && packs.of(start.input(0)) == packs.of(node.input(0))) {
                    lastOf.put(start, last);
                }
            }
        }
    }

    static boolean isTransposed(Node node) {
        return node.op() instanceof Op.Product product && product.transposed();
    }

    /** The end of the chain that a product with a transposed matrix belongs to. */
    Node lastOf(Node product) {
        return lastOf.get(product);
    }
}
