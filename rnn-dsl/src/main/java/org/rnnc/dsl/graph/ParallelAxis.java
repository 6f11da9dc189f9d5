// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Set;

/** What there are many of in a value that has one for each step: work may be split along an axis, or not. */
public enum ParallelAxis {
    STEP,
    SEQUENCE,
    /** The numbers of a vector or of a matrix. */
    ELEMENT;

    /** Each number of the result is made of what stands at the same step of the same sequence, or of what is the same for all. */
    static final Set<ParallelAxis> ALL = Set.of(STEP, SEQUENCE, ELEMENT);

    /** Vectors as a whole, each on its own. */
    static final Set<ParallelAxis> ROWS = Set.of(STEP, SEQUENCE);

    /** Sequences as a whole, each element on its own. */
    static final Set<ParallelAxis> WITHIN_SEQUENCES = Set.of(SEQUENCE, ELEMENT);

    /** All steps of all sequences, each element on its own. */
    static final Set<ParallelAxis> ELEMENTS = Set.of(ELEMENT);
}
