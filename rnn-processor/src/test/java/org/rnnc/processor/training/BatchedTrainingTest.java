// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.training.Checkpoints;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.data.Batches;
import org.rnnc.training.data.Sequences;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** Generated models on batches of sequences of different lengths, shuffled, the last one incomplete. */
class BatchedTrainingTest {
    private static final String TOKENS = "dense(3) |> softmax";
    private static final String NUMBERS = "dense(1)";
    private static final String KINDS = "last |> dense(3) |> softmax";
    private static final String LAST = "last |> dense(1)";
    private static final int[] BATCHES = {1, 2, 3, 5};

    /** By output, then by batch; one run of javac costs less than many. */
    private static final Map<String, List<CompiledModel>> COMPILED = compile();

    private static Map<String, List<CompiledModel>> compile() {
        List<String> outputs = List.of(TOKENS, NUMBERS, KINDS, LAST);
        List<ModelSpec> specs = new ArrayList<>();
        for (String output : outputs) {
            String loss = output.equals(KINDS)
                    ? "crossEntropy(y, ignore = -100)"
                    : output.equals(TOKENS) ? "crossEntropy(y)" : "mse(y)";
            for (int batch : BATCHES) {
                specs.add(EmittedModel.spec("Batched", """
                        input x: vector<2>
                        output y = x |> gru(5, recurrentDropout = 0.3) |> %s
                        loss %s
                        train { window 4; batch %d; optimizer adam(rate = 0.01); gradients input }
                        """.formatted(output, loss, batch)));
            }
        }
        List<CompiledModel> models = CompiledModel.ofAll(specs);
        Map<String, List<CompiledModel>> compiled = new TreeMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            compiled.put(outputs.get(i), models.subList(i * BATCHES.length, (i + 1) * BATCHES.length));
        }
        return compiled;
    }

    private static CompiledModel compiled(int batch, String output) {
        return COMPILED.get(output).get(Arrays.binarySearch(BATCHES, batch));
    }

    /** Sequences of 1 to 4 steps by chance, with targets of either kind. */
    private static Sequences sequences(Model model, int count, int first) {
        Sequences sequences = Sequences.of(model.info());
        for (int i = first; i < first + count; i++) {
            RandomSource random = RandomSource.of(i);
            int steps = 1 + i % 4;
            double[] x = IntStream.range(0, 2 * steps)
                    .mapToDouble(j -> random.nextGaussian())
                    .toArray();
            int targets = model.info().targets().get(0).perStep() ? steps : 1;
            sequences.add(
                    steps,
                    x,
                    model.info().targets().get(0).kind() == DataSpec.Kind.TOKEN
                            ? IntStream.range(0, targets)
                                    .map(j -> random.nextInt(3))
                                    .toArray()
                            : IntStream.range(0, targets)
                                    .mapToDouble(j -> random.nextDouble())
                                    .toArray());
        }
        return sequences;
    }

    /** What fills up is not in the loss, and not in any gradient: those of a batch of just the sequences there are. */
    @Test
    void whatFillsUpHasNoGradient() {
        fillsUp(TOKENS);
        fillsUp(NUMBERS);
        fillsUp(KINDS);
    }

    private static void fillsUp(String output) {
        Model wide = compiled(5, output).create(3);
        Model narrow = compiled(2, output).create(3);
        Batches filled = Batches.of(wide.info(), sequences(wide, 7, 0));
        Batches whole = Batches.of(narrow.info(), sequences(narrow, 2, 5));
        if (output.equals(KINDS)) {
            filled.ignoring("y", -100);
        }
        Trainer filling = wide.newTrainer();
        Trainer full = narrow.newTrainer();
        // The ids of the two, so that their masks are the same.
        double found = filling.gradients(filled.batch(1));
        double expected = full.gradients(whole.batch(0).ids(new long[] {5, 6}));
        assertEquals(expected, found, 1e-7 * expected, output);
        for (int i = 0; i < full.gradients().size(); i++) {
            Tensor gradient = full.gradients().get(i);
            assertArrayEquals(gradient.toArray(), filling.gradients().get(i).toArray(), 1e-7, gradient::name);
            assertTrue(Arrays.stream(gradient.toArray()).anyMatch(number -> number != 0), gradient::name);
        }
        Tensor ofInput = filling.inputGradients().get(0);
        for (int step = 0; step < 4; step++) {
            for (int sequence = 2; sequence < 5; sequence++) {
                assertEquals(0, ofInput.get(step, sequence, 0), output);
                assertEquals(0, ofInput.get(step, sequence, 1), output);
            }
        }
    }

    @Test
    void metricsCountEachSequenceOnce() {
        Model wide = compiled(5, LAST).create(3);
        Model single = compiled(1, LAST).create(3);
        Metric all = Metrics.rmse(1);
        Metric each = Metrics.rmse(1);
        Batches batches = Batches.forEvaluation(wide.info(), sequences(wide, 7, 0));
        Evaluation evaluation = new Evaluation(wide).measure("y", all);
        evaluation.run(batches);
        new Evaluation(single).measure("y", each).run(Batches.forEvaluation(single.info(), sequences(single, 7, 0)));
        assertEquals(each.value(), all.value(), 1e-7);

        assertRefused("batch 1 has 2 of 5 sequences", () -> evaluation.loss(batches));
        assertRefused(
                "batch 1 has 2 of 5 sequences",
                () -> TrainingLoop.over(wide.newTrainer(), batches).epochs(1).run());
        assertRefused(
                "7 examples do not fill batches of 5",
                () -> TrainingLoop.over(wide.newTrainer(), Batches.of(wide.info(), sequences(wide, 7, 0))));
    }

    private static void assertRefused(String begin, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(begin), message);
    }

    /** With dropout and a new order in each epoch: interrupted within an epoch, and gone on with by another model. */
    @Test
    void theOrderSurvivesAResume(@TempDir Path folder) throws IOException {
        CompiledModel compiled = compiled(3, TOKENS);
        Model whole = compiled.create(1);
        List<Long> expected = new ArrayList<>();
        train(whole, folder.resolve("whole"), 40, expected);
        assertEquals(40, expected.size());
        List<Long> found = new ArrayList<>();
        Model last = whole;
        for (int end : new int[] {3, 14, 40}) {
            last = compiled.create(found.isEmpty() ? 1 : 99);
            train(last, folder.resolve("parts"), end, found);
        }
        assertEquals(expected, found);
        for (int i = 0; i < whole.parameters().size(); i++) {
            assertArrayEquals(
                    whole.parameters().get(i).toArray(),
                    last.parameters().get(i).toArray());
        }
    }

    /** Epochs of 5 windows; the losses' bits. */
    private static void train(Model model, Path folder, int windows, List<Long> losses) throws IOException {
        Trainer trainer = model.newTrainer();
        Checkpoints checkpoints = new Checkpoints(trainer, folder);
        TrainingLoop.over(
                        trainer,
                        Batches.of(model.info(), sequences(model, 14, 0)).shuffled(9))
                .windows(windows)
                .listen(progress -> losses.add(Double.doubleToLongBits(progress.loss())))
                .resume(checkpoints)
                .save(checkpoints, 4)
                .run();
    }

    @Test
    void aTrainerIsNamedByItsModel() {
        Trainer trainer = compiled(1, NUMBERS).create(1).newTrainer();
        assertEquals("a trainer of Batched; 0 updates, learning rate 0.01", trainer.toString());
    }
}
