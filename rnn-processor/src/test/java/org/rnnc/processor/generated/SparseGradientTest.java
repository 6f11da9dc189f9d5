// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Tables of which a window uses few rows: updated alone, with the bits that an update of all rows gives. */
class SparseGradientTest {
    private static final int WINDOWS = 5;

    private static Plan plan(String body) {
        return EmittedModel.plan(EmittedModel.spec("Sparse", body));
    }

    /** The same without what this is about. */
    private static Plan dense(Plan plan) {
        return new Plan(
                plan.model(),
                plan.states(),
                plan.packs(),
                plan.programs(),
                plan.readable(),
                plan.gradients().dense(),
                plan.standIns(),
                plan.labels());
    }

    /** Some windows of both, some of them of short and empty sequences, one for its gradients alone. */
    private static void compare(Plan plan) {
        ModelRun sparse = run(plan);
        ModelRun dense = run(dense(plan));
        Training training = plan.model().training();
        for (int i = 0; i < WINDOWS; i++) {
            WindowData data = WindowData.random(plan.model().graph(), training.window(), training.batch(), i);
            if (i == 0) {
                start(sparse, data);
                start(dense, data);
            }
            int[] lengths = i % 2 == 0 ? null : lengths(training, i);
            Object[] arrays = sparse.arrays(data);
            String when = "window " + i + ", ";
            if (i == 2) {
                assertBits(
                        when + "loss",
                        dense.trainer().gradients(Batches.of(dense.trainer(), arrays)),
                        sparse.trainer().gradients(Batches.of(sparse.trainer(), arrays)));
            } else {
                assertBits(
                        when + "loss",
                        dense.trainer().train(Batches.of(dense.trainer(), arrays, lengths)),
                        sparse.trainer().train(Batches.of(sparse.trainer(), arrays, lengths)));
            }
            assertSame(
                    when + "gradient of ",
                    dense.trainer().gradients(),
                    sparse.trainer().gradients());
            assertSame(when, dense.model().parameters(), sparse.model().parameters());
            assertSame(when, dense.trainer().optimizerState(), sparse.trainer().optimizerState());
        }
    }

    /** Among the parameters are zeros of both signs. */
    private static void start(ModelRun run, WindowData data) {
        run.start(data);
        for (Tensor tensor : run.model().parameters()) {
            double[] values = tensor.toArray();
            for (int i = 0; i < values.length; i += 5) {
                values[i] = i % 2 == 0 ? 0.0 : -0.0;
            }
            tensor.write(values);
        }
    }

    private static ModelRun run(Plan plan) {
        return new ModelRun(plan.model(), CompiledModel.of(plan).create(1));
    }

    /** The first sequence is empty. */
    private static int[] lengths(Training training, long seed) {
        int[] lengths = new SplittableRandom(seed)
                .ints(training.batch(), 0, training.window() + 1)
                .toArray();
        lengths[0] = 0;
        return lengths;
    }

    private static void assertBits(String what, double expected, double got) {
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(got), what);
    }

    private static void assertSame(String when, List<Tensor> expected, List<Tensor> got) {
        assertEquals(expected.size(), got.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(
                    Arrays.stream(expected.get(i).toArray())
                            .mapToLong(Double::doubleToLongBits)
                            .toArray(),
                    Arrays.stream(got.get(i).toArray())
                            .mapToLong(Double::doubleToLongBits)
                            .toArray(),
                    when + expected.get(i).name());
        }
    }

    private static String names(Set<Pack> packs) {
        return packs.stream()
                .flatMap(pack -> pack.parameters().stream())
                .map(parameter -> parameter.qualifiedName())
                .collect(Collectors.joining(" "));
    }

    static Stream<String> clips() {
        return Stream.of(
                "",
                "clip value 0.01",
                "clip norm 0.05",
                "clip norm 0.05 per tensor",
                "clip value 0.01, norm 0.02",
                "maxNorm 0.9");
    }

    /** A table for each optimizer there is, and some for their options. */
    @ParameterizedTest
    @MethodSource("clips")
    void allOptimizers(String clip) {
        List<String> rules = Stream.concat(
                        Arrays.stream(Optimizer.Kind.values()).map(kind -> kind.word() + "(rate = 0.1)"),
                        Stream.of(
                                "sgd(rate = 0.1, weightDecay = 0.1)",
                                "adagrad(rate = 0.1, weightDecay = 0.1)",
                                "adagrad(rate = 0.1, epsilon = 1e-3)",
                                "adagrad(rate = 0.1, epsilonInside = true)",
                                "adamw(rate = 0.1, weightDecay = 0)",
                                "momentum(rate = 0.1, momentum = 0)"))
                .toList();
        StringBuilder body = new StringBuilder("input x: token<40>\n");
        StringBuilder training = new StringBuilder("train { window 4; batch 2; " + clip);
        StringBuilder sum = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            body.append("e%d = x |> embedding(3) as table%d\n".formatted(i, i));
            training.append("\noptimizer %s for table%d".formatted(rules.get(i), i));
            sum.append(i == 0 ? "" : " + ").append("e").append(i);
        }
        Plan plan = plan(body + "output y = " + sum + " |> dense(2)\nloss mse(y)\n" + training + " }");
        assertEquals(rules.size(), plan.gradients().sparse().size());
        compare(plan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Four gates side by side, an array for each token.
                "input x: token<40> output y = x |> lstm(5); window 4; batch 2",
                "input x: token<40> output y = x |> lstm(5); window 4; batch 2; freeze lstm.Wi",
                "input x: token<40> output y = x |> gru(5) |> gru(3); window 6, carry state; batch 3; clip norm 0.1; unroll full",
                "input x: token<40> output y = x |> embedding(17) |> rnn(5) |> last; window 5, backward 2; batch 3",
                "input x: token<40> output y = x |> embedding(17) |> bidirectional(rnn(5)); window 5; batch 3",
                // A table in several layers.
                "input a: token<40>, b: token<40> e = a |> embedding(4) as words"
                        + " output y = e + (b |> embedding(4, E = words.E)); window 4; batch 2; clip norm 0.1",
                // One of two tables that lie side by side is used for two tokens.
                "cell both(n) { input x: token<v>, other: token<v> param A: matrix<n, v>, B: matrix<n, v>"
                        + " output y = tanh(A * x) + tanh(B * x) + tanh(A * other) }"
                        + " input a: token<40>, b: token<40> output y = a |> both(5, other = b);"
                        + " window 4; batch 2; clip norm 0.1 per tensor",
                // A token for each sequence.
                "cell begun(n) { input s: token<v> param E: matrix<v, n> output y = tanh(row(E, s)) }"
                        + " input x: vector<3>, s: token<40> per sequence start = s |> begun(4)"
                        + " output y = x |> rnn(4, h = start); window 4; batch 2"
            })
    void structures(String model) {
        int options = model.indexOf("; ");
        String flow = model.substring(0, options);
        for (String rule : List.of("sgd(rate = 0.5)", "adagrad(rate = 0.1)")) {
            Plan plan = plan(flow + " loss mse(y) train { optimizer " + rule + "; " + model.substring(options + 2)
                    + " } precision " + (rule.startsWith("sgd") ? "double" : "float"));
            assertNotEquals(Set.of(), plan.gradients().sparse());
            compare(plan);
        }
    }

    /** Tables that take part in more than look-ups have a gradient in all rows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x |> embedding(5) as words |> dense(4) ; words.E",
                "x |> rnn(5) |> dense(4) ; rnn.Wx",
                "x |> embedding(5) as words |> dense(40, W = words.E) ; ",
                "x |> embedding(5) as words |> rnn(40, Wx = words.E) ; ",
                "x |> masked(4) ; ",
                "x |> crossed(40) ; ",
                "x |> embedding(5) as words |> dense(4) loss 0.1 * l2(words.E) + ; ",
            })
    void whichTablesAre(String flow, String expected) {
        String[] parts = flow.split(" loss ");
        Plan plan = plan("""
                cell masked(n) { input x: token<v> param E: matrix<v, n> output y = row(dropout(E, 0.5), x) }
                cell crossed(n) { input x: token<n> param E: matrix<n, n> output y = E * x + row(E, x) }
                input x: token<40>
                output y = %s
                loss %s mse(y)
                train { window 8 }
                """.formatted(parts[0], parts.length > 1 ? parts[1] : ""));
        assertEquals(expected == null ? "" : expected, names(plan.gradients().sparse()));
    }

    /** Where most rows may occur there is nothing to gain. */
    @ParameterizedTest
    @CsvSource({"6, 6, 71, ''", "6, 6, 72, words.E", "20, 6, 72, words.E", "6, 3, 35, ''", "6, 3, 36, words.E"})
    void tablesThatAreLargerThanAWindow(int window, int backward, int rows, String expected) {
        Plan plan = plan("""
                input x: token<%d>
                output y = x |> embedding(5) as words |> dense(4)
                loss mse(y)
                train { window %d, backward %d; batch 6 }
                """.formatted(rows, window, backward));
        assertEquals(expected, names(plan.gradients().sparse()));
    }

    /** Which rules pass over the rows that were touched, and which over all. */
    @ParameterizedTest
    @CsvSource({
        "sgd(rate = 0.1), true",
        "'sgd(rate = 0.1, weightDecay = 0.1)', false",
        "adagrad(rate = 0.1), true",
        "'adagrad(rate = 0.1, weightDecay = 0.1)', false",
        "'adagrad(rate = 0.1, epsilon = 0)', false",
        "momentum(rate = 0.1), false",
        "adam(rate = 0.1), false",
        "adamw(rate = 0.1), false",
        "lion(rate = 0.1), false"
    })
    void whichRulesUpdateTouchedRowsAlone(String rule, boolean alone) {
        String source = EmittedModel.sources(
                        plan("input x: token<40> output y = x |> embedding(4) loss mse(y) train { window 8; optimizer "
                                + rule + " }"),
                        "text")
                .get("text.Sparse_Engine");
        assertEquals(alone, source.contains("KERNELS.update_8Touched(touchedEmbeddingE,"), source);
        assertEquals(!alone, source.contains("KERNELS.update_8Rows(40,"), source);
    }

    /** Without it the step of a row that never occurred is 0 / 0, in each update. */
    @Test
    void adagradWithoutEpsilon() {
        compare(plan("""
                input x: token<40>
                output y = x |> embedding(4)
                loss mse(y)
                train { window 3; optimizer adagrad(rate = 0.1, epsilon = 0) }
                """));
    }

    /** An optimizer's memory that comes from a checkpoint, for rows that this trainer has never seen. */
    @Test
    void anotherTrainerGoesOn() {
        Plan plan = plan("""
                input x: token<40>
                output y = x |> embedding(4)
                loss mse(y)
                train { window 3; batch 2; optimizer adagrad(rate = 0.1); clip norm 0.1 }
                """);
        ModelRun one = run(plan);
        ModelRun other = run(plan);
        for (int i = 0; i < 6; i++) {
            Object[] arrays = one.arrays(WindowData.random(plan.model().graph(), 3, 2, i));
            if (i == 3) {
                copy(one.model().parameters(), other.model().parameters());
                copy(one.trainer().optimizerState(), other.trainer().optimizerState());
            }
            one.trainer().train(Batches.of(one.trainer(), arrays));
            if (i >= 3) {
                other.trainer().train(Batches.of(other.trainer(), arrays));
                assertSame(
                        "gradient of ",
                        one.trainer().gradients(),
                        other.trainer().gradients());
                assertSame("", one.model().parameters(), other.model().parameters());
            }
        }
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).write(from.get(i).toArray());
        }
    }

    /** What a window shows is its own gradient, whatever the one before has touched. */
    @Test
    void gradientsOfEarlierWindowsAreForgotten() {
        Trainer trainer = run(plan("input x: token<40> output y = x |> embedding(4) loss mse(y) train { window 2 }"))
                .trainer();
        for (int token : new int[] {7, 9, 7}) {
            trainer.gradients(Batches.of(trainer, new int[] {token, token}, new float[8]));
            double[] gradient = trainer.gradients().get(0).toArray();
            for (int row = 0; row < 40; row++) {
                boolean zero = Arrays.stream(gradient, row * 4, row * 4 + 4).allMatch(g -> g == 0);
                assertEquals(row != token, zero, "row " + row);
            }
        }
        trainer.gradients(Batches.of(trainer, new Object[] {new int[2], new float[8]}, new int[] {0}));
        assertTrue(Arrays.stream(trainer.gradients().get(0).toArray()).allMatch(g -> g == 0));
    }

    /** Those of the random models that have such tables. */
    @Test
    void randomModels() {
        Stream<Plan> plans = LongStream.iterate(1, seed -> seed + 1)
                .boxed()
                .flatMap(seed -> Stream.of(RandomModel.text(seed), RandomModel.graph(seed)))
                .map(model -> EmittedModel.plan(model.spec()))
                .filter(plan -> !plan.gradients().sparse().isEmpty());
        plans.limit(Math.max(1, Integer.getInteger("fuzz.models", 20) / 4)).forEach(SparseGradientTest::compare);
    }
}
