// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.training.TokenWindows;

class CorpusTest {
    @Test
    void holdsOutTheLastTwentieth() {
        Corpus corpus = Corpus.of("a".repeat(95) + "bcdef");
        assertEquals(95, corpus.training().length);
        assertArrayEquals(Alphabet.VOCABULARY.tokens("bcdef"), corpus.heldOut());
    }

    @Test
    void theShortestTextIsEnoughForBothParts() {
        ModelInfo info = CharRnn.create().info();
        int least = Corpus.leastCharacters(info);
        assertEquals(520, least);
        assertEquals(1, new TokenWindows(info, Corpus.of("a".repeat(least)).heldOut()).windows());
        int[] tooFew = Corpus.of("a".repeat(least - 1)).heldOut();
        assertThrows(IllegalArgumentException.class, () -> new TokenWindows(info, tooFew));
    }
}
