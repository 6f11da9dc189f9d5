// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Nodes that are no work: data from outside, and other ways to look at a value that is stored already. */
final class Views {
    private Views() {}

    static boolean isSource(Op op) {
        return op instanceof Op.Input
                || op instanceof Op.Target
                || op instanceof Op.Mask
                || op instanceof Op.Parameter
                || op instanceof Op.Initial
                || op instanceof Op.Previous;
    }

    /** A part of what is there once and for all is copied instead: then whatever is read from weights lies aligned. */
    static boolean isView(Node node) {
        return node.op() instanceof Op.Slice && node.domain() != Domain.ONCE
                || node.op() instanceof Op.Pick
                || node.op() instanceof Op.Place
                || node.op() instanceof Op.OfEmpty;
    }

    /** The stored value behind a chain of views. */
    static Node seen(Node node) {
        Node source = node;
        while (isView(source)) {
            source = source.input(0);
        }
        return source;
    }

    /**
     * Whether what is seen may be a state before its first step, as {@code h[t-1]} is, or {@code last(h)} of an empty
     * sequence: when a window is over, that is the state before the next one.
     */
    static boolean showsInitial(Node node) {
        Node source = node;
        while (isView(source) && !(source.op() instanceof Op.Pick)) {
            source = source.input(0);
        }
        return source.op() instanceof Op.Pick
                || source.op() instanceof Op.Previous
                || source.op() instanceof Op.Initial;
    }
}
