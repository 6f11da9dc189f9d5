// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;

/** The model of the language page that draws sine waves learns to. */
class OneToManyTest {
    private static final int STEPS = 24;
    private static final int BATCH = 16;
    private static final int UPDATES = 3000;

    private final SplittableRandom random = new SplittableRandom(11);

    /** Waves of random frequency that begin between -1 and 1, on the way up. */
    private final class Waves {
        final float[] seeds = new float[BATCH * 2];
        final float[] values = new float[STEPS * BATCH];

        Waves() {
            for (int i = 0; i < BATCH; i++) {
                double phase = random.nextDouble(-Math.PI / 2, Math.PI / 2);
                double frequency = random.nextDouble(0.2, 0.5);
                seeds[2 * i] = (float) Math.sin(phase);
                seeds[2 * i + 1] = (float) frequency;
                for (int t = 0; t < STEPS; t++) {
                    values[t * BATCH + i] = (float) Math.sin(phase + frequency * t);
                }
            }
        }
    }

    private static StreamingModel model() throws IOException {
        String text = PageBlocks.of("language.md").stream()
                .map(PageBlocks.Block::text)
                .filter(block -> block.startsWith("model Wave {"))
                .findFirst()
                .orElseThrow();
        String body = text.substring(text.indexOf('{') + 1, text.lastIndexOf('}'));
        return (StreamingModel)
                CompiledModel.of(EmittedModel.spec("Wave", body)).create(1);
    }

    @Test
    void wavesAreDrawnFromTheirFirstValueAndFrequency() throws IOException {
        StreamingModel model = model();
        Trainer trainer = model.newTrainer();
        for (int i = 0; i < UPDATES; i++) {
            Waves waves = new Waves();
            trainer.setLearningRate(0.01 * (1 - 0.95 * i / UPDATES));
            trainer.train(Batches.of(trainer, waves.seeds, waves.values));
        }
        Waves fresh = new Waves();
        double inWindows = Math.sqrt(trainer.evaluate(Batches.of(trainer, fresh.seeds, fresh.values)));
        assertTrue(inWindows < 0.05, () -> "off by " + inWindows);
        double stepByStep = stepByStep(model, fresh);
        assertTrue(Math.abs(stepByStep - inWindows) < 1e-5, () -> stepByStep + " step by step, " + inWindows);
    }

    private static double stepByStep(StreamingModel model, Waves waves) {
        Session session = model.newSession();
        State state = model.newState();
        float[] y = new float[1];
        double squares = 0;
        for (int i = 0; i < BATCH; i++) {
            session.start(state, new Object[] {new float[] {waves.seeds[2 * i], waves.seeds[2 * i + 1]}});
            for (int t = 0; t < STEPS; t++) {
                session.step(state, new Object[0], new Object[] {y});
                squares += Math.pow(y[0] - waves.values[t * BATCH + i], 2);
            }
        }
        return Math.sqrt(squares / (BATCH * STEPS));
    }
}
