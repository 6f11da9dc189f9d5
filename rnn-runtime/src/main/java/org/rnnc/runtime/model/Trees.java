// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * Writes down what the trees of a batch look like, as the plain ints that models with an axis of nodes take where others take
 * lengths. The nodes of a tree have numbers from 0 on, in any order; data of node {@code i} of tree {@code b} lie at {@code
 * [i][b]}. There are two forms, each of one {@code int[]}:
 *
 * <ul>
 *   <li><em>parents</em>, {@code [nodes][batch]}: of each node its parent, -1 of the root. Children come in the order of their
 *       numbers.
 *   <li><em>left and right children</em>, {@code [2][nodes][batch]}: of each node its left child, then of each its right one,
 *       -1 for none. A model whose cells look at {@code [left]} or {@code [right]} needs this form.
 * </ul>
 *
 * <p>{@code nodes} is as many as the window (or a predictor) has of them; behind the last node of a tree all entries are -2. A
 * tree may have no node at all, and then it counts nothing. Whoever takes such an array checks it: numbers out of range, a node
 * with two parents, cycles, and trees with no root or several are errors that name the tree and the node.
 *
 * <pre>{@code
 * int[] trees = new int[window * batch];
 * Trees.parents(trees, batch, 0, new int[] {2, 2, -1});
 * trainer.train(x, target, trees);
 * }</pre>
 */
public final class Trees {
    /** In place of a parent or a child: there is none. */
    public static final int NONE = -1;

    /** In place of all that there is to say of a node: it is none. */
    public static final int NO_NODE = -2;

    private Trees() {}

    /**
     * Writes one tree by its parents. Nothing is allocated.
     *
     * @param trees {@code [nodes][batch]}, of which the column {@code tree} is written
     * @param batch trees
     * @param tree which, from 0
     * @param parents by node its parent, {@link #NONE} of the root
     * @throws IllegalArgumentException if there is no such place, or no room for so many nodes
     */
    public static void parents(int[] trees, int batch, int tree, int... parents) {
        Objects.requireNonNull(trees, "trees");
        Objects.requireNonNull(parents, "parents");
        int nodes = room(trees.length, batch, tree, parents.length);
        write(trees, 0, nodes, batch, tree, parents);
    }

    /**
     * Writes one tree by its left and right children. Nothing is allocated.
     *
     * @param trees {@code [2][nodes][batch]}, of which the columns {@code tree} are written
     * @param batch trees
     * @param tree which, from 0
     * @param left by node its left child, {@link #NONE} for none
     * @param right by node its right child, {@link #NONE} for none
     * @throws IllegalArgumentException if there is no such place, or no room for so many nodes, or there are more left ones
     *     than right ones, or fewer
     */
    public static void sides(int[] trees, int batch, int tree, int[] left, int[] right) {
        Objects.requireNonNull(trees, "trees");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "left and right: expected one of each node, found lengths " + left.length + " and " + right.length);
        }
        int nodes = room(trees.length / 2, batch, tree, left.length);
        write(trees, 0, nodes, batch, tree, left);
        write(trees, nodes * batch, nodes, batch, tree, right);
    }

    /**
     * Writes one tree by lists of children, as parents. Children keep the order of their numbers, not that of a list. Nothing
     * is allocated.
     *
     * @param trees {@code [nodes][batch]}, of which the column {@code tree} is written
     * @param batch trees
     * @param tree which, from 0
     * @param children by node the numbers of its children
     * @throws IllegalArgumentException if there is no such place, or no room for so many nodes, or a child is out of range or
     *     stands in two lists
     */
    public static void children(int[] trees, int batch, int tree, int[][] children) {
        Objects.requireNonNull(trees, "trees");
        Objects.requireNonNull(children, "children");
        int nodes = room(trees.length, batch, tree, children.length);
        for (int node = 0; node < nodes; node++) {
            trees[node * batch + tree] = node < children.length ? NONE : NO_NODE;
        }
        for (int node = 0; node < children.length; node++) {
            for (int child : children[node]) {
                if (child < 0 || child >= children.length) {
                    throw new IllegalArgumentException("children: node " + node + " has child " + child
                            + ", expected 0 to " + (children.length - 1));
                }
                if (trees[child * batch + tree] != NONE) {
                    throw new IllegalArgumentException(
                            "children: node " + child + " is the child of node " + trees[child * batch + tree]
                                    + " and again of node " + node + ", and a node has one parent");
                }
                trees[child * batch + tree] = node;
            }
        }
    }

    /**
     * Writes that there are no trees yet: each column is to be written, or stays a tree without nodes.
     *
     * @param trees of any form
     */
    public static void clear(int[] trees) {
        Arrays.fill(Objects.requireNonNull(trees, "trees"), NO_NODE);
    }

    /**
     * How many nodes a tree has.
     *
     * @param trees of any form
     * @param nodes as many as the window has of them
     * @param batch trees
     * @param tree which, from 0
     * @return from 0
     * @throws IllegalArgumentException if the array has no such form
     */
    public static int length(int[] trees, int nodes, int batch, int tree) {
        Objects.requireNonNull(trees, "trees");
        if (trees.length != nodes * batch && trees.length != 2 * nodes * batch || tree < 0 || tree >= batch) {
            throw new IllegalArgumentException("trees: no tree " + tree + " of " + batch + " with up to " + nodes
                    + " nodes in an array of length " + trees.length);
        }
        int length = 0;
        while (length < nodes && trees[length * batch + tree] != NO_NODE) {
            length++;
        }
        return length;
    }

    private static int room(int entries, int batch, int tree, int wanted) {
        if (batch < 1 || entries % batch != 0 || tree < 0 || tree >= batch) {
            throw new IllegalArgumentException(
                    "trees: no column " + tree + " of " + batch + " in " + entries + " entries");
        }
        if (wanted > entries / batch) {
            throw new IllegalArgumentException(
                    "tree " + tree + " has " + wanted + " nodes, and there is room for " + entries / batch);
        }
        return entries / batch;
    }

    private static void write(int[] trees, int from, int nodes, int batch, int tree, int[] entries) {
        for (int node = 0; node < nodes; node++) {
            trees[from + node * batch + tree] = node < entries.length ? entries[node] : NO_NODE;
        }
    }
}
