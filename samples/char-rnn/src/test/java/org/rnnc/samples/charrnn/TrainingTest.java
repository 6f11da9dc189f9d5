// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.RandomSource;

class TrainingTest {
    private static final String PANGRAM = "Sphinx of black quartz, judge my vow.\n";
    private static final int[] TEXT = Alphabet.tokens(PANGRAM.repeat(50));
    private static final int WINDOWS = 600;

    @Test
    void learnsASentence() {
        CharRnn model = CharRnn.create(1);
        Evaluation evaluation = new Evaluation(model, TEXT);
        double before = evaluation.bitsPerCharacter();
        assertEquals(Math.log(Alphabet.SIZE) / Math.log(2), before, 0.01, "it knows nothing");

        train(model);
        assertTrue(evaluation.bitsPerCharacter() < 0.5, () -> "bits per character: " + evaluation.bitsPerCharacter());
        Writer writer = new Writer(model, 0, RandomSource.of(1));
        assertEquals(PANGRAM.repeat(2), writer.write(PANGRAM, 2 * PANGRAM.length()));
    }

    @Test
    void equalSeedsGiveEqualNetworks() {
        assertEquals(train(CharRnn.create(7)), train(CharRnn.create(7)));
    }

    private static float train(CharRnn model) {
        Training training = new Training(model, TEXT);
        float loss = 0;
        for (int count = 0; count < WINDOWS; count++) {
            loss = training.step(count);
        }
        return loss;
    }
}
