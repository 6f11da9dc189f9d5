// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.rnnc.runtime.model.Trees;
import org.rnnc.runtime.random.RandomSource;

/**
 * Training on a batch of 32 trees of 31 nodes each, of another shape in each window, beside a batch of sequences of 31 steps.
 * An operation is one of the forward products' multiplications or additions, counted three times: forward, for what comes in,
 * and for the weights. Operations per nanosecond are GFLOP/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TreesBenchmark {
    private static final int NODES = 31;
    private static final int BATCH = 32;
    private static final int IN = 64;
    private static final int SIZE = 128;
    private static final int SHAPES = 8;

    /** Products of a node of a binary tree, in those of a step of a sequence. */
    static final double BINARY_WORK = (4 * IN + 2 * 5 * SIZE) / (4.0 * (IN + SIZE));

    private static final int ROWS_BY_THREE = 3 * NODES * BATCH;
    private static final int SEQUENCE_FLOPS = ROWS_BY_THREE * 2 * 4 * SIZE * (IN + SIZE);
    private static final int BINARY_FLOPS = ROWS_BY_THREE * 2 * SIZE * (4 * IN + 2 * 5 * SIZE);

    private final OfSequences.Trainer sequences = OfSequences.create(1).newTrainer();
    private final OfBinaryTrees.Trainer binaryTrees = OfBinaryTrees.create(1).newTrainer();
    private final OfTrees.Trainer trees = OfTrees.create(1).newTrainer();
    private final float[] x = new float[NODES * BATCH * IN];
    private final float[] y = new float[BATCH * 2];
    private final int[][] sides = new int[SHAPES][2 * NODES * BATCH];
    private final int[][] parents = new int[SHAPES][NODES * BATCH];
    private int window;

    /** Draws inputs and shapes. */
    public TreesBenchmark() {
        RandomSource random = RandomSource.of(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(1000) / 1000f;
        }
        for (int shape = 0; shape < SHAPES; shape++) {
            for (int tree = 0; tree < BATCH; tree++) {
                draw(random, sides[shape], parents[shape], tree);
            }
        }
    }

    /** A binary tree, each node with two children or none: again and again two of the trees so far become one. */
    private static void draw(RandomSource random, int[] sides, int[] parents, int tree) {
        int[] left = new int[NODES];
        int[] right = new int[NODES];
        int[] parent = new int[NODES];
        Arrays.fill(left, Trees.NONE);
        Arrays.fill(right, Trees.NONE);
        Arrays.fill(parent, Trees.NONE);
        int leaves = (NODES + 1) / 2;
        for (int node = leaves; node < NODES; node++) {
            left[node] = free(random, parent, node);
            parent[left[node]] = node;
            right[node] = free(random, parent, node);
            parent[right[node]] = node;
        }
        Trees.sides(sides, BATCH, tree, left, right);
        Trees.parents(parents, BATCH, tree, parent);
    }

    private static int free(RandomSource random, int[] parent, int below) {
        int node;
        do {
            node = random.nextInt(below);
        } while (parent[node] != Trees.NONE);
        return node;
    }

    /** An {@code lstm}, step by step. */
    @Benchmark
    @OperationsPerInvocation(SEQUENCE_FLOPS)
    public float sequencesGenerated() {
        return sequences.train(x, y);
    }

    /** A {@code treeLstm}, level by level. */
    @Benchmark
    @OperationsPerInvocation(BINARY_FLOPS)
    public float binaryTreesGenerated() {
        return binaryTrees.train(x, y, sides[window++ % SHAPES]);
    }

    /** A {@code childSumLstm}, level by level. */
    @Benchmark
    @OperationsPerInvocation(SEQUENCE_FLOPS)
    public float treesGenerated() {
        return trees.train(x, y, parents[window++ % SHAPES]);
    }
}
