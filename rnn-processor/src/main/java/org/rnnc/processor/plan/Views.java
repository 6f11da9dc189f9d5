// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Nodes that are no work: data from outside, and other ways to look at a value that is stored already. */
final class Views {
    private Views() {}

    static boolean isSource(Op op) {
        return op instanceof Op.Input
                || op instanceof Op.Target
                || op instanceof Op.Parameter
                || op instanceof Op.Constant
                || op instanceof Op.Initial
                || op instanceof Op.Previous;
    }

    static boolean isView(Op op) {
        return op instanceof Op.Slice || op instanceof Op.Pick || op instanceof Op.Place;
    }

    /** The stored value behind a chain of views. */
    static Node seen(Node node) {
        Node source = node;
        while (isView(source.op())) {
            source = source.input(0);
        }
        return source;
    }
}
