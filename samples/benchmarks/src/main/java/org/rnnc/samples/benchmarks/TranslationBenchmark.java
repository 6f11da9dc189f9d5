// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Decoder;

/** An encoder with a decoder, and what they are made of; decoding by one beam and by several. */
final class TranslationBenchmark {
    private static final int WORDS = 30;
    private static final int TOKENS = 2000;
    private static final int BEAMS = 4;

    private final int[] source = new int[WORDS];
    private final Decoder greedy;
    private final Decoder beams;

    TranslationBenchmark() {
        RandomSource random = RandomSource.of(1);
        for (int i = 0; i < WORDS; i++) {
            source[i] = random.nextInt(TOKENS);
        }
        Translates model = Translates.create(1);
        greedy = Decoder.of(model).maxSteps(WORDS);
        beams = Decoder.of(model).maxSteps(WORDS).beams(BEAMS);
    }

    /** A training step on numbers and tokens by chance. */
    static Runnable training(Model model) {
        Trainer trainer = model.newTrainer();
        Batch batch = Batch.zeros(model.info());
        RandomSource random = RandomSource.of(2);
        for (int i = 0; i < model.info().inputs().size(); i++) {
            fill(batch.input(i), model.info().inputs().get(i), random);
        }
        for (int i = 0; i < model.info().targets().size(); i++) {
            fill(batch.target(i), model.info().targets().get(i), random);
        }
        return () -> trainer.train(batch);
    }

    private static void fill(Object values, DataSpec spec, RandomSource random) {
        if (values instanceof int[] tokens) {
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = random.nextInt(spec.size());
            }
            return;
        }
        float[] numbers = (float[]) values;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
    }

    /** As many times as there are beams. */
    void decodeGreedily() {
        for (int i = 0; i < BEAMS; i++) {
            greedy.decode((Object) source);
        }
    }

    void decodeByBeams() {
        beams.decode((Object) source);
    }
}
