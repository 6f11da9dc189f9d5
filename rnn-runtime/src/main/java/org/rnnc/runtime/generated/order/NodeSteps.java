// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of trees stand for which steps of sequences: those of a tree, or its leaves alone, in the order of their numbers
 * for the steps of the sequence at the same place of the batch, from the first on.
 *
 * <p>Keeps nothing of its own, so that it holds whatever the two orders say; nothing here allocates.
 */
public final class NodeSteps {
    private final PackedSequences steps;
    private final PackedTrees trees;
    private final boolean leaves;

    /**
     * Of the sequences and the trees of one batch.
     *
     * @param steps the order of the sequences
     * @param trees the order of the trees
     * @param leaves whether leaves alone stand for steps, else all nodes
     */
    public NodeSteps(PackedSequences steps, PackedTrees trees, boolean leaves) {
        this.steps = Objects.requireNonNull(steps, "steps");
        this.trees = Objects.requireNonNull(trees, "trees");
        this.leaves = leaves;
    }

    /**
     * Checks that there is one node for each step: of trees that have just been checked, and of sequences that are to come.
     *
     * @param what the trees are called in messages
     * @param axis what the steps are along
     * @param most steps of a sequence of full length
     * @param batch sequences
     * @param lengths {@code [batch]}; null for full length
     * @throws IllegalArgumentException if there are more nodes, or fewer
     */
    public void check(String what, String axis, int most, int batch, int @Nullable [] lengths) {
        for (int tree = 0; tree < batch; tree++) {
            int nodes = leaves ? Leaves.count(trees.shapes(), tree) : trees.nodeCounts()[tree];
            int length = lengths == null ? most : lengths[tree];
            if (nodes != length) {
                String kind = leaves ? "leaf" : "node";
                throw new IllegalArgumentException(what + ": tree " + tree + " has "
                        + (nodes == 1 ? "1 " + kind : nodes + (leaves ? " leaves" : " nodes")) + ", and sequence "
                        + tree
                        + " has " + (length == 1 ? "1 step" : length + " steps") + " of " + axis + ": each " + kind
                        + " stands for one step, in the order of their numbers");
            }
        }
    }

    /**
     * Fills a view of values at steps, at the nodes that stand for them.
     *
     * @param values by row of a step
     * @param zeros what is seen at all other nodes
     * @param view by row of a node, filled in
     */
    public <R> void atNodes(R[] values, R zeros, R[] view) {
        for (int tree = 0; tree < trees.batch(); tree++) {
            int step = 0;
            for (int number = 0; number < trees.lengthAt(tree); number++) {
                int node = trees.rowOf()[number * trees.batch() + tree];
                boolean stands = stands(node) && isStep(step, tree);
                view[node] = stands ? values[row(step++, tree)] : zeros;
            }
        }
    }

    /**
     * Fills a view of values at nodes, at the steps that they stand for.
     *
     * @param values by row of a node
     * @param zeros what is seen at a step that no node stands for
     * @param view by row of a step, filled in
     */
    public <R> void ofNodes(R[] values, R zeros, R[] view) {
        Arrays.fill(view, 0, steps.rows(), zeros);
        for (int tree = 0; tree < trees.batch(); tree++) {
            int step = 0;
            for (int number = 0; number < trees.lengthAt(tree); number++) {
                int node = trees.rowOf()[number * trees.batch() + tree];
                if (stands(node) && isStep(step, tree)) {
                    view[row(step++, tree)] = values[node];
                }
            }
        }
    }

    /** Whether a row is that of a node which stands for a step. Leaves have the first rows. */
    private boolean stands(int node) {
        return !leaves || node < trees.count(0);
    }

    /** Where nothing has been given yet, there may be other steps than nodes. */
    private boolean isStep(int step, int sequence) {
        return step < steps.length(sequence);
    }

    private int row(int step, int sequence) {
        return steps.rowOf()[step * steps.batch() + sequence];
    }
}
