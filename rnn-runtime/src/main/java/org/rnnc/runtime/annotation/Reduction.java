// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** What the sum of a loss over all elements is divided by. */
public enum Reduction {
    /** The number of elements; for cross-entropy, of tokens. */
    MEAN,
    /** Nothing. */
    SUM,
    /** The number of sequences. */
    BATCH
}
