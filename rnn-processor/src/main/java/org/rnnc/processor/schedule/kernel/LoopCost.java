// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rnnc.dsl.graph.Node;

/** What a loop over element-wise nodes costs ({@link KernelBudget}), and would cost with one more. */
final class LoopCost {
    private final StageNodes stage;
    private final KernelBudget budget;
    private final Set<Node> nodes = new LinkedHashSet<>();
    private final Set<Node> read = new HashSet<>();
    /** By node of the loop how often others of the stage read it. */
    private final Map<Node, Integer> readElsewhere = new HashMap<>();

    private int cost;

    LoopCost(StageNodes stage, KernelBudget budget) {
        this.stage = stage;
        this.budget = budget;
    }

    /** What the loop would cost with {@code node}, none of whose users is in it. */
    int with(Node node) {
        int more = budget.cost(node);
        more += budget.access() * (isStored(node, stage.users(node).size()) ? 1 : 0);
        List<Node> inputs = node.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Node input = inputs.get(i);
            if (inputs.indexOf(input) < i) {
                continue;
            }
            if (!nodes.contains(input)) {
                more += isNew(input) ? budget.access() : 0;
            } else if (!stage.isOutput(input)
                    && Objects.requireNonNull(readElsewhere.get(input)) == times(input, inputs)) {
                more -= budget.access();
            }
        }
        return cost + more;
    }

    private static int times(Node input, List<Node> inputs) {
        int times = 0;
        for (Node each : inputs) {
            times += each == input ? 1 : 0;
        }
        return times;
    }

    private boolean isStored(Node node, int readers) {
        return readers > 0 || stage.isOutput(node);
    }

    private boolean isNew(Node input) {
        return !read.contains(input) && !Literals.isLiteral(input);
    }

    /** Adds {@code node} to the loop; what it reads that no other node of the loop did. */
    List<Node> add(Node node) {
        cost = with(node);
        List<Node> added = new ArrayList<>();
        for (Node input : node.inputs()) {
            if (nodes.contains(input)) {
                readElsewhere.merge(input, -1, Integer::sum);
            } else if (isNew(input)) {
                read.add(input);
                added.add(input);
            }
        }
        nodes.add(node);
        readElsewhere.put(node, stage.users(node).size());
        return added;
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Those of the nodes that are needed elsewhere. */
    List<Node> outputs() {
        return nodes.stream()
                .filter(node -> isStored(node, Objects.requireNonNull(readElsewhere.get(node))))
                .toList();
    }
}
