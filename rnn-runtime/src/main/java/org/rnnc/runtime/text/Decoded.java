// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.Arrays;
import java.util.Objects;

/**
 * A sequence that a {@link Decoder} has written.
 *
 * @param tokens without the one that ended it
 * @param ended whether a token ended it, and not the most steps there may be
 * @param logProbability the sum of the logarithms of what each of its tokens was given, the end included
 * @param score by which a decoder puts sequences in order: that sum by {@code ((5 + length) / 6)^a}
 */
public record Decoded(int[] tokens, boolean ended, double logProbability, double score) {
    /**
     * Checks the parts.
     *
     * @param tokens without the one that ended it
     * @param ended whether a token ended it, and not the most steps there may be
     * @param logProbability the sum of the logarithms of what each of its tokens was given, the end included
     * @param score by which a decoder puts sequences in order
     */
    public Decoded {
        tokens = Objects.requireNonNull(tokens, "tokens").clone();
    }

    /**
     * What was written, without the token that ended it.
     *
     * @return a copy
     */
    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decoded decoded
                && Arrays.equals(tokens, decoded.tokens)
                && ended == decoded.ended
                && Double.compare(logProbability, decoded.logProbability) == 0
                && Double.compare(score, decoded.score) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tokens) + Double.hashCode(score);
    }

    @Override
    public String toString() {
        return Arrays.toString(tokens) + (ended ? "" : "...") + " " + score;
    }
}
