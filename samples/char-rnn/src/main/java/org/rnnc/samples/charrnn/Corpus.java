// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.util.Arrays;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.training.TokenWindows;

/**
 * A text as tokens: a part to train on, and the last twentieth, held out to see how well the network predicts what it
 * has never read.
 *
 * @param training what the network learns
 * @param heldOut what it is only tested on
 */
record Corpus(int[] training, int[] heldOut) {
    private static final int HELD_OUT_PARTS = 20;

    /** The least characters a text must have, for a network to learn from it and be tested. */
    static int leastCharacters(ModelInfo info) {
        return HELD_OUT_PARTS * TokenWindows.leastTokens(info);
    }

    static Corpus of(String text) {
        int[] tokens = Alphabet.VOCABULARY.tokens(text);
        int cut = tokens.length - tokens.length / HELD_OUT_PARTS;
        return new Corpus(Arrays.copyOf(tokens, cut), Arrays.copyOfRange(tokens, cut, tokens.length));
    }
}
