// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

/** How a step is divided into kernels. */
public enum StreamForm {
    /** One kernel for each L units. */
    FUSED(1),
    /** Products of L units at a time, then activations. */
    ONE_BLOCK(1),
    /** Products of 2 L units at a time, then activations. */
    TWO_BLOCKS(2),
    /** The same, every second step from the last block to the first. */
    BY_TURNS(2);

    private final int blocks;

    StreamForm(int blocks) {
        this.blocks = blocks;
    }

    /**
     * How many vectors of units are computed at a time.
     *
     * @return 1 or 2
     */
    public int blocks() {
        return blocks;
    }
}
