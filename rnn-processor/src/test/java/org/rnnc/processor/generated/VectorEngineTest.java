// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.StreamingModel;

/**
 * The vector engine has the bits of the plain one, whatever the length of its vectors: in values, gradients, what the
 * optimizer remembers, states and predictions, and after training as recorded.
 */
@Execution(ExecutionMode.CONCURRENT)
class VectorEngineTest {
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final int AT_ONCE = 10;
    private static final int[] LANES = {4, 8, 16};

    @BeforeAll
    static void thisJvmHasTheModule() {
        boolean has = ModuleLayer.boot().findModule(VectorLibrary.MODULE).isPresent();
        assumeTrue(has, "runs in a JVM with the Vector API: surefire's execution `vector`");
    }

    @Test
    void texts() {
        compare(RandomModel::text, 8);
    }

    @Test
    void graphs() {
        compare(RandomModel::graph, 4);
    }

    /** Weights that are gone through by turns, with and without something behind the last whole panel; and near ones. */
    @Test
    void weightsByTurns() {
        List<ModelSpec> specs = Stream.of("lstm(50)", "lstm(64)", "gru(48)", "lstm(24)", "lstm(70) |> rnn(136)")
                .map(layers -> EmittedModel.spec("Far" + layers.replaceAll("\\W+", ""), """
                        input x: vector<5>
                        output y = x |> %s |> dense(2)
                        loss mse(y)
                        train { window 5; optimizer adam(rate = 0.01) }
                        """.formatted(layers)))
                .toList();
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        boolean turns =
                compiled.get(0).sources().values().stream().anyMatch(source -> source.contains("panel = back ?"));
        assertTrue(turns);
        for (int i = 0; i < specs.size(); i++) {
            compare(specs.get(i), compiled.get(i), specs.get(i).name());
        }
    }

    /** Products of a step that go on from each other in registers, or are too long for that, or end within a vector. */
    @Test
    void productsOfAStep() {
        List<ModelSpec> specs = Stream.of(
                        "lstm(8)", "lstm(16)", "lstm(40)", "gru(16)", "gru(8)", "gru(20)", "rnn(16) |> mgu(16)")
                .map(layers -> EmittedModel.spec("Near" + layers.replaceAll("\\W+", ""), """
                        input x: vector<18>
                        output y = x |> %s |> dense(2)
                        loss mse(y)
                        train { window 5; batch 2; optimizer adam(rate = 0.01) }
                        """.formatted(layers)))
                .toList();
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        for (int i = 0; i < specs.size(); i++) {
            String name = specs.get(i).name();
            boolean joined = compiled.get(i).sources().values().stream()
                    .anyMatch(source -> source.contains("; chains go through both products"));
            assertEquals(name.matches(".*(lstm8|lstm16|gru16|rnn16mgu16)"), joined, name);
            compare(specs.get(i), compiled.get(i), name);
        }
    }

    /** What only passes of one kernel read is named in the plain one, and not stored over vectors. */
    @Test
    void betweenPasses() {
        ModelSpec spec = EmittedModel.spec("Between", """
                input x: vector<3>
                output y = x |> lstm(8) |> dense(2)
                loss mse(y)
                train { window 5; optimizer sgd(rate = 0.01) }
                """);
        String sources = String.join(
                "\n",
                CompiledModel.ofAllWithVectors(List.of(spec)).get(0).sources().values());
        List<String> between = Pattern.compile("// between them, and read by nothing else: (.*)")
                .matcher(sources)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .toList();
        assertTrue(between.contains("dc") && between.contains("dg"), () -> between.toString());
        assertFalse(sources.contains("intoArray(dcOut") || sources.contains("intoArray(dgOut"));
        assertTrue(sources.contains("intoArray(dcBeforeOut"));
    }

    /** Of a tied table rows are looked up, columns multiplied, and both sent back: there are rows beside panels. */
    @Test
    void tiedTables() {
        List<ModelSpec> specs = Stream.of(8, 12, 40)
                .map(width -> EmittedModel.spec("Tied" + width, """
                        input word: token<21>
                        output next = word |> embedding(%1$d) as words |> gru(%1$d) |> dense(21, W = words.E) |> softmax
                        loss crossEntropy(next)
                        train { window 5; batch 3; optimizer adam(rate = 0.01) }
                        """.formatted(width)))
                .toList();
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        for (int i = 0; i < specs.size(); i++) {
            String name = specs.get(i).name();
            String sources = String.join("\n", compiled.get(i).sources().values());
            assertTrue(sources.contains("Transposition.toRows(words"), name);
            compare(specs.get(i), compiled.get(i), name);
        }
    }

    /** Sums over rows of more than sixteen numbers, with and without a rest. */
    @Test
    void sumsOverRows() {
        List<ModelSpec> specs = Stream.of("layerNormLstm(40)", "layerNormLstm(32)", "rnn(50) |> dense(70) |> softmax")
                .map(layers -> EmittedModel.spec("Sums" + layers.replaceAll("\\W+", ""), """
                        input x: vector<18>
                        output y = x |> %s |> dense(2)
                        loss mse(y)
                        train { window 4; batch 2; optimizer adam(rate = 0.01); clip norm 1 }
                        """.formatted(layers)))
                .toList();
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        boolean inVectors = compiled.get(0).sources().entrySet().stream()
                .anyMatch(source -> source.getKey().endsWith("_Vector")
                        && source.getValue().contains("float dotOf_40(")
                        && source.getValue().contains("float sumOf_40("));
        assertTrue(inVectors);
        for (int i = 0; i < specs.size(); i++) {
            compare(specs.get(i), compiled.get(i), specs.get(i).name());
        }
    }

    /** Functions of numbers at their bounds, beyond them, and of what is none. */
    @Test
    void functionsAtTheirBounds() {
        ModelSpec spec = EmittedModel.spec("AtBounds", """
                input x: vector<64>
                output t = tanh(x)
                output s = sigmoid(x)
                output e = exp(x)
                output n = tanh(x - x) + sigmoid(x - x)
                """);
        CompiledModel compiled = CompiledModel.ofAllWithVectors(List.of(spec)).get(0);
        float[] x = new float[64];
        int next = 0;
        for (float bound : new float[] {0, 9.2f, 104, 89, 0.5f, Float.MAX_VALUE, 17, Float.MIN_NORMAL}) {
            for (float number : new float[] {bound, Math.nextUp(bound), Math.nextDown(bound), 1.01f * bound}) {
                x[next++] = number;
                x[next++] = -number;
            }
        }
        float[][] expected = step(compiled.engine("plain", 4), x);
        assertEquals(1f, expected[0][8]);
        assertTrue(Float.isNaN(expected[3][46]), "infinite less infinite");
        for (int lanes : LANES) {
            float[][] found = step(compiled.engine("vector", lanes), x);
            for (int output = 0; output < expected.length; output++) {
                assertArrayEquals(expected[output], found[output], lanes + " lanes, output " + output);
            }
        }
    }

    private static float[][] step(CompiledModel compiled, float[] x) {
        StreamingModel model = (StreamingModel) compiled.create(1);
        float[][] outputs = new float[4][64];
        model.newSession().step(model.newState(), new Object[] {x}, outputs);
        return outputs;
    }

    /** Layers whose weights are masked anew for each window: of one row and of several, in loops and outside of them. */
    @Test
    void maskedWeights() {
        String cell = """
                cell masked(n) {
                  input x: vector<m>
                  param W: matrix<n, m>, U, V: matrix<n, n>, b: vector<n>
                  state h: vector<n>
                  h = tanh(dropout(W, 0.2) * x + dropout(U, 0.5) * (U * h[t-1]) + dropout(U, 0.2) * h[t-1]
                      + dropout(dropout(V, 0.3), 0.2) * b + dropout(V, 0.4) * h[t-1])
                  output h
                }
                """;
        List<ModelSpec> specs = Stream.of(
                        "lstm(64, dropConnect = 0.3)",
                        "lstm(24, dropConnect = 0.3) |> gru(40, dropConnect = 0.5)",
                        "bidirectional(mgu(12, dropConnect = 0.4)) |> reverse(rnn(20, dropConnect = 0.2))",
                        "masked(9)")
                .flatMap(layers -> Stream.of(
                                ", carry state; batch 1 }", "; batch 5; unroll full }", "; batch 6 } precision double")
                        .map(more -> EmittedModel.spec(
                                "Masked" + (layers + more).replaceAll("\\W+", ""), cell + """
                                input x: vector<5>
                                output y = x |> %s |> dense(2)
                                loss mse(y)
                                train { optimizer adam(rate = 0.01); window 5%s
                                """.formatted(layers, more))))
                .toList();
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        for (int i = 0; i < specs.size(); i++) {
            String name = specs.get(i).name();
            List<String> products = products(compiled.get(i));
            assertTrue(products.stream().anyMatch(call -> call.matches(".*masked\\w*Panels.*")), name);
            assertEquals(
                    List.of(),
                    products.stream()
                            .filter(call -> !call.matches(".*\\w+(Panels|Transposed).*"))
                            .toList(),
                    name);
            assertFalse(
                    compiled.get(i).sources().values().stream()
                            .anyMatch(source -> source.contains("Transposed = Rows")),
                    name);
            compare(specs.get(i), compiled.get(i), name);
            String trained = TrainingHash.of(compiled.get(i).engine("plain", 4).create(5), 6);
            for (int lanes : LANES) {
                Model vector = compiled.get(i).engine("vector", lanes).create(5);
                assertEquals(trained, TrainingHash.ofLooking(vector, 6), () -> name + ", " + lanes + " lanes");
            }
        }
    }

    /** The calls of products that workspaces make. */
    private static List<String> products(CompiledModel compiled) {
        String sources = String.join("\n", compiled.sources().values());
        return Pattern.compile("KERNELS\\.multiply[^;]*;")
                .matcher(sources)
                .results()
                .map(call -> call.group().replaceAll("\\s+", " "))
                .toList();
    }

    /** Masks that have been drawn for gradients are gone where a loss is asked for, and there again afterwards. */
    @Test
    void aLossWithMaskedWeightsIsThatOfUse() {
        String body = """
                input x: vector<5>
                output y = x |> lstm(24%s) |> dense(2)
                loss mse(y)
                train { window 5; batch 5 }
                """;
        List<ModelSpec> specs = List.of(
                EmittedModel.spec("Masked", body.formatted(", dropConnect = 0.3")),
                EmittedModel.spec("Bare", body.formatted("")));
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        ModelRun bare =
                new ModelRun(specs.get(1), compiled.get(1).engine("plain", 4).create(1));
        for (int lanes : LANES) {
            ModelRun run = new ModelRun(
                    specs.get(0), compiled.get(0).engine("vector", lanes).create(1));
            Object[] data = run.arrays(WindowData.random(specs.get(0).graph(), 5, 5, 1));
            double use = bare.trainer().evaluate(Batches.of(bare.trainer(), data));
            double masked = run.trainer().gradients(Batches.of(run.trainer(), data));
            assertNotEquals(use, masked);
            assertEquals(use, run.trainer().evaluate(Batches.of(run.trainer(), data)));
            assertEquals(masked, run.trainer().train(Batches.of(run.trainer(), data)));
        }
    }

    @Test
    void axes() {
        List<ModelSpec> specs = LongStream.range(FIRST_SEED, FIRST_SEED + Long.getLong("fuzz.models", 2))
                .boxed()
                .flatMap(seed -> Stream.of(
                        RandomModel.axes(seed),
                        RandomModel.trees(seed),
                        RandomModel.attention(seed),
                        RandomModel.parses(seed)))
                .map(RandomModel::spec)
                .toList();
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        for (int i = 0; i < specs.size(); i++) {
            CompiledModel vector = compiled.get(i).engine("vector", 8);
            assertEquals("vector", vector.create(1).info().engine());
            RandomAxesChecks.same(
                    AxesChecks.bits(specs.get(i), compiled.get(i).engine("plain", 4)),
                    AxesChecks.bits(specs.get(i), vector));
        }
    }

    @Test
    void trainingAsRecorded() throws IOException {
        List<ModelSpec> specs = BitEqualityTest.specs();
        List<CompiledModel> models = CompiledModel.ofAllWithVectors(specs);
        // The shortest and the longest; the other tests have those between, too.
        for (int lanes : new int[] {4, 16}) {
            StringBuilder hashes = new StringBuilder();
            for (int i = 0; i < models.size(); i++) {
                String hash =
                        TrainingHash.of(models.get(i).engine("vector", lanes).create(5));
                hashes.append(specs.get(i).name()).append(' ').append(hash).append('\n');
            }
            assertEquals(BitEqualityTest.recorded(), hashes.toString(), lanes + " lanes");
        }
    }

    private static void compare(LongFunction<RandomModel> models, int standard) {
        long end = FIRST_SEED + Long.getLong("fuzz.models", standard);
        for (long seed = FIRST_SEED; seed < end; seed += AT_ONCE) {
            compare(LongStream.range(seed, Math.min(end, seed + AT_ONCE))
                    .mapToObj(models)
                    .toList());
        }
    }

    private static void compare(List<RandomModel> models) {
        List<ModelSpec> specs = new ArrayList<>();
        models.forEach(model -> specs.add(model.spec()));
        List<CompiledModel> compiled = CompiledModel.ofAllWithVectors(specs);
        for (int i = 0; i < specs.size(); i++) {
            compare(specs.get(i), compiled.get(i), "seed " + models.get(i).seed());
        }
    }

    private static void compare(ModelSpec spec, CompiledModel compiled, String who) {
        CompiledModel plain = compiled.engine("plain", 4);
        assertEquals("plain", plain.create(1).info().engine());
        Map<String, double[]> expected = SecondTargetTest.bits(spec, plain);
        for (int lanes : LANES) {
            CompiledModel vector = compiled.engine("vector", lanes);
            boolean has = vector.sources().keySet().stream().anyMatch(name -> name.endsWith("_Vector"));
            assertEquals(has ? "vector" : "plain", vector.create(1).info().engine());
            Map<String, double[]> found = SecondTargetTest.bits(spec, vector);
            assertEquals(expected.keySet(), found.keySet());
            expected.forEach((what, numbers) ->
                    assertArrayEquals(numbers, found.get(what), () -> who + ", " + lanes + " lanes, " + what));
            if (vector.create(1) instanceof StreamingModel) {
                StreamComparison.compare(new ModelRun(spec, vector.create(5)));
            }
        }
    }
}
