// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Generator;
import org.rnnc.training.TokenWindows;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

class TrainingTest {
    private static final String PANGRAM = "Sphinx of black quartz, judge my vow.\n";
    private static final int[] TEXT = Alphabet.VOCABULARY.tokens(PANGRAM.repeat(50));
    private static final int TOKENS = Alphabet.VOCABULARY.size();
    private static final int WINDOWS = 600;

    @Test
    void learnsASentence() {
        CharRnn model = CharRnn.create(1);
        Metric bits = Metrics.bitsPerCharacter(TOKENS);
        Evaluation evaluation = new Evaluation(model).measure("next", bits);
        evaluation.run(new TokenWindows(model.info(), TEXT));
        assertEquals(Math.log(TOKENS) / Math.log(2), bits.value(), 0.01, "it knows nothing");

        train(model);
        evaluation.run(new TokenWindows(model.info(), TEXT));
        assertTrue(bits.value() < 0.5, () -> "bits per character: " + bits.value());
        Generator generator = Generator.of(model, Sampling.of(TOKENS).temperature(0), RandomSource.of(1));
        generator.read(Alphabet.VOCABULARY.tokens(PANGRAM));
        int[] written = generator.write(2 * PANGRAM.length()).toArray();
        assertEquals(PANGRAM.repeat(2), Alphabet.VOCABULARY.text(written));
    }

    @Test
    void equalSeedsGiveEqualNetworks() {
        assertEquals(train(CharRnn.create(7)), train(CharRnn.create(7)));
    }

    private static double train(CharRnn model) {
        return TrainingLoop.over(model.newTrainer(), new TokenWindows(model.info(), TEXT))
                .windows(WINDOWS)
                .run()
                .smoothedLoss();
    }
}
