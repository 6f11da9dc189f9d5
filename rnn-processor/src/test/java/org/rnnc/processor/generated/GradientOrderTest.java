// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.graph.Op;
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

    /**
     * Those of factors and summands of each element too, as chains of multiply-adds: whether a loop takes them up as it goes,
     * since rows would be kept for nothing else, or they are summed behind it. Within a step from the last sequence to the
     * first.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void productsAreAddedUpFromTheLastStepToTheFirst(boolean inLoop) {
        int steps = 7;
        int batch = 5;
        ModelSpec spec = EmittedModel.spec("Scaled", """
                cell scaled() {
                  input x: vector<n>
                  param scale, shift: vector<n> start constant(0.5)
                  %s
                  output s
                }
                input x: vector<3>
                output y = x |> scaled
                loss linear(y, reduction = sum)
                train { window %d; batch %d; optimizer sgd(rate = 1) }
                """.formatted(
                inLoop ? "state s: vector<n> s = relu(scale .* x + shift + 0.5 * s[t-1])" : "s = scale .* x + shift",
                steps,
                batch));
        assertEquals(inLoop ? 2 : 0, totalsOfLoops(spec));
        float back = inLoop ? 0.5f : 0;
        int row = batch * IN;
        float[] x = numbers(steps * row, 1);
        float[] d = numbers(steps * row, 2);
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.abs(x[i]); // what relu lets through
        }
        Trainer trainer = CompiledModel.of(spec).create(1).newTrainer();
        trainer.gradients(Batches.of(trainer, x, d));

        float[] scale = new float[IN];
        float[] shift = new float[IN];
        float[] fromNext = new float[row];
        for (int t = steps - 1; t >= 0; t--) {
            for (int i = row - 1; i >= 0; i--) {
                float change = d[t * row + i] + back * fromNext[i];
                fromNext[i] = change;
                scale[i % IN] = Math.fma(change, x[t * row + i], scale[i % IN]);
                shift[i % IN] += change;
            }
        }
        assertArrayEquals(doubles(scale), trainer.gradients().get(0).toArray());
        assertArrayEquals(doubles(shift), trainer.gradients().get(1).toArray());
    }

    /** How many sums over all steps loops of the way back take up. */
    private static long totalsOfLoops(ModelSpec spec) {
        return EmittedModel.plan(spec).window().orElseThrow().backward().stream()
                .filter(stage -> stage.kind().isLoop())
                .flatMap(stage -> stage.kernels().stream())
                .filter(kernel -> kernel.nodes().get(0).op() instanceof Op.SumAll)
                .count();
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
