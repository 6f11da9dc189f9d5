// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The tree in which parts are added. It depends on their number alone: whoever has run some of them adds up what is a node of it,
 * and hands on the nodes that are not below another one. So sums have the same bits however parts were dealt out, and a task that
 * has run many of them sends few numbers.
 */
final class PartTree {
    private PartTree() {}

    /** The nodes that some parts make up. */
    static List<Partial> nodes(int parts, int from, int end, IntFunction<Partial> part) {
        List<Partial> nodes = new ArrayList<>();
        collect(0, parts, from, end, part, nodes);
        return nodes;
    }

    private static void collect(
            int nodeFrom, int nodeEnd, int from, int end, IntFunction<Partial> part, List<Partial> nodes) {
        if (nodeEnd <= from || end <= nodeFrom) {
            return;
        }
        if (from <= nodeFrom && nodeEnd <= end) {
            nodes.add(sum(nodeFrom, nodeEnd, part));
            return;
        }
        int middle = Partial.middle(nodeFrom, nodeEnd);
        collect(nodeFrom, middle, from, end, part, nodes);
        collect(middle, nodeEnd, from, end, part, nodes);
    }

    private static Partial sum(int from, int end, IntFunction<Partial> part) {
        if (end - from == 1) {
            return part.apply(from);
        }
        int middle = Partial.middle(from, end);
        return sum(from, middle, part).add(sum(middle, end, part));
    }

    /** The root, of nodes that make up all parts, in any order. */
    static Partial root(int parts, List<Partial> nodes) {
        Map<Long, Partial> byPlace = new HashMap<>();
        nodes.forEach(node -> byPlace.put(place(node.from(), node.end()), node));
        return root(0, parts, byPlace);
    }

    private static Partial root(int from, int end, Map<Long, Partial> nodes) {
        Partial node = nodes.get(place(from, end));
        if (node != null) {
            return node;
        }
        if (end - from == 1) {
            throw new IllegalStateException("part " + from + " has come from nowhere");
        }
        int middle = Partial.middle(from, end);
        return root(from, middle, nodes).add(root(middle, end, nodes));
    }

    private static long place(int from, int end) {
        return ((long) from << Integer.SIZE) + end;
    }
}
