// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.kernel;

import org.rnnc.runtime.Initializer;
import org.rnnc.runtime.RandomSource;
import org.rnnc.runtime.Tensor;

/** Gives parameters their first values; for generated code. */
public final class Starts {
    private Starts() {}

    /**
     * Fills a parameter.
     *
     * @param parameter a matrix or a vector
     * @param initializer how
     * @param random of this parameter alone, so that no other one's size changes its values
     */
    public static void fill(Tensor parameter, Initializer initializer, RandomSource random) {
        int[] shape = parameter.shape();
        Initializer.Extent extent =
                shape.length == 2 ? Initializer.Extent.matrix(shape[0], shape[1]) : Initializer.Extent.vector(shape[0]);
        double[] values = new double[parameter.size()];
        initializer.fill(values, extent, random);
        parameter.write(values);
    }
}
