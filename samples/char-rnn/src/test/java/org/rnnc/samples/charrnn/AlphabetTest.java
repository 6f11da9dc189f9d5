// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AlphabetTest {
    @Test
    void hasTheSizeOfTheNetworksTokens() {
        assertEquals(
                Alphabet.VOCABULARY.size(),
                CharRnn.create().info().inputs().get(0).size());
    }

    @Test
    void everyTokenButTheLastIsOneCharacter() {
        for (int token = 0; token < Alphabet.VOCABULARY.size() - 1; token++) {
            assertEquals(token, Alphabet.VOCABULARY.token(Alphabet.VOCABULARY.text(token)));
        }
    }

    @Test
    void otherCharactersShareTheLastToken() {
        int other = Alphabet.VOCABULARY.size() - 1;
        assertArrayEquals(new int[] {other, other, other}, Alphabet.VOCABULARY.tokens("\u00e9\u0000\uffff"));
        assertEquals("?", Alphabet.VOCABULARY.text(other));
    }
}
