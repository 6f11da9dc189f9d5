// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** What a user sees of random masks: when they are drawn, and what they depend on. */
class RandomMaskTest {
    private static final int WINDOW = 4;
    private static final int BATCH = 3;
    private static final String REGULARISED =
            "x |> dropout(0.3) |> lstm(6, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3) |> dropout(0.5) |> dense(2)";

    private static String body(String flow, String more) {
        return """
                input x: vector<2>
                output y = %s
                loss mse(y, reduction = sum)
                train { window 4; batch 3; optimizer adam(rate = 0.01); gradients input; seed 5 %s }
                """.formatted(flow, more);
    }

    private static Model model(String flow) {
        return CompiledModel.of(EmittedModel.spec("Masked", body(flow, ""))).create(1);
    }

    private static Object[] data(long seed) {
        return new Object[] {numbers(seed, WINDOW * BATCH * 2), numbers(seed + 100, WINDOW * BATCH * 2)};
    }

    private static float[] numbers(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }

    private static List<double[]> parameters(Model model) {
        return model.parameters().stream().map(Tensor::toArray).toList();
    }

    private static void assertSame(List<double[]> expected, List<double[]> got) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), got.get(i), "parameter " + i);
        }
    }

    @Test
    void aLossIsThatOfUse() {
        Model masked = model(REGULARISED.replace(", zoneout = 0.2", ""));
        Model plain = model("x |> lstm(6) |> dense(2)");
        Trainer trainer = masked.newTrainer();
        assertEquals(
                plain.newTrainer().evaluate(Batch.of(plain.info(), data(1))),
                trainer.evaluate(Batches.of(trainer, data(1))));
        double training = trainer.gradients(Batches.of(trainer, data(1)));
        assertNotEquals(training, trainer.evaluate(Batches.of(trainer, data(1))));
        assertEquals(training, trainer.gradients(Batches.of(trainer, data(1))), "the masks of the update to come");
        assertEquals(training, trainer.train(Batches.of(trainer, data(1))));
        assertNotEquals(training, trainer.gradients(Batches.of(trainer, data(1))), "those of the next one");
    }

    @Test
    void aCheckpointGoesOnBitForBit(@TempDir Path folder) throws IOException {
        Model first = model(REGULARISED);
        Trainer trainer = first.newTrainer();
        for (int i = 0; i < 3; i++) {
            trainer.train(Batches.of(trainer, data(i)));
        }
        Checkpoint.save(trainer, folder.resolve("checkpoint"));
        Model second = model(REGULARISED);
        Trainer restored = second.newTrainer();
        restored.gradients(Batches.of(restored, data(17)));
        Checkpoint.restore(restored, folder.resolve("checkpoint"));
        for (int i = 3; i < 6; i++) {
            assertEquals(
                    trainer.train(Batches.of(trainer, data(i))),
                    restored.train(Batches.of(restored, data(i))),
                    "step " + i);
        }
        assertSame(parameters(first), parameters(second));
    }

    @Test
    void masksFollowTheSequenceAndNotItsPlace() {
        Model model = model(REGULARISED);
        Trainer trainer = model.newTrainer();
        Object[] data = data(3);
        trainer.gradients(Batches.of(trainer, data).ids(new long[] {70, 80, 90}));
        double[] outputs = trainer.values("y").toArray();
        int[] from = {2, 0, 1};
        Object[] moved = {move((float[]) data[0], from), move((float[]) data[1], from)};
        trainer.gradients(Batches.of(trainer, moved).ids(new long[] {90, 70, 80}));
        double[] movedOutputs = trainer.values("y").toArray();
        for (int i = 0; i < outputs.length; i++) {
            int step = i / (BATCH * 2);
            int place = i / 2 % BATCH;
            assertEquals(outputs[(step * BATCH + from[place]) * 2 + i % 2], movedOutputs[i], "output " + i);
        }
        trainer.gradients(Batches.of(trainer, moved));
        assertTrue(!Arrays.equals(movedOutputs, trainer.values("y").toArray()), "places are other ids");
        assertThrows(IllegalArgumentException.class, () -> trainer.setSequenceIds(new long[2]));
    }

    private static float[] move(float[] values, int[] from) {
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = values[(i / (BATCH * 2) * BATCH + from[i / 2 % BATCH]) * 2 + i % 2];
        }
        return moved;
    }

    /** The gradient of what is not there is zero, and of the rest not: masks can be seen in the gradient of the input. */
    @ParameterizedTest
    @CsvSource({"'', true", "', per = sequence', false"})
    void aMaskIsDrawnForEachStepOrForEachSequence(String per, boolean steps) {
        Trainer trainer = model("x |> dropout(0.5" + per + ") |> dense(2)").newTrainer();
        boolean stepsDiffer = false;
        boolean sequencesDiffer = false;
        for (int update = 0; update < 8; update++) {
            trainer.setUpdates(update);
            trainer.gradients(Batches.of(trainer, data(1)));
            double[] gradient = trainer.inputGradients().get(0).toArray();
            for (int i = 0; i < gradient.length; i++) {
                int inStep = i % (BATCH * 2);
                stepsDiffer |= (gradient[i] == 0) != (gradient[inStep] == 0);
                sequencesDiffer |= (gradient[i] == 0) != (gradient[i - inStep + i % 2] == 0);
            }
        }
        assertEquals(steps, stepsDiffer, "steps differ");
        assertTrue(sequencesDiffer, "sequences differ");
    }

    @Test
    void zoneoutKeepsElementsAsTheyWere() {
        String kept = "cell slow(n) { input x: vector<n> state h: vector<n> h = zoneout(x, h[t-1], 0.5) output h }\n"
                + body("x |> slow(2)", "");
        Trainer trainer =
                CompiledModel.of(EmittedModel.spec("Slow", kept)).create(1).newTrainer();
        Object[] data = data(4);
        trainer.gradients(Batches.of(trainer, data));
        double[] h = trainer.values("y").toArray();
        float[] x = (float[]) data[0];
        int same = 0;
        for (int i = 0; i < h.length; i++) {
            double before = i < BATCH * 2 ? 0 : h[i - BATCH * 2];
            assertTrue(h[i] == x[i] || h[i] == before, "element " + i);
            same += h[i] == before ? 1 : 0;
        }
        assertTrue(same > 2 && same < h.length - 2, same + " were kept");
    }

    /** A rate of 0 leaves no trace: a cell of the library is what it would be without the options, its comments too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rnn(5)",
                "elman(5)",
                "jordan(5, 3)",
                "irnn(5)",
                "indRnn(5)",
                "gru(5)",
                "choGru(5)",
                "mgu(5)",
                "lstm(5)",
                "peepholeLstm(5)",
                "coupledLstm(5)",
                "projectedLstm(5, 3)",
                "layerNormLstm(5)",
                "janet(5)",
                "ugrnn(5)"
            })
    void anOptionThatIsZeroChangesNothing(String layer) throws IOException {
        String own = withoutMasks(libraryCell(layer.substring(0, layer.indexOf('('))));
        assertFalse(own.matches("(?is).*(dropout|zoneout|dropConnect|past|new).*"), own);
        String model = body("x |> " + layer + " |> dense(2)", "");
        String now =
                EmittedModel.sources(EmittedModel.spec("Same", model), "text").toString();
        assertEquals(
                EmittedModel.sources(EmittedModel.spec("Same", own + model), "text")
                        .toString(),
                now);
        assertFalse(now.contains("ask"), "a mask");
    }

    private static String libraryCell(String name) throws IOException {
        String file = "/org/rnnc/dsl/library/" + name + ".rnn";
        try (InputStream text = SpecCompiler.class.getResourceAsStream(file)) {
            String whole = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            return whole.substring(whole.indexOf("cell "));
        }
    }

    /** The cell as it would be written if there were no masks, nor names for what is before and after one. */
    private static String withoutMasks(String cell) {
        String state = cell.contains("state y") ? "y[t-1]" : "h[t-1]";
        return cell.replaceAll(",\\s+recurrentDropout = 0,\\s+zoneout = 0,\\s+dropConnect = 0", "")
                .replaceAll("  past = .*\n", "")
                .replaceAll("\\bpast\\b", state)
                .replaceAll("dropout\\((\\w+), dropConnect\\)", "$1")
                .replaceAll("zoneout\\((.*), \\w\\[t-1], zoneout\\)", "$1")
                .replaceAll("\\bnew\\b", "c")
                .replaceAll("  c = c\n", "");
    }
}
