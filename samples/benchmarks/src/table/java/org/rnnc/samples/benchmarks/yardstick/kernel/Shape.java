// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sizes of the kernels, constants for C2 as those of generated code are. A {@code KernelLoader} loads the kernels
 * anew for each size.
 */
final class Shape {
    /** The vectors. */
    static final VectorSpecies<Float> S =
            Integer.getInteger("kernel.bits") == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

    /** Numbers in a vector. */
    static final int L = S.length();

    /** Inputs. */
    static final int I = Integer.getInteger("kernel.inputs");

    /** Units. */
    static final int H = Integer.getInteger("kernel.hidden");

    /** Inputs and the units of the step before, which are multiplied together. */
    static final int K = I + H;

    private Shape() {}
}
