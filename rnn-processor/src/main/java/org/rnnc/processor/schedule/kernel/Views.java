// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Nodes that are no work: data from outside, and other ways to look at a value that is stored already. */
public final class Views {
    private Views() {}

    public static boolean isSource(Op op) {
        return op instanceof Op.Source;
    }

    /** Whether it is memory of the program's own that is filled before it runs. */
    public static boolean isFilled(Op op) {
        return op instanceof Op.Source source && source.match(new Filled());
    }

    /** A part of what is there once and for all is copied instead: then whatever is read from weights lies aligned. */
    public static boolean isView(Node node) {
        return node.op() instanceof Op.View && !node.domain().isOnce();
    }

    /** The stored value behind a chain of views. */
    public static Node seen(Node node) {
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
    public static boolean showsInitial(Node node) {
        Node source = node;
        while (isView(source) && !(source.op() instanceof Op.SelectStep)) {
            source = source.input(0);
        }
        return source.op() instanceof Op.SelectStep
                || source.op() instanceof Op.Previous
                || source.op() instanceof Op.Initial;
    }

    private static final class Filled implements Cases.Source<Boolean> {
        @Override
        public Boolean input(Op.Input op) {
            return true;
        }

        @Override
        public Boolean target(Op.Target op) {
            return true;
        }

        @Override
        public Boolean mask(Op.Mask op) {
            return true;
        }

        @Override
        public Boolean parameter(Op.Parameter op) {
            return false;
        }

        /** It is the same in all programs, so that it lies beside the parameters. */
        @Override
        public Boolean eachToken(Op.EachToken op) {
            return false;
        }

        /** States are placed with their definitions. */
        @Override
        public Boolean initial(Op.Initial op) {
            return false;
        }

        @Override
        public Boolean previous(Op.Previous op) {
            return false;
        }
    }
}
