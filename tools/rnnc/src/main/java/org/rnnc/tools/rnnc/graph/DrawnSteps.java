// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The few steps of an axis that are drawn: three, one after the other, or the nodes of a small tree from left to right.
 *
 * @param parents of each node the one above, -1 of the root; of steps that come one after the other -1
 */
record DrawnSteps(boolean tree, List<Integer> parents) {
    /** Steps of a sequence that are drawn, and leaves of a tree. */
    static final int STEPS = 3;

    /** One after the other. */
    static final DrawnSteps SEQUENCE = new DrawnSteps(false, List.of(-1, -1, -1));

    /** Three leaves, of which the first two are joined first. */
    static final DrawnSteps OF_LEAVES = new DrawnSteps(true, List.of(1, 3, 1, -1, 3));

    /** As many nodes as there are steps. */
    static final DrawnSteps OF_NODES = new DrawnSteps(true, List.of(1, -1, 1));

    int count() {
        return parents.size();
    }

    List<Integer> all() {
        return IntStream.range(0, count()).boxed().toList();
    }

    /** The last step, or the root. */
    int last() {
        return tree ? parents.indexOf(-1) : count() - 1;
    }

    boolean isLeaf(int step) {
        return !parents.contains(step);
    }

    /** How many levels there are below a node. */
    int height(int step) {
        return all().stream()
                .filter(child -> parents.get(child) == step && tree)
                .mapToInt(child -> height(child) + 1)
                .max()
                .orElse(0);
    }

    /** The nodes that stand for steps of a sequence, by step. */
    List<Integer> standing() {
        return count() == STEPS ? all() : all().stream().filter(this::isLeaf).toList();
    }

    /** Whether {@code child} hangs from {@code parent} by a link of this name. */
    boolean isLinked(int child, int parent, String link) {
        boolean below = parents.get(child) == parent;
        return switch (link) {
            case "left" -> below && child < parent;
            case "right" -> below && child > parent;
            default -> below;
        };
    }
}
