// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Gradients of the last steps of a window only; {@link RandomModelsTest} has more of them. */
class BackwardLengthTest {
    private static ModelSpec spec(String input, String flow, String loss, String training) {
        return EmittedModel.spec("Cut", """
                input x: %s
                output y = x |> %s
                loss %s
                precision double
                train { %s; optimizer sgd(rate = 0.1) }
                """.formatted(input, flow, loss, training));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "vector<3>; lstm(5) |> dense(2); mse(y, reduction = sum); auto",
                "vector<3>; gru(5) |> rnn(4) |> dense(2); mse(y); full",
                "vector<3>; bidirectional(gru(5)) |> final |> dense(2); mse(y, reduction = sum); auto",
                "token<9>; embedding(4) |> bidirectional(rnn(5)) |> lstm(3) |> dense(4) |> softmax; crossEntropy(y); 2",
                "vector<2>; gru(4) |> dropout(0.3) |> last |> dense(1); mse(y, reduction = sum); 3",
                "vector<3>; lstm(5, zoneout = 0.4) |> dense(2); mse(y, reduction = sum); auto observe lstm.c, lstm.h"
            })
    void languageModels(String input, String flow, String loss, String unroll) {
        String training = "window 6, backward 2, carry state; batch 4; gradients input; unroll " + unroll;
        LengthsComparison.compare(spec(input, flow, loss, training), 3);
    }

    /** How many steps a sequence has, and which of them has the largest value, is known of all of its steps. */
    @ParameterizedTest
    @CsvSource({"maxOverSteps", "meanOverSteps", "sumOverSteps"})
    void poolingIsOverAllSteps(String pooling) {
        ModelSpec spec = spec(
                "vector<2>",
                "mgu(4) |> " + pooling + " |> dense(2)",
                "mse(y, reduction = sum)",
                "window 6, backward 2; batch 4; gradients input");
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        for (int[] lengths : new int[][] {null, {6, 1, 5, 2}, {2, 2, 1, 3}}) {
            WindowData data = run.now(WindowData.random(spec.graph(), 6, 4, 5));
            double loss = run.gradients(run.arrays(data), lengths);
            WindowComparison.check(run, pooling + " of " + Arrays.toString(lengths) + ", ", data, lengths, loss);
        }
    }

    private static Trainer trainer(ModelSpec spec) {
        return CompiledModel.of(spec).create(7).newTrainer();
    }

    private static double[] numbers(int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> Math.sin(1 + 3 * i));
        return numbers;
    }

    /** What a window of the last steps alone gives, started from the state in which the steps before them end. */
    @ParameterizedTest
    @CsvSource({"lstm, 12, 5, 1", "gru, 9, 8, 3", "rnn, 7, 1, 2"})
    void areThoseOfAWindowOfTheLastSteps(String cell, int window, int backward, int batch) {
        String flow = cell + "(5) |> " + cell + "(4) |> dense(2)";
        String loss = "mse(y, reduction = sum)";
        String rest = ", carry state; gradients input; batch " + batch;
        Trainer whole = trainer(spec("vector<3>", flow, loss, "window " + window + ", backward " + backward + rest));
        Trainer before = trainer(spec("vector<3>", flow, loss, "window " + (window - backward) + rest));
        Trainer last = trainer(spec("vector<3>", flow, loss, "window " + backward + rest));
        double[] x = numbers(window * batch * 3);
        double[] y = numbers(window * batch * 2);
        int split = window - backward;
        double loss1 = before.evaluate(
                Batches.of(before, Arrays.copyOf(x, split * batch * 3), Arrays.copyOf(y, split * batch * 2)));
        before.advanceState();
        for (int i = 0; i < last.states().size(); i++) {
            last.states().get(i).write(before.states().get(i).toArray());
        }
        double loss2 = last.gradients(Batches.of(
                last,
                Arrays.copyOfRange(x, split * batch * 3, x.length),
                Arrays.copyOfRange(y, split * batch * 2, y.length)));
        double lossOfWhole = whole.gradients(Batches.of(whole, x, y));
        last.advanceState();
        whole.advanceState();
        assertEquals(loss1 + loss2, lossOfWhole, 1e-12 * lossOfWhole);
        for (int i = 0; i < last.gradients().size(); i++) {
            Tensor expected = last.gradients().get(i);
            assertArrayEquals(
                    expected.toArray(), whole.gradients().get(i).toArray(), 1e-12, "gradient of " + expected.name());
        }
        double[] input = whole.inputGradients().get(0).toArray();
        double[] expected = new double[input.length];
        double[] ofLast = last.inputGradients().get(0).toArray();
        System.arraycopy(ofLast, 0, expected, expected.length - ofLast.length, ofLast.length);
        assertArrayEquals(expected, input);
        for (int i = 0; i < last.states().size(); i++) {
            assertArrayEquals(
                    last.states().get(i).toArray(), whole.states().get(i).toArray());
        }
    }

    /** A sequence shorter than the window has last steps of its own. */
    @Test
    void eachSequenceHasItsOwnLastSteps() {
        Trainer trainer = trainer(
                spec("vector<1>", "rnn(2) |> dense(1)", "mse(y)", "window 6, backward 2; batch 3; gradients input"));
        trainer.gradients(Batches.of(trainer, new Object[] {numbers(18), numbers(18)}, new int[] {6, 3, 1}));
        double[] gradient = trainer.inputGradients().get(0).toArray();
        for (int t = 0; t < 6; t++) {
            for (int sequence = 0; sequence < 3; sequence++) {
                int length = new int[] {6, 3, 1}[sequence];
                boolean counts = t < length && t >= length - 2;
                assertEquals(counts, gradient[t * 3 + sequence] != 0, "step " + t + " of sequence " + sequence);
            }
        }
    }

    /** A window whose gradients come from all of it is the same with and without saying so. */
    @Test
    void allStepsAreTheDefault() {
        String said = String.valueOf(
                EmittedModel.sources(spec("vector<1>", "rnn(2)", "mse(y)", "window 6, backward 6"), "p"));
        assertEquals(
                String.valueOf(EmittedModel.sources(spec("vector<1>", "rnn(2)", "mse(y)", "window 6"), "p")), said);
        assertTrue(!said.contains("backwardRows"));
    }
}
