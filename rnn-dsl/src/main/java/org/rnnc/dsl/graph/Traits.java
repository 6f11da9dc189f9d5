// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Set;

/**
 * What an operation is, whatever its operands are.
 *
 * @param domain where its result has values
 * @param axes along which its work may be split: along any other, one number of the result is made of several of an
 *     operand's
 * @param looksAhead whether a value that is read at a step may need later ones: what streams cannot have it
 */
public record Traits(DomainRule domain, Set<ParallelAxis> axes, boolean looksAhead) {
    /** Whether its values are made of those of several steps, or of another step. */
    public boolean isOverSteps() {
        return !axes.contains(ParallelAxis.STEP);
    }
}
