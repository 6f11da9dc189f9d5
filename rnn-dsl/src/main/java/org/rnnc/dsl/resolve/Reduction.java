// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

/** What the sum over all elements is divided by. */
public enum Reduction {
    /** The number of elements; for {@link LossKind#CROSS_ENTROPY}, of tokens. */
    MEAN,
    /** Nothing. */
    SUM,
    /** The number of sequences. */
    BATCH
}
