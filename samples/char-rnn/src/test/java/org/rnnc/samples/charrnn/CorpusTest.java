// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void holdsOutTheLastTwentieth() {
        Corpus corpus = Corpus.of("a".repeat(95) + "bcdef");
        assertEquals(95, corpus.training().length);
        assertArrayEquals(Alphabet.tokens("bcdef"), corpus.heldOut());
    }
}
