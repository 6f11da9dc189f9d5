// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TreesTest {
    @Test
    void aTreeFillsItsColumnAndTheRestIsNone() {
        int[] trees = new int[4 * 2];
        Trees.clear(trees);
        Trees.parents(trees, 2, 1, 1, -1);
        assertArrayEquals(new int[] {-2, 1, -2, -1, -2, -2, -2, -2}, trees);
        assertEquals(0, Trees.length(trees, 4, 2, 0));
        assertEquals(2, Trees.length(trees, 4, 2, 1));
    }

    @Test
    void sidesLieOneAfterTheOther() {
        int[] trees = new int[2 * 2];
        Trees.sides(trees, 1, 0, new int[] {1, -1}, new int[] {-1, -1});
        assertArrayEquals(new int[] {1, -1, -1, -1}, trees);
        assertEquals(2, Trees.length(trees, 2, 1, 0));
    }

    @Test
    void listsOfChildrenBecomeParents() {
        int[] trees = new int[5];
        Trees.children(trees, 1, 0, new int[][] {{}, {0, 3}, {1}, {}});
        assertArrayEquals(new int[] {1, 2, -1, 1, -2}, trees);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        int[] trees = new int[3];
        assertEquals(
                "tree 0 has 4 nodes, and there is room for 3",
                assertThrows(IllegalArgumentException.class, () -> Trees.parents(trees, 1, 0, -1, 0, 0, 0))
                        .getMessage());
        assertEquals(
                "trees: no column 1 of 1 in 3 entries",
                assertThrows(IllegalArgumentException.class, () -> Trees.parents(trees, 1, 1, -1))
                        .getMessage());
        assertEquals(
                "children: node 1 is the child of node 0 and again of node 2, and a node has one parent",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Trees.children(trees, 1, 0, new int[][] {{1}, {}, {1}}))
                        .getMessage());
        assertEquals(
                "children: node 0 has child 3, expected 0 to 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Trees.children(trees, 1, 0, new int[][] {{3}, {}, {}}))
                        .getMessage());
        assertEquals(
                "left and right: expected one of each node, found lengths 1 and 2",
                assertThrows(IllegalArgumentException.class, () -> Trees.sides(trees, 1, 0, new int[1], new int[2]))
                        .getMessage());
    }
}
