// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.Trees;

class NodeStepsTest {
    private static final int NODES = 5;
    private static final int STEPS = 4;
    private static final int BATCH = 3;
    private static final double[] ZEROS = {0};

    /** Three trees: a root 3 over the leaf 0 and a node 1, which is over the leaves 4 and 2; none; a single node. */
    private static int[] trees() {
        int[] trees = new int[NODES * BATCH];
        Trees.clear(trees);
        Trees.parents(trees, BATCH, 0, 3, 3, 1, Trees.NONE, 1);
        Trees.parents(trees, BATCH, 2, Trees.NONE);
        return trees;
    }

    private final PackedSequences steps = new PackedSequences(STEPS, BATCH);
    private final PackedTrees trees = new PackedTrees(NODES, BATCH, steps);

    private void set(int... lengths) {
        int[] shapes = trees();
        trees.check("trees", false, shapes);
        trees.set(shapes);
        steps.set(lengths);
    }

    private int step(int step, int sequence) {
        return steps.rowOf()[step * BATCH + sequence];
    }

    private int node(int number, int tree) {
        return trees.rowOf()[number * BATCH + tree];
    }

    @Test
    void leavesStandForStepsInTheOrderOfTheirNumbers() {
        set(3, 0, 1);
        NodeSteps places = new NodeSteps(steps, trees, true);
        double[][] values = SampleRows.rows(STEPS * BATCH, 0);
        double[][] view = new double[NODES * BATCH][];
        places.atNodes(values, ZEROS, view);
        assertSame(values[step(0, 0)], view[node(0, 0)]);
        assertSame(values[step(1, 0)], view[node(2, 0)]);
        assertSame(values[step(2, 0)], view[node(4, 0)]);
        assertSame(ZEROS, view[node(1, 0)]);
        assertSame(ZEROS, view[node(3, 0)]);
        assertSame(values[step(0, 2)], view[node(0, 2)]);

        double[][] back = new double[STEPS * BATCH][];
        places.ofNodes(view, ZEROS, back);
        for (int row = 0; row < steps.rows(); row++) {
            assertSame(values[row], back[row]);
        }
    }

    @Test
    void allNodesDo() {
        int[] shapes = trees();
        PackedSequences longer = new PackedSequences(NODES, BATCH);
        trees.check("trees", false, shapes);
        trees.set(shapes);
        longer.set(new int[] {5, 0, 1});
        NodeSteps places = new NodeSteps(longer, trees, false);
        double[][] values = SampleRows.rows(NODES * BATCH, 0);
        double[][] view = new double[NODES * BATCH][];
        places.atNodes(values, ZEROS, view);
        for (int number = 0; number < NODES; number++) {
            assertSame(values[longer.rowOf()[number * BATCH]], view[node(number, 0)]);
        }
        double[][] back = new double[NODES * BATCH][];
        places.ofNodes(view, ZEROS, back);
        for (int row = 0; row < longer.rows(); row++) {
            assertSame(values[row], back[row]);
        }
    }

    /** Before anything has been given there are chains of nodes, with a leaf each, and full sequences. */
    @Test
    void whereNothingFitsYetThereAreZeros() {
        double[][] values = SampleRows.rows(STEPS * BATCH, 0);
        double[][] view = new double[NODES * BATCH][];
        new NodeSteps(steps, trees, false).atNodes(values, ZEROS, view);
        assertSame(ZEROS, view[node(NODES - 1, 0)]);
        double[][] back = new double[STEPS * BATCH][];
        new NodeSteps(steps, trees, true).ofNodes(view, ZEROS, back);
        assertSame(ZEROS, back[step(1, 0)]);
    }

    @Test
    void thereMustBeOneForEachStep() {
        int[] shapes = trees();
        trees.check("trees", false, shapes);
        NodeSteps leaves = new NodeSteps(steps, trees, true);
        NodeSteps nodes = new NodeSteps(steps, trees, false);
        leaves.check("trees", "text", STEPS, BATCH, new int[] {3, 0, 1});
        nodes.check("trees", "text", STEPS, BATCH, new int[] {5, 0, 1});
        assertEquals(
                "trees: tree 0 has 3 leaves, and sequence 0 has 4 steps of text: each leaf stands for one step, in the"
                        + " order of their numbers",
                refused(leaves, null));
        assertEquals(
                "trees: tree 2 has 1 leaf, and sequence 2 has 2 steps of text: each leaf stands for one step, in the"
                        + " order of their numbers",
                refused(leaves, new int[] {3, 0, 2}));
        assertEquals(
                "trees: tree 1 has 0 nodes, and sequence 1 has 1 step of text: each node stands for one step, in the"
                        + " order of their numbers",
                refused(nodes, new int[] {5, 1, 1}));
    }

    private static String refused(NodeSteps places, int[] lengths) {
        return assertThrows(IllegalArgumentException.class, () -> places.check("trees", "text", STEPS, BATCH, lengths))
                .getMessage();
    }
}
