// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.rnnc.dsl.graph.Node;

/** Tells which nodes of a step can be computed at the same time. */
final class Independence {
    private static final BitSet NONE = new BitSet();
    private final List<List<Node>> groups = new ArrayList<>();
    private final int first;
    /** By node, from the first one on: the groups that it is made from a member of. Sets are shared, and never changed. */
    private final BitSet[] madeFrom;

    private Independence(int first, int last) {
        this.first = first;
        this.madeFrom = new BitSet[last - first + 1];
    }

    /**
     * Splits {@code nodes} into as few groups as first fit finds, in none of which one node is made from another. One walk
     * from the first of them to the last tells it of all.
     *
     * @param nodes in rising order
     * @param all the nodes of the graph, by number
     */
    static List<List<Node>> split(List<Node> nodes, List<Node> all) {
        if (nodes.size() == 1) {
            return List.of(nodes);
        }
        int last = nodes.get(nodes.size() - 1).id();
        Independence independence = new Independence(nodes.get(0).id(), last);
        int next = 0;
        for (int id = nodes.get(0).id(); id <= last; id++) {
            boolean isMember = nodes.get(next).id() == id;
            independence.visit(all.get(id), isMember);
            next += isMember ? 1 : 0;
        }
        return independence.groups;
    }

    private void visit(Node node, boolean isMember) {
        BitSet sources = NONE;
        for (Node input : node.inputs()) {
            sources = union(sources, input.id() < first ? NONE : madeFrom[input.id() - first]);
        }
        if (isMember) {
            int group = sources.nextClearBit(0);
            if (group == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(group).add(node);
            BitSet own = new BitSet();
            own.set(group);
            sources = union(sources, own);
        }
        madeFrom[node.id() - first] = sources;
    }

    /** The sets are mostly one within the other, so that a new one is rarely needed. */
    private static BitSet union(BitSet a, BitSet b) {
        if (a == b || b.isEmpty()) {
            return a;
        }
        if (a.isEmpty()) {
            return b;
        }
        BitSet both = (BitSet) a.clone();
        both.or(b);
        return both.equals(a) ? a : both.equals(b) ? b : both;
    }
}
