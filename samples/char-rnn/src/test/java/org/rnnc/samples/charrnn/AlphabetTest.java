// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AlphabetTest {
    @Test
    void hasTheSizeOfTheNetworksTokens() {
        assertEquals(Alphabet.SIZE, CharRnn.create().info().inputs().get(0).size());
    }

    @Test
    void everyTokenButTheLastIsOneCharacter() {
        for (int token = 0; token < Alphabet.SIZE - 1; token++) {
            assertEquals(token, Alphabet.token(Alphabet.character(token)));
        }
    }

    @Test
    void otherCharactersShareTheLastToken() {
        int other = Alphabet.SIZE - 1;
        assertArrayEquals(new int[] {other, other, other}, Alphabet.tokens("\u00e9\u0000\uffff"));
        assertEquals('?', Alphabet.character(other));
    }
}
