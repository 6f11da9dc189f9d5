// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * That nodes of a tree stand for the steps of a sequence, such as the leaves of a parsed sentence for its words: one for each
 * step, in the order of their numbers.
 *
 * @param steps an axis whose steps come one after the other
 * @param tree an axis whose steps are nodes
 * @param leaves whether those are the leaves alone, else all nodes
 */
public record NodeSteps(Axis steps, Axis tree, boolean leaves) {
    /** Which nodes these are, as in {@code leaves of tree}. */
    public String nodes() {
        return (leaves ? "leaves of " : "nodes of ") + tree.name();
    }

    @Override
    public String toString() {
        return steps.name() + " at " + nodes();
    }
}
