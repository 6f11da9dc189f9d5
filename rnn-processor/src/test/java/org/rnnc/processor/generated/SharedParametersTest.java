// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.ParameterFileException;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;

/** One matrix in several layers. */
class SharedParametersTest {
    private static final String TIED = """
            input x: token<7>
            output y = x |> embedding(5) as words |> gru(5) |> dense(7, W = words.E) as head |> softmax
            loss crossEntropy(y)
            train { window 4, carry state; batch 3; gradients state; optimizer sgd(rate = 0.5) %s }
            precision %s
            """;

    private static ModelRun run(String body) {
        ModelSpec spec = EmittedModel.spec("Shared", body);
        return new ModelRun(spec, CompiledModel.of(spec).create(1));
    }

    /** Both uses at each step, one at the last step, both directions, several states, a matrix and its own layer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "input x: token<7> output y = x |> embedding(5) as words |> gru(5) |> dense(7, W = words.E) |> softmax"
                        + " loss crossEntropy(y)",
                "input x: token<7> e = x |> embedding(5) output y = e |> rnn(5) |> last |> dense(7, W = embedding.E)"
                        + " |> softmax loss crossEntropy(y)",
                "input x: vector<4> a = x |> rnn(4) as low output y = a |> bidirectional(rnn(4, Wx = low.Wx, bh = low.bx))"
                        + " loss mse(y)",
                "input x: vector<4> a = x |> dense(4) as one output y = a + (a |> dense(4, W = one.W, b = one.b)) loss mse(y)",
                "input x: vector<4> a = x |> lstm(4) as one output y = a |> lstm(4, Wi = one.Ui, Ug = one.Ui) loss mse(y)",
                "cell tied(n) { input x: token<v> e = x |> embedding(n) as words"
                        + " output y = e |> rnn(n) |> dense(v, W = words.E) }"
                        + " input x: token<6> output y = x |> tied(3) |> softmax loss crossEntropy(y)",
                "cell own(n) { input x: vector<n> param A: matrix<n, n>"
                        + " output y = A * x + (x |> dense(n, W = A, bias = false)) }"
                        + " input x: vector<3> output y = x |> own(3) |> own(3, A = own.A) loss mse(y)"
            })
    void gradientsOfAllUsesAreAdded(String body) {
        String inputs = body.contains("token") ? "" : "input, ";
        String train = " train { window 4, carry state; batch 3; gradients " + inputs + "state } precision ";
        WindowComparison.compare(run(body + train + "double"));
        WindowComparison.compare(run(body + train + "float"));
    }

    @Test
    void gradientsAgreeWithDifferences() {
        double worst = new Probe(run(TIED.formatted("", "double")).model(), 3).worst();
        assertTrue(worst < 1e-8, () -> "off by " + worst);
    }

    @Test
    void stepsAndWindowsHaveTheSameBits() {
        StreamComparison.compare(run(TIED.formatted("", "float")));
    }

    @Test
    void thereIsOneTensorWithTwoNames() {
        ModelRun run = run(TIED.formatted("", "float"));
        List<String> names = run.model().parameters().stream().map(Tensor::name).toList();
        assertTrue(names.contains("words.weight") && !names.contains("head.weight"), names::toString);
        assertSame(run.model().parameter("words.weight"), run.model().parameter("head.weight"));
        assertEquals(
                List.of("head.weight"), run.model().parameter("words.weight").otherNames());
    }

    @Test
    void bothLayoutsStayInStep() {
        ModelRun one = run(TIED.formatted("", "double"));
        ModelRun other = run(TIED.formatted("", "double"));
        Object[] arrays = one.arrays(WindowData.random(one.spec().graph(), 4, 3, 9));
        for (int i = 0; i < 3; i++) {
            one.trainer().train(Batches.of(one.trainer(), arrays));
        }
        other.model()
                .parameters()
                .forEach(tensor ->
                        tensor.write(one.model().parameter(tensor.name()).toArray()));
        one.trainer().resetState();
        assertEquals(
                other.trainer().evaluate(Batches.of(other.trainer(), arrays)),
                one.trainer().evaluate(Batches.of(one.trainer(), arrays)));
    }

    @Test
    void nothingIsAllocated() {
        ModelRun run = run(TIED.formatted("; maxNorm 2; clip norm 1", "float"));
        Object[] arrays = run.arrays(WindowData.random(run.spec().graph(), 4, 3, 9));
        Batch batch = Batches.of(run.trainer(), arrays);
        assertEquals(0, AllocationMeter.bytes(300, 500, () -> run.trainer().train(batch)));
    }

    private static Path saved(Model model, Path folder, NameMap names) throws IOException {
        Path file = Files.createTempFile(folder, "parameters", ".safetensors");
        ParameterFile.save(model, file, names);
        return file;
    }

    @Test
    void filesHaveItOnceAndMayHaveEitherName(@TempDir Path folder) throws IOException {
        ModelRun one = run(TIED.formatted("", "double"));
        ModelRun other = run(TIED.formatted("", "double"));
        double[] values = one.model().parameter("words.weight").toArray();
        values[3] = 17;
        one.model().parameter("head.weight").write(values);
        ParameterFile.load(other.model(), saved(one.model(), folder, NameMap.same()));
        assertArrayEquals(values, other.model().parameter("words.weight").toArray());
        ModelRun third = run(TIED.formatted("", "double"));
        Path decoder = saved(one.model(), folder, NameMap.same().with("words.weight", "head.weight"));
        ParameterFile.load(third.model(), decoder);
        assertArrayEquals(values, third.model().parameter("words.weight").toArray());
    }

    @Test
    void bothNamesMustBeEqual(@TempDir Path folder) throws IOException {
        String apart = TIED.replace("W = words.E", "bias = true");
        ModelRun untied = run(apart.formatted("", "double"));
        ModelRun tied = run(TIED.formatted("", "double"));
        double[] before = tied.model().parameter("words.weight").toArray();
        ParameterFileException e = assertThrows(
                ParameterFileException.class,
                () -> ParameterFile.load(tied.model(), saved(untied.model(), folder, NameMap.same())));
        assertTrue(e.getMessage().contains("different: \"words.weight\" and \"head.weight\""), e::getMessage);
        assertArrayEquals(before, tied.model().parameter("words.weight").toArray());
        double[] same = untied.model().parameter("words.weight").toArray();
        untied.model().parameter("head.weight").write(same);
        ParameterFile.load(tied.model(), saved(untied.model(), folder, NameMap.same()));
        assertArrayEquals(same, tied.model().parameter("head.weight").toArray());
    }
}
