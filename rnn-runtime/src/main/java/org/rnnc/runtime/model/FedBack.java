// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Objects;

/**
 * A token that a model sees of the step before: {@code previous(target, start = 1)}. In training it is the target's, which
 * the trainer knows; in use it is the one that was chosen, and comes in beside the inputs.
 *
 * @param output whose token it is
 * @param tokens how many distinct ones there are
 * @param start the token that stands before the first step
 * @param axis along which the steps are
 */
public record FedBack(String output, int tokens, int start, String axis) {
    /**
     * Checks the parts.
     *
     * @param output whose token it is
     * @param tokens how many distinct ones there are
     * @param start the token that stands before the first step
     * @param axis along which the steps are
     * @throws IllegalArgumentException if {@code start} is no token
     */
    public FedBack {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(axis, "axis");
        if (start < 0 || start >= tokens) {
            throw new IllegalArgumentException(
                    output + ": start " + start + " is out of range, expected 0 to " + (tokens - 1));
        }
    }

    /**
     * Says what stands before each step of given sequences: what a predictor takes to tell how likely they are.
     *
     * @param sequences {@code [steps][batch]}, their tokens
     * @param batch how many sequences
     * @param before {@code [steps][batch]}, filled in: {@link #start()}, then each token but the last; {@code start} also after
     *     a number that is no token, as a trainer does with a target that counts nothing
     * @throws IllegalArgumentException if the arrays differ in length, or that is no multiple of {@code batch}
     */
    public void before(int[] sequences, int batch, int[] before) {
        Objects.requireNonNull(sequences, "sequences");
        Objects.requireNonNull(before, "before");
        if (batch < 1 || sequences.length % batch != 0 || before.length != sequences.length) {
            throw new IllegalArgumentException(output + ": expected two arrays of [steps][" + batch
                    + "], found lengths " + sequences.length + " and " + before.length);
        }
        for (int i = 0; i < before.length; i++) {
            int token = i < batch ? start : sequences[i - batch];
            before[i] = token < 0 || token >= tokens ? start : token;
        }
    }
}
