// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import org.jspecify.annotations.Nullable;

/**
 * What the trees of a batch look like, read from plain ints and checked: see {@link org.rnnc.runtime.model.Trees}. A node is
 * known here by {@code number * batch + tree}, as its data lie. Nothing here allocates once it is made, unless a check fails.
 */
final class TreeShapes {
    private static final int NONE = -1;
    private static final int NO_NODE = -2;

    private final int[] parent;
    private final int[] left;
    private final int[] right;
    private final int[] firstChild;
    private final int[] nextSibling;
    private final int[] height;
    private final int[] order;
    private final int[] begin;
    private final int[] lengths;
    private int batch;

    /** Room for so many nodes of each of so many trees. */
    TreeShapes(int nodes, int trees) {
        int all = nodes * trees;
        parent = new int[all];
        left = new int[all];
        right = new int[all];
        firstChild = new int[all];
        nextSibling = new int[all];
        height = new int[all];
        order = new int[all];
        begin = new int[trees + 1];
        lengths = new int[trees];
    }

    /** By tree how many nodes it has; live. */
    int[] lengths() {
        return lengths;
    }

    /** The nodes of all trees, tree after tree, in each a node before its children and these in their order. */
    int node(int index) {
        return order[index];
    }

    /** How many nodes all trees have. */
    int count() {
        return begin[batch];
    }

    /** Where a node is, for messages. */
    String at(int node) {
        return " at node " + node / batch + " of tree " + node % batch;
    }

    /** Where in that order a tree's nodes begin: with its root. */
    int begin(int tree) {
        return begin[tree];
    }

    /** The node above; below 0 for a root. */
    int parent(int node) {
        return parent[node];
    }

    int left(int node) {
        return left[node];
    }

    int right(int node) {
        return right[node];
    }

    int firstChild(int node) {
        return firstChild[node];
    }

    int nextSibling(int node) {
        return nextSibling[node];
    }

    /** Of a leaf 0, else one more than that of the highest child. */
    int height(int node) {
        return height[node];
    }

    /**
     * Reads and checks.
     *
     * @param what the trees are called in messages
     * @param sided whether each child must be a left or a right one
     * @param trees parents {@code [nodes][batch]}, or left and right children {@code [2][nodes][batch]}
     */
    void read(String what, int nodes, int batch, boolean sided, int @Nullable [] trees) {
        int all = nodes * batch;
        boolean sides = trees != null && trees.length == 2 * all;
        if (trees == null || !sides && (sided || trees.length != all)) {
            throw new IllegalArgumentException(
                    what + ": expected int[] of length " + 2 * all + " (left and right children, [2]["
                            + nodes + "][" + batch + "])"
                            + (sided ? "" : " or " + all + " (parents, [" + nodes + "][" + batch + "])")
                            + ", found " + (trees == null ? "null" : "length " + trees.length));
        }
        this.batch = batch;
        int next = 0;
        for (int tree = 0; tree < batch; tree++) {
            count(what, nodes, tree, trees);
            if (sides) {
                readSides(what, tree, trees, all);
            } else {
                readParents(what, tree, trees);
            }
            begin[tree] = next;
            next = arrange(what, tree, next);
        }
        begin[batch] = next;
    }

    private void count(String what, int nodes, int tree, int[] trees) {
        int length = 0;
        while (length < nodes && trees[length * batch + tree] != NO_NODE) {
            length++;
        }
        for (int number = length; number < nodes; number++) {
            if (trees[number * batch + tree] != NO_NODE) {
                throw wrong(
                        what,
                        tree,
                        "node " + length + " is none (-2), and node " + number + " is one: those that"
                                + " are none come last");
            }
        }
        lengths[tree] = length;
        for (int number = 0; number < length; number++) {
            int node = number * batch + tree;
            parent[node] = NONE;
            left[node] = NONE;
            right[node] = NONE;
            firstChild[node] = NONE;
            nextSibling[node] = NONE;
            height[node] = 0;
        }
    }

    /** Children in the order of their numbers. */
    private void readParents(String what, int tree, int[] trees) {
        for (int number = lengths[tree] - 1; number >= 0; number--) {
            int node = number * batch + tree;
            int above = trees[node];
            checkNumber(what, tree, number, above, "parent");
            if (above >= 0) {
                parent[node] = above * batch + tree;
                nextSibling[node] = firstChild[parent[node]];
                firstChild[parent[node]] = node;
            }
        }
    }

    private void readSides(String what, int tree, int[] trees, int all) {
        for (int number = 0; number < lengths[tree]; number++) {
            int node = number * batch + tree;
            right[node] = child(what, tree, number, trees[all + node], "right child");
            left[node] = child(what, tree, number, trees[node], "left child");
            firstChild[node] = left[node] < 0 ? right[node] : left[node];
            if (left[node] >= 0) {
                nextSibling[left[node]] = right[node];
            }
        }
    }

    private int child(String what, int tree, int number, int child, String role) {
        checkNumber(what, tree, number, child, role);
        if (child < 0) {
            return NONE;
        }
        int node = child * batch + tree;
        if (parent[node] >= 0) {
            throw wrong(
                    what,
                    tree,
                    "node " + child + " is the child of node " + parent[node] / batch + " and again of node " + number
                            + ", and a node has one parent");
        }
        parent[node] = number * batch + tree;
        return node;
    }

    private void checkNumber(String what, int tree, int number, int other, String role) {
        if (other < NONE || other >= lengths[tree]) {
            throw wrong(
                    what,
                    tree,
                    "node " + number + " has " + role + " " + other + ", expected 0 to " + (lengths[tree] - 1)
                            + ", or -1 for none");
        }
        if (other == number) {
            throw wrong(what, tree, "node " + number + " is its own " + role);
        }
    }

    /** Finds the root and goes down from it; back up come the heights. */
    private int arrange(String what, int tree, int from) {
        int length = lengths[tree];
        if (length == 0) {
            return from;
        }
        int next = from;
        int node = root(what, tree);
        while (node >= 0) {
            order[next++] = node;
            node = firstChild[node] >= 0 ? firstChild[node] : after(node);
        }
        if (next - from < length) {
            throw cycle(what, tree, from, next);
        }
        for (int i = next - 1; i > from; i--) {
            int above = parent[order[i]];
            height[above] = Math.max(height[above], height[order[i]] + 1);
        }
        return next;
    }

    private int after(int last) {
        int node = last;
        while (node >= 0 && nextSibling[node] < 0) {
            node = parent[node];
        }
        return node < 0 ? NONE : nextSibling[node];
    }

    private int root(String what, int tree) {
        int root = NONE;
        for (int number = 0; number < lengths[tree]; number++) {
            int node = number * batch + tree;
            if (parent[node] < 0 && root >= 0) {
                throw wrong(
                        what,
                        tree,
                        "nodes " + root / batch + " and " + number + " both have no parent: that is a forest,"
                                + " and each tree has a place of its own in the batch");
            }
            root = parent[node] < 0 ? node : root;
        }
        if (root < 0) {
            throw wrong(what, tree, "every node has a parent, so that there is no root");
        }
        return root;
    }

    /** What is not below the root is below itself. */
    private IllegalArgumentException cycle(String what, int tree, int from, int to) {
        boolean[] reached = new boolean[lengths[tree]];
        for (int i = from; i < to; i++) {
            reached[order[i] / batch] = true;
        }
        int number = 0;
        while (reached[number]) {
            number++;
        }
        int node = number * batch + tree;
        for (int i = 0; i < lengths[tree]; i++) {
            node = parent[node];
        }
        return wrong(what, tree, "node " + node / batch + " is above itself: its parents form a cycle");
    }

    private static IllegalArgumentException wrong(String what, int tree, String message) {
        return new IllegalArgumentException(what + ": tree " + tree + ": " + message);
    }
}
