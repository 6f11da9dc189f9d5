// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Trainer;

/** In which order gradients are added up: those of weights and biases from the last step to the first, rounded after each term. */
class GradientOrderTest {
    private static final int IN = 3;
    private static final int OUT = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 8, 13, 150})
    void gradientsAreAddedUpFromTheLastStepToTheFirst(int steps) {
        ModelSpec spec = EmittedModel.spec("Ordered", """
                input x: vector<3>
                output y = x |> dense(2)
                loss linear(y)
                train { window %d; optimizer sgd(rate = 1) }
                """.formatted(steps));
        float[] x = numbers(steps * IN, 1);
        float[] d = numbers(steps * OUT, 2);
        Trainer trainer = CompiledModel.of(spec).create(1).newTrainer();
        trainer.gradients(Batches.of(trainer, x, d));

        float[] weights = new float[OUT * IN];
        float[] biases = new float[OUT];
        for (int t = steps - 1; t >= 0; t--) {
            for (int i = 0; i < OUT; i++) {
                biases[i] += d[t * OUT + i];
                for (int k = 0; k < IN; k++) {
                    weights[i * IN + k] = Math.fma(d[t * OUT + i], x[t * IN + k], weights[i * IN + k]);
                }
            }
        }
        assertArrayEquals(doubles(weights), trainer.gradients().get(0).toArray());
        assertArrayEquals(doubles(biases), trainer.gradients().get(1).toArray());
    }

    /** To few values by blocks of four, to more as one chain. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 16, 17, 40})
    void whatComesBackIsAddedUpByBlocksWhereItIsNarrow(int width) {
        int outputs = 10;
        ModelSpec spec = EmittedModel.spec("SentBack", """
                input x: vector<3>
                output y = x |> dense(%d) |> dense(%d)
                loss linear(y)
                train { window 1; optimizer sgd(rate = 1) }
                """.formatted(width, outputs));
        float[] d = numbers(outputs, 3);
        Trainer trainer = CompiledModel.of(spec).create(1).newTrainer();
        trainer.gradients(Batches.of(trainer, numbers(IN, 1), d));

        double[] weights = trainer.model().parameters().get(2).toArray();
        int block = width <= 16 ? 4 : outputs;
        float[] back = new float[width];
        for (int j = 0; j < width; j++) {
            for (int first = 0; first < outputs; first += block) {
                float chain = 0;
                for (int k = first; k < Math.min(outputs, first + block); k++) {
                    chain = Math.fma((float) weights[k * width + j], d[k], chain);
                }
                back[j] += chain;
            }
        }
        assertArrayEquals(doubles(back), trainer.gradients().get(1).toArray());
    }

    private static float[] numbers(int count, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
