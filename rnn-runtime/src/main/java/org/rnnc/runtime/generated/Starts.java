// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import org.rnnc.runtime.random.Initializer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.tensor.Block;

/** Gives parameters their first values; for generated code. */
public final class Starts {
    private Starts() {}

    /**
     * Fills a matrix.
     *
     * @param name the parameter's; its numbers follow from it and {@code random} alone, so that no other parameter
     *     changes them
     * @param initializer how
     * @param random the model's
     * @param block where the matrix lies
     */
    public static void matrix(String name, Initializer initializer, RandomSource random, Block block) {
        fill(initializer, Initializer.Extent.matrix(block.rows(), block.columns()), random.split(name), block);
    }

    /**
     * Fills a vector.
     *
     * @param name the parameter's, as for a matrix
     * @param initializer how
     * @param random the model's
     * @param block where the vector lies, as a matrix of one column
     */
    public static void vector(String name, Initializer initializer, RandomSource random, Block block) {
        fill(initializer, Initializer.Extent.vector(block.rows()), random.split(name), block);
    }

    private static void fill(Initializer initializer, Initializer.Extent extent, RandomSource random, Block block) {
        double[] values = new double[block.size()];
        initializer.fill(values, extent, random);
        block.write(values, 0);
    }
}
