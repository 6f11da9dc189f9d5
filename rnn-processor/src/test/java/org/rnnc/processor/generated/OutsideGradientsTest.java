// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.generated.FloatBlock;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/** Gradients that come into a trainer from outside, and updates that are made of them. */
class OutsideGradientsTest {
    private static final int WINDOWS = 4;

    private static final String TABLE = "input x: token<40> output y = x |> embedding(5) as table |> rnn(4) |> dense(3)"
            + " loss mse(y) train { window 4, carry state; batch 2; ";

    /** Tables whose gradients are sparse, clipping of both kinds, rules with a memory, limits, masks, frozen parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                TABLE + "optimizer sgd(rate = 0.5) }",
                TABLE + "optimizer adagrad(rate = 0.1); clip norm 0.01 } precision double",
                TABLE + "optimizer adam(rate = 0.1); clip norm 0.01 per tensor; maxNorm 0.9 }",
                "input x: token<40> output y = x |> lstm(5, recurrentDropout = 0.3) loss mse(y)"
                        + " train { window 4; batch 2; optimizer sgd(rate = 0.5); clip value 0.01; freeze lstm.Wi }",
                "input x: vector<3> output y = x |> gru(5) |> dense(2) z = x |> dense(4) as lonely output z"
                        + " loss mse(y) + 0.5 * l2(lonely.b) + 0.1 * l2(dense.W)"
                        + " train { window 4, carry state; batch 2; optimizer nadam(rate = 0.1) }",
            })
    void gradientsAndUpdate(String body) {
        ModelSpec spec = EmittedModel.spec("Outside", body);
        CompiledModel compiled = CompiledModel.of(spec);
        gradientsThenUpdateAreTraining(spec, compiled);
        partsAreAdded(spec, compiled);
    }

    private static void gradientsThenUpdateAreTraining(ModelSpec spec, CompiledModel compiled) {
        ModelRun whole = new ModelRun(spec, compiled.create(1));
        ModelRun apart = new ModelRun(spec, compiled.create(1));
        List<Tensor> zeros = apart.model().newTrainer().gradients();
        for (int i = 0; i < WINDOWS; i++) {
            Trainer trainer = apart.trainer();
            double loss = whole.trainer().train(batch(whole, i));
            assertEquals(loss, trainer.gradients(batch(apart, i)));
            if (i == 1) {
                trainer.addGradients(zeros);
            } else if (i == 2) {
                // What was written is gone with the next window.
                trainer.gradients().forEach(tensor -> tensor.write(filled(tensor, 7)));
                assertEquals(loss, trainer.gradients(batch(apart, i)));
            }
            assertSame(whole.trainer().gradients(), trainer.gradients());
            trainer.advanceState();
            trainer.update();
            assertSame(whole.model().parameters(), apart.model().parameters());
            assertSame(whole.trainer().optimizerState(), trainer.optimizerState());
            assertSame(whole.trainer().states(), trainer.states());
            assertEquals(i + 1, trainer.updates());
        }
    }

    /** Two trainers of one model, against one that sees both parts and is given the sum. */
    private static void partsAreAdded(ModelSpec spec, CompiledModel compiled) {
        ModelRun run = new ModelRun(spec, compiled.create(1));
        Trainer first = run.trainer();
        Trainer second = run.model().newTrainer();
        ModelRun other = new ModelRun(spec, compiled.create(1));
        Trainer alone = other.trainer();
        for (int i = 0; i < WINDOWS; i++) {
            second.setUpdates(first.updates());
            first.gradients(batch(run, 2 * i));
            second.gradients(batch(run, 2 * i + 1));
            first.addGradients(second.gradients());
            first.update();

            alone.gradients(batch(other, 2 * i));
            List<double[]> sums = values(alone.gradients());
            alone.gradients(batch(other, 2 * i + 1));
            List<double[]> added = values(alone.gradients());
            for (int k = 0; k < sums.size(); k++) {
                double[] sum = sums.get(k);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] = isFloat(alone) ? (float) sum[j] + (float) added.get(k)[j] : sum[j] + added.get(k)[j];
                }
                alone.gradients().get(k).write(sum);
            }
            assertSame(first.gradients(), alone.gradients());
            alone.update();
            assertSame(run.model().parameters(), other.model().parameters());
            assertSame(first.optimizerState(), alone.optimizerState());
        }
    }

    /** The mean over a batch is that of its halves. */
    @Test
    void halvesOfABatch() {
        String body = "input x: token<9> output y = x |> embedding(5) |> gru(4) |> dense(9) |> softmax"
                + " loss crossEntropy(y) train { window 3; batch %d; optimizer sgd(rate = 0.5) } precision double";
        Trainer whole = CompiledModel.of(EmittedModel.spec("Whole", body.formatted(4)))
                .create(1)
                .newTrainer();
        Trainer half = CompiledModel.of(EmittedModel.spec("Half", body.formatted(2)))
                .create(1)
                .newTrainer();
        Trainer other = half.model().newTrainer();
        int[] x = {0, 1, 2, 3, 4, 5, 6, 7, 1, 1, 2, 8};
        int[] target = {8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3};
        whole.train(Batches.of(whole, x, target));
        half.gradients(Batches.of(half, half(x, 0), half(target, 0)));
        other.gradients(Batches.of(other, half(x, 2), half(target, 2)));
        half.addGradients(other.gradients());
        // All are read before one is written: two biases have one gradient.
        Map<Tensor, double[]> means = new LinkedHashMap<>();
        for (Tensor tensor : half.gradients()) {
            means.put(
                    tensor,
                    Arrays.stream(tensor.toArray()).map(element -> element / 2).toArray());
        }
        Tensors.write(means);
        half.update();
        List<double[]> expected = values(whole.model().parameters());
        List<double[]> got = values(half.model().parameters());
        for (int i = 0; i < got.size(); i++) {
            assertArrayEquals(expected.get(i), got.get(i), 1e-14);
        }
    }

    private static int[] half(int[] all, int from) {
        int[] half = new int[6];
        for (int step = 0; step < 3; step++) {
            System.arraycopy(all, 4 * step + from, half, 2 * step, 2);
        }
        return half;
    }

    /** Rows that no token has chosen move, too, and are zeros again for the next window. */
    @Test
    void allRowsOfATable() {
        ModelSpec spec = EmittedModel.spec("Rows", TABLE + "optimizer sgd(rate = 0.5) }");
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        Trainer trainer = run.trainer();
        trainer.gradients(batch(run, 0));
        Tensor gradient = trainer.gradients().get(0);
        assertTrue(Arrays.stream(gradient.toArray())
                        .filter(element -> element == 0)
                        .count()
                > 100);
        double[] before = run.model().parameters().get(0).toArray();
        gradient.write(filled(gradient, 1));
        trainer.update();
        double[] after = run.model().parameters().get(0).toArray();
        for (int i = 0; i < before.length; i++) {
            assertEquals((float) before[i] - 0.5f, (float) after[i]);
        }
        trainer.gradients(batch(run, 1));
        assertTrue(Arrays.stream(gradient.toArray())
                        .filter(element -> element == 0)
                        .count()
                > 100);
    }

    @Test
    void refusals() {
        ModelSpec spec = EmittedModel.spec(
                "Refusing",
                "input x: vector<2> output y = x |> rnn(2) |> lstm(2) as deep loss mse(y)"
                        + " train { window 2; batch 1; optimizer adam(rate = 0.1); freeze deep.Wi }");
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        Trainer trainer = run.trainer();
        trainer.gradients(batch(run, 0));
        List<Tensor> own = trainer.gradients();
        int last = own.size() - 1;

        List<Tensor> fewer = own.subList(0, last);
        refused(trainer, fewer, "gradients has " + last + " tensors, the trainer has " + own.size() + " gradients");
        Tensor weight = own.get(0);
        refused(
                trainer,
                with(own, 0, tensor("other", weight.shape(), 1)),
                "gradients[0] is other[2][2] float, the trainer has " + weight);
        refused(
                trainer,
                with(own, 0, tensor(weight.name(), new int[] {4}, 1)),
                "gradients[0] is rnn.weight_ih[4] float, the trainer has rnn.weight_ih[2][2] float");
        Tensor doubles =
                Tensor.of(weight.name(), weight.shape(), null, new DoubleBlock(new double[2][2], 0, 0, 2, 2, false));
        refused(
                trainer,
                with(own, 0, doubles),
                "gradients[0] is rnn.weight_ih[2][2] double, the trainer has rnn.weight_ih[2][2] float");
        refused(trainer, with(own, 0, null), "gradients[0] is null, the trainer has " + weight);
        // The two biases of an rnn are added up: they have one gradient.
        int bias = index(own, "rnn.bias_hh");
        refused(trainer, with(own, bias, tensor("rnn.bias_hh", new int[] {2}, 5)), "rnn.bias_");
        int frozen = index(own, "deep.weight_ih");
        Tensor all = tensor("deep.weight_ih", own.get(frozen).shape(), 1);
        refused(trainer, with(own, frozen, all), "deep.weight_ih[8][2] float has no place of its own for element 0");

        List<double[]> parameters = values(run.model().parameters());
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = weight.toArray();
            double kept = values[1];
            values[1] = wrong;
            weight.write(values);
            String message =
                    assertThrows(IllegalStateException.class, trainer::update).getMessage();
            assertEquals(
                    "no update was made: the gradient of \"rnn.weight_ih\" has " + wrong
                            + " at [0][1], expected a finite number",
                    message);
            values[1] = kept;
            weight.write(values);
        }
        assertEquals(0, trainer.updates());
        for (int i = 0; i < parameters.size(); i++) {
            assertArrayEquals(parameters.get(i), run.model().parameters().get(i).toArray());
        }
        trainer.update();
        assertEquals(1, trainer.updates());
        assertNotEquals(parameters.get(0)[0], run.model().parameters().get(0).get(0, 0));
    }

    private static void refused(Trainer trainer, List<Tensor> gradients, String message) {
        List<double[]> before = values(trainer.gradients());
        String got = assertThrows(IllegalArgumentException.class, () -> trainer.addGradients(gradients))
                .getMessage();
        assertTrue(got.contains(message), got);
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), trainer.gradients().get(i).toArray());
        }
    }

    private static List<Tensor> with(List<Tensor> tensors, int place, Tensor other) {
        List<Tensor> changed = new ArrayList<>(tensors);
        changed.set(place, other);
        return changed;
    }

    private static int index(List<Tensor> tensors, String name) {
        return tensors.stream().map(Tensor::name).toList().indexOf(name);
    }

    private static Tensor tensor(String name, int[] shape, float value) {
        int rows = shape[0];
        int columns = shape.length == 1 ? 1 : shape[1];
        float[][] storage = new float[rows][columns];
        for (float[] row : storage) {
            Arrays.fill(row, value);
        }
        return Tensor.of(name, shape, null, new FloatBlock(storage, 0, 0, rows, columns, false));
    }

    @Test
    void nothingIsAllocated() {
        ModelSpec spec = EmittedModel.spec(
                "Frugal", TABLE + "optimizer adagrad(rate = 0.001); clip norm 0.1; maxNorm 2; freeze rnn.Wh }");
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        Trainer trainer = run.trainer();
        Trainer other = run.model().newTrainer();
        Batch batch = batch(run, 0);
        other.gradients(batch);
        List<Tensor> gradients = other.gradients();
        assertEquals(0, AllocationMeter.bytes(300, 200, () -> {
            trainer.gradients(batch);
            trainer.addGradients(gradients);
            trainer.update();
        }));
    }

    private static Batch batch(ModelRun run, int seed) {
        ModelSpec spec = run.spec();
        WindowData data = WindowData.random(
                spec.graph(), spec.training().window(), spec.training().batch(), seed);
        return Batches.of(run.trainer(), run.arrays(data));
    }

    private static boolean isFloat(Trainer trainer) {
        return trainer.gradients().get(0).precision() == Precision.FLOAT;
    }

    private static double[] filled(Tensor tensor, double value) {
        double[] values = new double[tensor.size()];
        Arrays.fill(values, value);
        return values;
    }

    private static List<double[]> values(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::toArray).toList();
    }

    private static void assertSame(List<Tensor> expected, List<Tensor> got) {
        assertEquals(expected.size(), got.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    -1,
                    got.get(i).firstDifference(expected.get(i).toArray()),
                    got.get(i).name());
        }
    }
}
