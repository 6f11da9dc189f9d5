// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Groups of parameters, frozen ones, clipping per tensor, norms of rows. */
class PartialTrainingTest {
    /** Tables of rows, packed gates of which parts may differ, layers of one operand that share a pack. */
    private static final String MODEL = """
            input x: token<6>
            e = x |> embedding(5) as words
            a = e |> lstm(3) as first
            b = e |> gru(4) as second
            output y = concat(a, b, e) |> dense(6) as head |> softmax
            loss crossEntropy(y)
            train { window 4, carry state; batch 3; gradients state; %s }
            precision %s
            """;

    private static ModelRun run(String options, String precision) {
        ModelSpec spec = EmittedModel.spec("Partial", MODEL.formatted(options, precision));
        return new ModelRun(spec, CompiledModel.of(spec).create(1));
    }

    private static WindowData data(ModelRun run, long seed) {
        return WindowData.random(run.spec().graph(), 4, 3, seed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer adam(rate = 0.01); optimizer sgd(rate = 0.1) for words, head.b",
                "optimizer sgd(rate = 0.1); optimizer adam(rate = 0.02, beta1 = 0.8) for first;"
                        + " optimizer momentum(rate = 0.05) for first.Wf, first.Ug; clip norm 0.05",
                "optimizer adagrad(rate = 0.1) for second; clip value 0.01",
                "freeze words; optimizer adam(rate = 0.01)",
                "freeze first.Wf, first.Ui, first.bg, second, head.b; optimizer momentum(rate = 0.1); clip norm 0.1",
                "clip norm 0.03 per tensor; optimizer sgd(rate = 0.5)",
                "clip norm 0.02 per tensor; freeze first.Wi; optimizer adam(rate = 0.01) for second.Uk",
                "clip value 0.01, norm 0.03; optimizer sgd(rate = 0.5)",
                "clip norm 0.2, value 0.01; optimizer momentum(rate = 0.5, weightDecay = 0.1)",
                "clip value 0.02, norm 0.2, value 0.01, value 0.3; freeze first.Wi; optimizer adam(rate = 0.01) for words",
                "clip value 0.01, norm 0.02 per tensor; optimizer sgd(rate = 0.5); optimizer adagrad(rate = 0.1) for words",
                "maxNorm 0.5; optimizer sgd(rate = 0.5)",
                "maxNorm 0.4 for first, words; maxNorm 0.2 for first.Wg; freeze first.Ui"
            })
    void updatesAsTheFormulasSay(String options) {
        WindowComparison.compare(run(options, "double"));
        WindowComparison.compare(run(options, "float"));
    }

    @Test
    void ratesOfGroupsKeepTheirRatio() {
        ModelRun run = run("optimizer sgd(rate = 0.3); optimizer adam(rate = 0.01) for words", "double");
        Trainer trainer = run.trainer();
        ReferenceOptimizer reference = new ReferenceOptimizer(run.spec());
        assertEquals(0.3, trainer.learningRate());
        for (double factor : new double[] {1, 0.1, 0.5}) {
            trainer.setLearningRate(0.3 * factor);
            reference.scaleRates(factor);
            WindowData data = run.now(data(run, 5));
            trainer.train(Batches.of(trainer, run.arrays(data)));
            List<double[]> expected = reference.update(data.parameters(), run.gradients());
            List<double[]> now = run.now(data).parameters();
            for (int p = 0; p < expected.size(); p++) {
                assertArrayEquals(expected.get(p), now.get(p), 1e-12);
            }
        }
    }

    @Test
    void whatIsFrozenCostsNothing() {
        String all = backward("");
        assertTrue(all.contains("step by step"), all);
        assertTrue(all.contains("scattered"), all);
        String head = backward("freeze words, first, second");
        assertFalse(head.contains("step by step"), head);
        assertFalse(head.contains("scattered"), head);
        assertFalse(head.contains("transposed"), head);
        assertTrue(head.contains("outer products"), head);
    }

    private static String backward(String options) {
        String body = MODEL.replace("gradients state; ", "").formatted(options, "double");
        Plan plan = EmittedModel.plan(EmittedModel.spec("Partial", body));
        String window = plan.window().orElseThrow().explain(plan.labels());
        return window.substring(window.indexOf("-- backward"));
    }

    @Test
    void whatIsFrozenIsKeptAndNotTrained() {
        ModelRun run =
                run("freeze words, first.Wf; optimizer adam(rate = 0.1); optimizer sgd(rate = 1) for second", "float");
        List<String> parameters = names(run.model().parameters());
        assertTrue(parameters.contains("words.weight"), parameters::toString);
        List<String> gradients = names(run.trainer().gradients());
        assertEquals(
                parameters.stream().filter(name -> !name.equals("words.weight")).toList(), gradients);
        List<String> slots = names(run.trainer().optimizerState());
        assertEquals(
                List.of("mean", "squares").stream()
                        .flatMap(slot -> gradients.stream()
                                .filter(name -> !name.startsWith("second."))
                                .map(name -> name + "/" + slot))
                        .toList(),
                slots);
        double[] words = run.model().parameter("words.weight").toArray();
        double[] gates = run.model().parameter("first.weight_ih").toArray();
        Object[] arrays = run.arrays(data(run, 3));
        for (int i = 0; i < 5; i++) {
            run.trainer().train(Batches.of(run.trainer(), arrays));
        }
        assertArrayEquals(words, run.model().parameter("words.weight").toArray());
        double[] now = run.model().parameter("first.weight_ih").toArray();
        // Wi, Wf, Wg, Wo of [3][5] each.
        IntStream.range(0, 60).forEach(i -> assertEquals(i >= 15 && i < 30, now[i] == gates[i], () -> "element " + i));
    }

    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::name).toList();
    }

    /** Vectors from elsewhere, which training leaves as they are. */
    @Test
    void aGivenTable() {
        ModelRun run = run("freeze words; optimizer sgd(rate = 0.5)", "double");
        double[] given = IntStream.range(0, 30).mapToDouble(i -> Math.sin(i)).toArray();
        run.model().parameter("words.weight").write(given);
        Object[] arrays = run.arrays(data(run, 3));
        double first = run.trainer().train(Batches.of(run.trainer(), arrays));
        double last = first;
        for (int i = 0; i < 50; i++) {
            last = run.trainer().train(Batches.of(run.trainer(), arrays));
        }
        assertTrue(last < first);
        assertArrayEquals(given, run.model().parameter("words.weight").toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void nothingIsAllocated(String precision) {
        ModelRun run = run(
                "freeze first.Wf; optimizer adam(rate = 0.01); optimizer sgd(rate = 0.1) for words; clip norm 1 per tensor;"
                        + " maxNorm 1",
                precision);
        Object[] arrays = run.arrays(data(run, 3));
        Batch batch = Batches.of(run.trainer(), arrays);
        assertEquals(0, AllocationMeter.bytes(300, 500, () -> run.trainer().train(batch)));
    }

    @Test
    void goesOnFromACheckpointBitForBit(@TempDir Path folder) throws IOException {
        String options =
                "freeze first.Wf, words; optimizer adam(rate = 0.01); optimizer momentum(rate = 0.1) for first.Wg, head;"
                        + " clip norm 1 per tensor; maxNorm 0.9";
        ModelRun one = run(options, "float");
        Object[] arrays = one.arrays(data(one, 3));
        for (int i = 0; i < 3; i++) {
            one.trainer().train(Batches.of(one.trainer(), arrays));
        }
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint.save(one.trainer(), file);
        ModelRun other = new ModelRun(one.spec(), CompiledModel.of(one.spec()).create(77));
        Checkpoint.restore(other.trainer(), file);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    one.trainer().train(Batches.of(one.trainer(), arrays)),
                    other.trainer().train(Batches.of(other.trainer(), arrays)));
        }
        for (Tensor tensor : one.model().parameters()) {
            assertArrayEquals(
                    tensor.toArray(), other.model().parameter(tensor.name()).toArray());
        }
    }
}
