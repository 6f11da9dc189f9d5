// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the rows of trees lie, so that work is done level by level over all trees of a batch: a step is all nodes
 * of one height, the leaves the first. Within it they lie by tree, and in a tree in the order in which one meets them going
 * down from the root, each node before its children; that depends on the shape alone, and not on how its nodes are numbered.
 * {@link ChildRows} has a second range of rows, with one for each child of each node; {@link Leaves} knows of data that leaves
 * alone have.
 *
 * <p>Made once and used by one thread; nothing here allocates afterwards. See {@link RowOrder}.
 */
public final class PackedTrees implements RowOrder {
    private final RowOrder seats;
    private final int maxNodes;
    private final int maxBatch;
    private final TreeShapes shapes;
    private final int[] placeOf;
    private final int[] lengths;
    private final int[] seen;
    private final int[] first;
    private final int[] rowOf;
    private final int[] treeAt;
    private final int[] nodeAt;
    private final int[] rootRow;
    private final ChildRows children;
    private int nodes;
    private int batch;
    private int levels;
    private int seenLength;
    private int @Nullable [] checked;

    /**
     * Trees with as many nodes as there is room for, so that there is something to see in every row.
     *
     * @param nodes of a tree; the most there may be
     * @param batch trees; the most there may be
     */
    public PackedTrees(int nodes, int batch) {
        this(nodes, batch, null);
    }

    /**
     * The same along one of several axes.
     *
     * @param nodes of a tree; the most there may be
     * @param batch trees; the most there may be
     * @param seats the order along the first axis, by whose places values per sequence lie; always of the same batch
     */
    public PackedTrees(int nodes, int batch, @Nullable RowOrder seats) {
        this.seats = seats == null ? this : seats;
        this.maxNodes = nodes;
        this.maxBatch = batch;
        this.nodes = nodes;
        this.batch = batch;
        int all = nodes * batch;
        this.shapes = new TreeShapes(nodes, batch);
        this.placeOf = new int[batch];
        this.lengths = new int[batch];
        this.seen = new int[2 * all];
        this.first = new int[nodes + 1];
        this.rowOf = new int[all];
        this.treeAt = new int[all];
        this.nodeAt = new int[all];
        this.rootRow = new int[batch];
        this.children = new ChildRows(this, shapes, all);
        Arrays.setAll(placeOf, tree -> tree);
        shapes.read("trees", nodes, batch, false, chains(nodes, batch));
        arrange();
    }

    /** Trees of as many nodes as there is room for, each but the last with a left child: the next one. */
    private static int[] chains(int nodes, int batch) {
        int[] chains = new int[2 * nodes * batch];
        Arrays.fill(chains, -1);
        for (int node = 0; node + 1 < nodes; node++) {
            Arrays.fill(chains, node * batch, (node + 1) * batch, node + 1);
        }
        return chains;
    }

    /**
     * Looks at what trees look like that are to be {@linkplain #set set}: nothing changes yet.
     *
     * @param what they are called in messages
     * @param sided whether each child must be a left or a right one
     * @param trees see {@link org.rnnc.runtime.model.Trees}
     * @throws IllegalArgumentException if these are no trees
     */
    public void check(String what, boolean sided, int @Nullable [] trees) {
        check(what, maxNodes, maxBatch, sided, trees);
    }

    /**
     * The same of another number of trees.
     *
     * @param what they are called in messages
     * @param nodes of a tree, at most; at most what there is room for
     * @param batch trees, at most what there is room for
     * @param sided whether each child must be a left or a right one
     * @param trees see {@link org.rnnc.runtime.model.Trees}
     * @throws IllegalArgumentException if these are no trees
     */
    public void check(String what, int nodes, int batch, boolean sided, int @Nullable [] trees) {
        checked = null;
        shapes.read(what, nodes, batch, sided, trees);
        checked = trees;
    }

    /**
     * How many nodes the trees have that were checked last.
     *
     * @return by tree; live
     */
    public int[] nodeCounts() {
        return shapes.lengths();
    }

    /**
     * Takes trees that have just been checked.
     *
     * @param trees as they were
     * @return whether anything changed, so that views must be filled anew
     */
    public boolean set(int[] trees) {
        return set(maxNodes, maxBatch, trees);
    }

    /**
     * Takes trees that have just been checked.
     *
     * @param nodes as it was
     * @param batch as it was
     * @param trees as they were
     * @return whether anything changed, so that views must be filled anew
     */
    public boolean set(int nodes, int batch, int[] trees) {
        assert checked == trees && nodes <= maxNodes && batch <= maxBatch;
        checked = null;
        boolean same = this.nodes == nodes
                && this.batch == batch
                && seenLength == trees.length
                && Arrays.equals(seen, 0, seenLength, trees, 0, seenLength);
        if (same) {
            return false;
        }
        this.nodes = nodes;
        this.batch = batch;
        seenLength = trees.length;
        System.arraycopy(trees, 0, seen, 0, seenLength);
        arrange();
        return true;
    }

    private void arrange() {
        int all = shapes.count();
        System.arraycopy(shapes.lengths(), 0, lengths, 0, batch);
        Arrays.fill(rowOf, -1);
        countLevels(all);
        for (int i = 0; i < all; i++) {
            int node = shapes.node(i);
            int row = first[shapes.height(node)]++;
            rowOf[node] = row;
            treeAt[row] = node % batch;
            nodeAt[row] = node;
        }
        for (int level = nodes; level > 0; level--) {
            first[level] = first[level - 1];
        }
        first[0] = 0;
        children.arrange();
        for (int row = 0; row < all; row++) {
            if (children.isRoot(row)) {
                rootRow[treeAt[row]] = row;
            }
        }
    }

    /** Where each level begins. */
    private void countLevels(int all) {
        Arrays.fill(first, 0);
        levels = 0;
        for (int i = 0; i < all; i++) {
            int height = shapes.height(shapes.node(i));
            levels = Math.max(levels, height + 1);
            first[height + 1]++;
        }
        for (int level = 0; level < nodes; level++) {
            first[level + 1] += first[level];
        }
    }

    /**
     * The rows with one for each child of each node.
     *
     * @return live
     */
    public ChildRows children() {
        return children;
    }

    /** What the trees look like that were checked last. */
    TreeShapes shapes() {
        return shapes;
    }

    /** Which node has a row. */
    int nodeAt(int row) {
        return nodeAt[row];
    }

    // ---- of nodes --------------------------------------------------------------------------------------------------

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int windowSteps() {
        return nodes;
    }

    @Override
    public int steps() {
        return levels;
    }

    @Override
    public int rows() {
        return first[levels];
    }

    @Override
    public int backwardSteps() {
        return levels;
    }

    @Override
    public int backwardRows() {
        return rows();
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public int first(int t) {
        return first[t];
    }

    @Override
    public int count(int t) {
        return first[t + 1] - first[t];
    }

    @Override
    public int sequenceAt(int place) {
        return place;
    }

    @Override
    public int[] rowOf() {
        return rowOf;
    }

    @Override
    public int[] placeOf() {
        return placeOf;
    }

    /**
     * The place of the tree that a row's node belongs to.
     *
     * @param row of a node
     * @return its tree
     */
    public int placeAt(int row) {
        return treeAt[row];
    }

    /**
     * How many nodes a tree has.
     *
     * @param place of the tree
     * @return from 0
     */
    public int lengthAt(int place) {
        return lengths[place];
    }

    /**
     * Fills a view that shows values at leaves, and zeros at other nodes.
     *
     * @param values by row
     * @param zeros a row of zeros
     * @param view by row, filled in
     */
    public <R> void ofLeaves(R[] values, R zeros, R[] view) {
        for (int row = 0; row < rows(); row++) {
            view[row] = row < first[levels == 0 ? 0 : 1] ? values[row] : zeros;
        }
    }

    // ---- of sequences ----------------------------------------------------------------------------------------------

    /** Where the value per sequence lies of a tree. */
    int seat(int tree) {
        return seats.placeOf()[tree];
    }

    @Override
    public <R> void seated(R[] values, R[] view) {
        System.arraycopy(values, 0, view, 0, view.length);
        for (int tree = 0; tree < batch; tree++) {
            view[tree] = values[seat(tree)];
        }
    }

    /** The last step is the root. */
    @Override
    public <R> void selectStep(boolean last, R[] values, R[] empty, R[] view) {
        assert last;
        for (int tree = 0; tree < batch; tree++) {
            view[seat(tree)] = lengths[tree] == 0 ? empty[tree] : values[rootRow[tree]];
        }
    }

    @Override
    public <R> void bySequence(R[] values, R[] view) {
        System.arraycopy(values, 0, view, 0, batch);
    }

    @Override
    public <R> void scatterStep(boolean last, R[] values, R zeros, R[] view) {
        assert last;
        for (int row = 0; row < rows(); row++) {
            view[row] = children.isRoot(row) ? values[seat(treeAt[row])] : zeros;
        }
    }

    @Override
    public <R> void ofEmpty(R[] values, R zeros, R[] view) {
        for (int tree = 0; tree < batch; tree++) {
            int seat = seat(tree);
            view[seat] = lengths[tree] == 0 ? values[seat] : zeros;
        }
    }

    @Override
    public <R> void repeat(R[] values, R[] view) {
        for (int row = 0; row < rows(); row++) {
            view[row] = values[seat(treeAt[row])];
        }
    }

    @Override
    public <R> R endOf(boolean forward, R[] values, R[] initial, int sequence) {
        return lengths[sequence] == 0 ? initial[sequence] : values[rootRow[sequence]];
    }

    // ---- what only steps one after the other have ------------------------------------------------------------------

    @Override
    public int step(int t, int place) {
        throw new UnsupportedOperationException("nodes of a tree have no order of steps");
    }

    @Override
    public <R> void previous(boolean forward, R[] values, R[] initial, R[] view) {
        throw new UnsupportedOperationException("a node of a tree has no step before it");
    }

    @Override
    public <R> void cut(R zeros, R[] view) {
        throw new UnsupportedOperationException("gradients come from all nodes of a tree");
    }
}
