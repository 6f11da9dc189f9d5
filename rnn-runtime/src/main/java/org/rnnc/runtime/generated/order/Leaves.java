// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

/** Data that the leaves of trees have, and other nodes do not: whatever stands there is not looked at. */
public final class Leaves {
    private Leaves() {}

    /** How many leaves a tree has of those that were checked last. */
    static int count(TreeShapes shapes, int tree) {
        int leaves = 0;
        for (int i = shapes.begin(tree); i < shapes.begin(tree + 1); i++) {
            leaves += shapes.height(shapes.node(i)) == 0 ? 1 : 0;
        }
        return leaves;
    }

    /**
     * Checks the tokens of the leaves of the trees that were checked last.
     *
     * @param trees whose leaves these are
     * @param datum the name of an input
     * @param values holds the tokens, {@code [nodes][batch]}
     * @param from where they begin
     * @param tokens how many distinct tokens there are
     * @throws IllegalArgumentException if one lies outside {@code [0, tokens)}
     */
    public static void check(PackedTrees trees, String datum, int[] values, int from, int tokens) {
        TreeShapes shapes = trees.shapes();
        for (int i = 0; i < shapes.count(); i++) {
            int node = shapes.node(i);
            int token = values[from + node];
            if (shapes.height(node) == 0 && (token < 0 || token >= tokens)) {
                throw new IllegalArgumentException(datum + ": token " + token + shapes.at(node)
                        + " is out of range, expected 0 to " + (tokens - 1));
            }
        }
    }

    /**
     * Checks that no number of the leaves of the trees that were checked last is a NaN. Infinite ones pass.
     *
     * @param trees whose leaves these are
     * @param datum the name of an input
     * @param values holds the numbers, {@code [nodes][batch][n]}
     * @param from where they begin
     * @param n numbers of a node
     * @throws IllegalArgumentException if one is a NaN
     */
    public static void check(PackedTrees trees, String datum, float[] values, int from, int n) {
        TreeShapes shapes = trees.shapes();
        for (int i = 0; i < shapes.count() * n; i++) {
            int node = shapes.node(i / n);
            if (shapes.height(node) == 0 && Float.isNaN(values[from + node * n + i % n])) {
                throw new IllegalArgumentException(datum + ": NaN" + shapes.at(node));
            }
        }
    }

    /** The same of doubles. */
    public static void check(PackedTrees trees, String datum, double[] values, int from, int n) {
        TreeShapes shapes = trees.shapes();
        for (int i = 0; i < shapes.count() * n; i++) {
            int node = shapes.node(i / n);
            if (shapes.height(node) == 0 && Double.isNaN(values[from + node * n + i % n])) {
                throw new IllegalArgumentException(datum + ": NaN" + shapes.at(node));
            }
        }
    }

    /**
     * Copies tokens of leaves to their rows. At other nodes any token will do, since nobody sees what is made of it.
     *
     * @param trees whose leaves these are
     * @param flat {@code [nodes][batch]}
     * @param from where they begin
     * @param tokens by row, filled in
     */
    public static void fill(PackedTrees trees, int[] flat, int from, int[] tokens) {
        int[] rowOf = trees.rowOf();
        for (int i = 0; i < trees.windowSteps() * trees.batch(); i++) {
            if (rowOf[i] >= 0) {
                tokens[rowOf[i]] = rowOf[i] < trees.count(0) ? flat[from + i] : 0;
            }
        }
    }
}
