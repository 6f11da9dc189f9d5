// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.runtime.model.Trees;

class PackedTreesTest {
    private static final int NODES = 5;
    private static final double[][] ZEROS = {{-1}, {-2}, {-3}};

    /** Three trees: a root 3 over 0 and a node 1 over 4 and 2; none; a single node. */
    private static int[] parents() {
        int[] trees = new int[NODES * 3];
        Trees.clear(trees);
        Trees.parents(trees, 3, 0, 3, 3, 1, Trees.NONE, 1);
        Trees.parents(trees, 3, 2, Trees.NONE);
        return trees;
    }

    private static int[] sides() {
        int[] trees = new int[2 * NODES * 3];
        Trees.clear(trees);
        Trees.sides(trees, 3, 0, new int[] {-1, 4, -1, 1, -1}, new int[] {-1, 2, -1, 0, -1});
        Trees.sides(trees, 3, 2, new int[] {-1}, new int[] {-1});
        return trees;
    }

    private static PackedTrees arranged(int[] trees, boolean sided) {
        PackedTrees order = new PackedTrees(NODES, 3);
        order.check("trees", sided, trees);
        assertTrue(order.set(trees));
        return order;
    }

    private static double[][] rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    }

    private static double[] seen(double[][] view, int count) {
        return IntStream.range(0, count).mapToDouble(i -> view[i][0]).toArray();
    }

    @Test
    void nodesOfOneHeightLieSideBySide() {
        PackedTrees order = arranged(parents(), false);
        assertEquals(3, order.steps());
        assertEquals(6, order.rows());
        assertArrayEquals(
                new int[] {4, 1, 1}, IntStream.range(0, 3).map(order::count).toArray());
        assertArrayEquals(
                new int[] {0, 4, 5}, IntStream.range(0, 3).map(order::first).toArray());
        // By tree, and in it as one meets them from the root: 0, then 2 and 4 below 1.
        int[] rowOf = order.rowOf();
        assertArrayEquals(
                new int[] {0, 4, 1, 5, 2},
                IntStream.range(0, NODES).map(node -> rowOf[node * 3]).toArray());
        assertEquals(3, rowOf[2]);
        assertEquals(-1, rowOf[1]);
        assertArrayEquals(
                new int[] {5, 0, 1}, IntStream.range(0, 3).map(order::lengthAt).toArray());
    }

    @Test
    void childrenLieByTheirParents() {
        PackedTrees order = arranged(parents(), false);
        double[][] view = new double[NODES * 3][];
        assertEquals(4, order.children().rows());
        order.children().each(rows(6), view);
        assertArrayEquals(new double[] {1, 2, 0, 4}, seen(view, 4));
        assertEquals(0, order.children().count(0));
        assertEquals(2, order.children().count(1));
        assertEquals(2, order.children().first(2));
        order.children().ofParent(rows(6), view);
        assertArrayEquals(new double[] {4, 4, 5, 5}, seen(view, 4));
        order.children().fromParent(rows(4), ZEROS, view);
        assertArrayEquals(new double[] {2, 0, 1, -3, 3, -1}, seen(view, 6));
    }

    @Test
    void sidesAreToldApart() {
        PackedTrees order = arranged(sides(), true);
        double[][] view = new double[NODES * 3][];
        // Down from the root 3: 1 with 4 and 2, then 0.
        int[] rowOf = order.rowOf();
        assertArrayEquals(
                new int[] {2, 4, 1, 5, 0},
                IntStream.range(0, NODES).map(node -> rowOf[node * 3]).toArray());
        order.children().left(rows(6), ZEROS, view);
        assertArrayEquals(new double[] {-1, -1, -1, -3, 0, 4}, seen(view, 6));
        order.children().right(rows(6), ZEROS, view);
        assertArrayEquals(new double[] {-1, -1, -1, -3, 1, 2}, seen(view, 6));
        order.children().parentOfLeft(rows(6), ZEROS, view);
        assertArrayEquals(new double[] {4, -1, -1, -3, 5, -1}, seen(view, 6));
        order.children().parentOfRight(rows(6), ZEROS, view);
        assertArrayEquals(new double[] {-1, 4, 5, -3, -1, -1}, seen(view, 6));
    }

    @Test
    void rootsAndLeaves() {
        PackedTrees order = arranged(parents(), false);
        double[][] view = new double[NODES * 3][];
        order.selectStep(true, rows(6), ZEROS, view);
        assertArrayEquals(new double[] {5, -2, 3}, seen(view, 3));
        double[] zero = {0};
        order.scatterStep(true, new double[][] {{7}, {8}, {9}}, zero, view);
        assertArrayEquals(new double[] {0, 0, 0, 9, 0, 7}, seen(view, 6));
        order.ofLeaves(new double[][] {{1}, {1}, {1}, {1}, {1}, {1}}, zero, view);
        assertArrayEquals(new double[] {1, 1, 1, 1, 0, 0}, seen(view, 6));
        order.repeat(new double[][] {{7}, {8}, {9}}, view);
        assertArrayEquals(new double[] {7, 7, 7, 9, 7, 7}, seen(view, 6));
    }

    /** Rows are those of the shape, however its nodes are numbered. */
    @Test
    void numbersOfNodesMeanNothing() {
        PackedTrees order = arranged(sides(), true);
        int[] other = sides();
        Trees.sides(other, 3, 0, new int[] {1, 4, -1, -1, -1}, new int[] {2, 3, -1, -1, -1});
        PackedTrees renamed = arranged(other, true);
        int[] name = {2, 1, 3, 0, 4};
        for (int node = 0; node < NODES; node++) {
            assertEquals(order.rowOf()[node * 3], renamed.rowOf()[name[node] * 3]);
        }
    }

    @Test
    void theSameTreesChangeNothing() {
        PackedTrees order = arranged(parents(), false);
        int[] again = parents();
        order.check("trees", false, again);
        assertFalse(order.set(again));
        int[] wrong = parents();
        wrong[3] = 9;
        assertThrows(IllegalArgumentException.class, () -> order.check("trees", false, wrong));
        double[][] view = new double[NODES * 3][];
        order.selectStep(true, rows(6), ZEROS, view);
        assertArrayEquals(new double[] {5, -2, 3}, seen(view, 3));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(new int[] {1, 0, -1}, "tree 0: node 1 is above itself: its parents form a cycle"),
                Arguments.of(new int[] {1, 2, 0}, "tree 0: every node has a parent, so that there is no root"),
                Arguments.of(
                        new int[] {-1, 0, -1},
                        "tree 0: nodes 0 and 2 both have no parent: that is a forest, and each tree has a place of its own in"
                                + " the batch"),
                Arguments.of(new int[] {-1, 3, 0}, "tree 0: node 1 has parent 3, expected 0 to 2, or -1 for none"),
                Arguments.of(new int[] {-1, -3, 0}, "tree 0: node 1 has parent -3, expected 0 to 2, or -1 for none"),
                Arguments.of(new int[] {-1, 1, 0}, "tree 0: node 1 is its own parent"),
                Arguments.of(
                        new int[] {-1, -2, 0},
                        "tree 0: node 1 is none (-2), and node 2 is one: those that are none come last"),
                Arguments.of(
                        new int[] {1, -1, -1, 1, -1, -1},
                        "tree 0: node 1 is the child of node 0 and again of node 0, and a node has one parent"),
                Arguments.of(
                        new int[] {1, 2, -1, 2, -1, -1},
                        "tree 0: node 2 is the child of node 0 and again of node 1, and a node has one parent"),
                Arguments.of(
                        new int[] {3, -1, -1, -1, -1, -1},
                        "tree 0: node 0 has left child 3, expected 0 to 2, or -1 for none"),
                Arguments.of(
                        new int[2],
                        "expected int[] of length 6 (left and right children, [2][3][1]) or 3 (parents, [3][1]),"
                                + " found length 2"),
                Arguments.of(
                        null,
                        "expected int[] of length 6 (left and right children, [2][3][1]) or 3 (parents, [3][1]), found"
                                + " null"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoTreeIsRefused(int[] trees, String message) {
        PackedTrees order = new PackedTrees(3, 1);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> order.check("trees", false, trees));
        assertEquals("trees: " + message, refused.getMessage());
    }

    @Test
    void sidesMustBeToldWhereTheyMatter() {
        PackedTrees order = new PackedTrees(3, 1);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> order.check("trees", true, new int[] {-1, 0, 0}));
        assertEquals(
                "trees: expected int[] of length 6 (left and right children, [2][3][1]), found length 3",
                refused.getMessage());
    }
}
