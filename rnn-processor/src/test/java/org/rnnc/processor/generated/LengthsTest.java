// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Batches of different lengths; {@link RandomModelsTest} has more of them. */
class LengthsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "vector<3>; bidirectional(lstm(5)) |> dense(2); mse(y, reduction = sum)",
                "vector<3>; bidirectional(gru(17)) |> final |> dense(2); mse(y, reduction = sum)",
                "token<9>; embedding(4) |> bidirectional(rnn(5)) |> bidirectional(lstm(3)) |> dense(4) |> softmax; crossEntropy(y)",
                "token<9>; lstm(7) |> lstm(5) |> dense(9) |> softmax; crossEntropy(y)",
                "token<9>; gru(33) |> last |> dense(3) |> softmax; crossEntropy(y)",
                "vector<2>; rnn(4) |> final |> dense(2); mae(y, reduction = batch)",
                "vector<2>; mgu(4) |> dense(1); huber(y)",
                "vector<3>; dropout(0.4) |> lstm(5, zoneout = 0.3, dropConnect = 0.2) |> dense(2); mse(y, reduction = sum)",
                "vector<3>; bidirectional(gru(5, recurrentDropout = 0.4)) |> final |> dropout(0.5); mse(y, reduction = sum)"
            })
    void languageModels(String input, String flow, String loss) {
        LengthsComparison.compare(spec(input, flow, loss, "batch 5; clip norm 1"), 3);
    }

    private static ModelSpec spec(String input, String flow, String loss, String training) {
        return EmittedModel.spec("Lengths", """
                input x: %s
                output y = x |> %s
                loss %s
                train { window 4, carry state; %s; optimizer adam(rate = 0.1); gradients input, state }
                """.formatted(input, flow, loss, training));
    }

    private static Trainer trainer(String flow, String loss) {
        ModelSpec spec = spec("vector<1>", flow, loss, "batch 2");
        return CompiledModel.of(spec).create(7).newTrainer();
    }

    @Test
    void aMeanIsOverTheStepsThatExist() {
        Trainer mean = trainer("rnn(3) |> dense(1)", "mse(y)");
        Trainer sum = trainer("rnn(3) |> dense(1)", "mse(y, reduction = sum)");
        Object[] data = {new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[8]};
        assertEquals(
                sum.evaluate(Batches.of(sum, data, new int[] {3, 0})) / 3,
                mean.evaluate(Batches.of(mean, data, new int[] {3, 0})),
                1e-6);
        mean.resetState();
        sum.resetState();
        assertEquals(
                sum.evaluate(Batches.of(sum, data, new int[] {4, 1})) / 5,
                mean.evaluate(Batches.of(mean, data, new int[] {4, 1})),
                1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"meanOverSteps", "sumOverSteps", "maxOverSteps"})
    void whatIsMadeOfNoStepsIsZero(String pooling) {
        Trainer trainer = trainer("rnn(3) |> " + pooling, "mse(y)");
        Object[] data = {new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[6]};
        assertTrue(Double.isFinite(trainer.gradients(Batches.of(trainer, data, new int[] {4, 0}))));
        double[] pooled = trainer.values("y").toArray();
        assertArrayEquals(new double[3], Arrays.copyOfRange(pooled, 3, 6));
        assertTrue(Double.isFinite(trainer.gradients(Batches.of(trainer, data, new int[] {0, 4}))));
        assertArrayEquals(new double[3], Arrays.copyOf(trainer.values("y").toArray(), 3));
        trainer.gradients()
                .forEach(gradient ->
                        assertTrue(Arrays.stream(gradient.toArray()).allMatch(Double::isFinite), gradient.name()));
    }

    @Test
    void aWindowOfNothingHasNoLossAndChangesNoParameter() {
        Trainer trainer = trainer("rnn(3) |> dense(1)", "mse(y)");
        Object[] data = {new float[8], new float[8]};
        List<double[]> before =
                trainer.model().parameters().stream().map(Tensor::toArray).toList();
        assertEquals(0, trainer.train(Batches.of(trainer, data, new int[2])));
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), trainer.model().parameters().get(i).toArray());
        }
    }

    /** The end of an empty sequence is where it starts from, and so is the gradient of the one that of the other. */
    @Test
    void whatFollowsFromTheEndOfAnEmptySequenceReachesItsInitialState() {
        Trainer trainer = trainer("rnn(3) |> last |> dense(1)", "mse(y, reduction = sum)");
        double[] start = {0.1, -0.2, 0.3, 0.4, 0.5, -0.6};
        int[] lengths = {0, 2};
        Object[] data = {new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[] {2, 3}};
        Tensor state = trainer.states().get(0);
        state.write(start);
        trainer.gradients(Batches.of(trainer, data, lengths));
        double[] gradient = trainer.inputGradients().get(1).toArray();
        for (int i = 0; i < start.length; i++) {
            double[] moved = start.clone();
            moved[i] += 0.01;
            state.write(moved);
            double above = trainer.evaluate(Batches.of(trainer, data, lengths));
            moved[i] -= 0.02;
            state.write(moved);
            double below = trainer.evaluate(Batches.of(trainer, data, lengths));
            assertEquals((above - below) / 0.02, gradient[i], 2e-3, "element " + i);
        }
        assertTrue(Math.abs(gradient[0]) > 1e-2, () -> "it is " + gradient[0]);
    }

    @Test
    void lengthsAreChecked() {
        Trainer trainer = trainer("rnn(3) |> dense(1)", "mse(y)");
        Object[] data = {new float[8], new float[8]};
        for (int[] wrong : new int[][] {{1}, {1, 5}, {-1, 2}, {1, 2, 3}}) {
            assertThrows(IllegalArgumentException.class, () -> trainer.train(Batches.of(trainer, data, wrong)));
        }
        ((float[]) data[0])[3] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> trainer.train(Batches.of(trainer, data, new int[] {4, 2})));
        assertTrue(Double.isFinite(trainer.train(Batches.of(trainer, data, new int[] {4, 1}))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lstm(5) |> dense(2); mse(y)",
                "bidirectional(gru(5)) |> final |> dense(2); mse(y)",
                "rnn(4) |> dense(3) |> last; mse(y)"
            })
    void nothingIsAllocatedWhenLengthsChange(String flow, String loss) {
        ModelSpec spec = spec("vector<2>", flow, loss, "batch 3");
        Trainer trainer = CompiledModel.of(spec).create(1).newTrainer();
        Object[] data = trainer.model().info().inputs().stream()
                .map(datum -> new float[4 * 3 * datum.size()])
                .toArray();
        var target = trainer.model().info().targets().get(0);
        Object[] all = {data[0], new float[(target.perStep() ? 4 : 1) * 3 * target.size()]};
        int[][] lengths = {{4, 2, 0}, null, {0, 0, 0}, {1, 3, 4}};
        int[] next = {0};
        Batch batch = Batches.of(trainer, all);
        Runnable work = () -> trainer.train(batch.lengths(lengths[next[0]++ % 4]));
        // What the JVM itself takes while it compiles comes once.
        long bytes = AllocationMeter.bytes(400, 400, work);
        assertEquals(0, bytes == 0 ? 0 : AllocationMeter.bytes(400, 400, work));
    }
}
