// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

/**
 * How much of a sequence is taken at once, along one axis.
 *
 * @param steps how many
 * @param backward how many of the last of them gradients come from
 */
public record WindowLength(int steps, int backward) {
    /** Whether no gradients come from the first steps. */
    public boolean isCut() {
        return backward < steps;
    }
}
