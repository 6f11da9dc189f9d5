// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

/**
 * How the nodes of trees hang together, as rows: which are the children of a row's node, which its parent. A range of rows of
 * its own has one for each child of each node, in the order of the parents and of the children of each.
 *
 * <p>Belongs to the order of the nodes, and changes with it.
 */
public final class ChildRows {
    private final PackedTrees trees;
    private final TreeShapes shapes;
    private final int[] childrenFrom;
    private final int[] childRow;
    private final int[] parentRow;
    private final int[] childOf;
    private final int[] leftRow;
    private final int[] rightRow;

    /** @param nodes of all trees, at most */
    ChildRows(PackedTrees trees, TreeShapes shapes, int nodes) {
        this.trees = trees;
        this.shapes = shapes;
        this.childrenFrom = new int[nodes + 1];
        this.childRow = new int[nodes];
        this.parentRow = new int[nodes];
        this.childOf = new int[nodes];
        this.leftRow = new int[nodes];
        this.rightRow = new int[nodes];
    }

    /** Takes over what the trees look like, of which all nodes have their rows. */
    void arrange() {
        int next = 0;
        for (int row = 0; row < trees.rows(); row++) {
            childrenFrom[row] = next;
            int node = trees.nodeAt(row);
            leftRow[row] = row(shapes.left(node));
            rightRow[row] = row(shapes.right(node));
            if (shapes.parent(node) < 0) {
                childOf[row] = -1;
            }
            for (int child = shapes.firstChild(node); child >= 0; child = shapes.nextSibling(child)) {
                childRow[next] = row(child);
                parentRow[next] = row;
                childOf[row(child)] = next;
                next++;
            }
        }
        childrenFrom[trees.rows()] = next;
    }

    private int row(int node) {
        return node < 0 ? -1 : trees.rowOf()[node];
    }

    /** Whether a row is that of a root. */
    boolean isRoot(int row) {
        return childOf[row] < 0;
    }

    /**
     * How many children all nodes have.
     *
     * @return as many as there are nodes that are no roots
     */
    public int rows() {
        return childrenFrom[trees.rows()];
    }

    /**
     * The first row of the children of a level's nodes.
     *
     * @param t height of the nodes
     * @return among the rows of children
     */
    public int first(int t) {
        return childrenFrom[trees.first(t)];
    }

    /**
     * How many children a level's nodes have.
     *
     * @param t height of the nodes
     * @return of all together
     */
    public int count(int t) {
        return childrenFrom[trees.first(t + 1)] - childrenFrom[trees.first(t)];
    }

    /**
     * By row of a node where the rows of its children begin; one more says where the last ones end.
     *
     * @return live
     */
    public int[] from() {
        return childrenFrom;
    }

    /**
     * Fills a view of the left children's values.
     *
     * @param values by row
     * @param absent by tree: what stands where there is none
     * @param view by row, filled in
     */
    public <R> void left(R[] values, R[] absent, R[] view) {
        for (int row = 0; row < trees.rows(); row++) {
            int child = leftRow[row];
            view[row] = child < 0 ? absent[trees.placeAt(row)] : values[child];
        }
    }

    /**
     * Fills a view of the right children's values.
     *
     * @param values by row
     * @param absent by tree: what stands where there is none
     * @param view by row, filled in
     */
    public <R> void right(R[] values, R[] absent, R[] view) {
        for (int row = 0; row < trees.rows(); row++) {
            int child = rightRow[row];
            view[row] = child < 0 ? absent[trees.placeAt(row)] : values[child];
        }
    }

    /**
     * Fills a view of the values of all children.
     *
     * @param values by row
     * @param view by row of children, filled in
     */
    public <R> void each(R[] values, R[] view) {
        for (int child = 0; child < rows(); child++) {
            view[child] = values[childRow[child]];
        }
    }

    /**
     * Fills a view of the parents' values, at their left children.
     *
     * @param values by row
     * @param absent by tree: what stands at all other nodes
     * @param view by row, filled in
     */
    public <R> void parentOfLeft(R[] values, R[] absent, R[] view) {
        for (int row = 0; row < trees.rows(); row++) {
            int parent = isRoot(row) ? -1 : parentRow[childOf[row]];
            view[row] = parent >= 0 && leftRow[parent] == row ? values[parent] : absent[trees.placeAt(row)];
        }
    }

    /**
     * Fills a view of the parents' values, at their right children.
     *
     * @param values by row
     * @param absent by tree: what stands at all other nodes
     * @param view by row, filled in
     */
    public <R> void parentOfRight(R[] values, R[] absent, R[] view) {
        for (int row = 0; row < trees.rows(); row++) {
            int parent = isRoot(row) ? -1 : parentRow[childOf[row]];
            view[row] = parent >= 0 && rightRow[parent] == row ? values[parent] : absent[trees.placeAt(row)];
        }
    }

    /**
     * Fills a view of what a parent has for each of its children, at that child.
     *
     * @param values by row of children
     * @param absent by tree: what stands at roots
     * @param view by row, filled in
     */
    public <R> void fromParent(R[] values, R[] absent, R[] view) {
        for (int row = 0; row < trees.rows(); row++) {
            view[row] = isRoot(row) ? absent[trees.placeAt(row)] : values[childOf[row]];
        }
    }

    /**
     * Fills a view of a node's values, for each of its children.
     *
     * @param values by row
     * @param view by row of children, filled in
     */
    public <R> void ofParent(R[] values, R[] view) {
        for (int child = 0; child < rows(); child++) {
            view[child] = values[parentRow[child]];
        }
    }

    /**
     * Fills a view of a value per sequence, for each child of each node.
     *
     * @param values by seat
     * @param view by row of children, filled in
     */
    public <R> void repeat(R[] values, R[] view) {
        for (int child = 0; child < rows(); child++) {
            view[child] = values[trees.seat(trees.placeAt(parentRow[child]))];
        }
    }
}
