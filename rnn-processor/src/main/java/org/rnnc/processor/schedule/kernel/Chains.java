// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.schedule.pack.Packs;

/** Finds products with transposed matrices of one pack that begin where another ends, and can so be one. */
final class Chains {
    private final Map<Node, Node> lastOf = new HashMap<>();

    Chains(StageNodes stage, KernelRules rules) {
        Packs packs = rules.packs();
        int longest = rules.budget().chain();
        Set<Node> members = new HashSet<>(stage.nodes());
        Map<Node, Integer> length = new HashMap<>();
        List<Node> falling = new ArrayList<>(stage.nodes());
        Collections.reverse(falling);
        for (Node node : falling) {
            if (!isTransposed(node)) {
                continue;
            }
            Node last = lastOf.computeIfAbsent(node, key -> key);
            if (node.inputs().size() == 3) {
                Node start = node.input(2);
                if (length.merge(last, 1, Integer::sum) < longest
                        && members.contains(start)
                        && start.op().equals(node.op())
                        && start != node.input(1)
                        && stage.users(start).stream().allMatch(user -> user == node)
                        && !stage.isOutput(start)
                        && start.domain().equals(node.domain())
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
    @Nullable
    Node lastOf(Node product) {
        return lastOf.get(product);
    }
}
