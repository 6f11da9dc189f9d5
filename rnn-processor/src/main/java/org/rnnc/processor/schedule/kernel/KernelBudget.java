// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;

/** How much one kernel takes, and what work costs: known to the target that the kernel is written for. */
public interface KernelBudget {
    /** Whether a node gets a kernel to itself; or with others of its function, whose rows lie beside its own. */
    boolean isAlone(Node node);

    /** What a loop over so many elements may cost. */
    int of(int size);

    /** What an operation costs, without what it reads and writes. */
    int cost(Node node);

    /** What it costs to read or to write a value. */
    int access();

    /** How many matrices one product takes that lie side by side. */
    int matrices();

    /** How many products one kernel takes that go on from each other. */
    int chain();

    /**
     * What a loop over this work costs.
     *
     * @param outputs those of the nodes that are stored
     */
    default int cost(Collection<Node> nodes, Collection<Node> outputs) {
        Set<Node> read = new HashSet<>();
        nodes.forEach(node -> read.addAll(node.inputs()));
        read.removeAll(nodes);
        read.removeIf(Literals::isLiteral);
        return nodes.stream().mapToInt(this::cost).sum() + access() * (read.size() + outputs.size());
    }

    /** Whether this is the work of a kernel that has nothing but such a node, or several with the same function. */
    default boolean isAlone(List<Node> nodes) {
        return nodes.stream().allMatch(this::isAlone);
    }
}
