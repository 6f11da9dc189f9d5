// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.WindowSource;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** An evaluation of generated models gives what their losses and outputs give. */
class EvaluationTest {
    private static final int STEPS = 5;
    private static final int BATCH = 3;

    /** Drawn anew by the window's index, so that it can be asked for again. */
    private record Data(ModelInfo info, int windows, boolean cut) implements WindowSource {
        @Override
        public Batch batch(int window) {
            RandomSource random = RandomSource.of(window);
            int[] x = new int[STEPS * BATCH];
            int[] next = new int[STEPS * BATCH];
            double[] size = new double[STEPS * BATCH * 2];
            int[] kind = new int[BATCH];
            Arrays.setAll(x, i -> random.nextInt(6));
            Arrays.setAll(next, i -> random.nextInt(6));
            Arrays.setAll(size, i -> random.nextDouble());
            Arrays.setAll(kind, i -> random.nextInt(3));
            float[] floats = new float[size.length];
            for (int i = 0; i < size.length; i++) {
                floats[i] = (float) size[i];
            }
            Object sizes = info.precision() == Precision.FLOAT ? floats : size;
            return Batch.of(info, x, next, sizes, kind).lengths(lengths(window));
        }

        private int[] lengths(int window) {
            return cut ? new int[] {window % (STEPS + 1), STEPS, 1} : null;
        }
    }

    private static Model model(String precision, String loss) {
        return CompiledModel.of(EmittedModel.spec("Evaluated", """
                        input x: token<6>
                        h = x |> gru(7)
                        output next = h |> dense(6) |> softmax
                        output size = h |> dense(2)
                        output kind = h |> last |> dense(3) |> softmax
                        loss %s
                        train { window 5, carry state; batch 3; optimizer sgd(rate = 0.1) }
                        precision %s
                        """.formatted(loss, precision)))
                .create(4);
    }

    @Test
    void metricsAndLossesAgree() {
        for (boolean isFloat : new boolean[] {true, false}) {
            for (boolean cut : new boolean[] {true, false}) {
                agree(cut, isFloat ? "float" : "double");
            }
        }
    }

    private static void agree(boolean cut, String precision) {
        // Sums over what exists, so that the windows' losses add up to what the metrics are the means of.
        Model model = model(
                precision,
                "crossEntropy(next, reduction = sum) + 1000 * mse(size, reduction = sum)"
                        + " + 1000000 * crossEntropy(kind, reduction = sum)");
        Data data = new Data(model.info(), 7, cut);
        Metric next = Metrics.crossEntropy(6);
        Metric size = Metrics.rmse(2);
        Metric kind = Metrics.crossEntropy(3);
        Evaluation evaluation = new Evaluation(model)
                .measure("next", next)
                .measure("size", size)
                .measure("kind", kind);
        double loss = evaluation.loss(data);
        int steps = 0;
        for (int window = 0; window < 7; window++) {
            steps += data.cut() ? Arrays.stream(data.lengths(window)).sum() : STEPS * BATCH;
        }
        double expected = next.value() * steps
                + 1000 * size.value() * size.value() * steps * 2
                + 1000000 * kind.value() * 7 * BATCH;
        assertEquals(expected / 7, loss, 2e-7 * loss);
        double again = evaluation.loss(data);
        assertEquals(loss, again, "states and metrics start anew");
        assertEquals(
                expected,
                next.value() * steps
                        + 1000 * size.value() * size.value() * steps * 2
                        + 1000000 * kind.value() * 7 * BATCH);
    }

    /** Metrics are the same to the bit, whether a predictor or a trainer has run the windows. */
    @ParameterizedTest
    @ValueSource(strings = {"window 5, carry state; batch 3", "window 5; batch 3"})
    void predictionsGiveTheMetricsOfTraining(String training) {
        for (String flow : new String[] {"gru(7)", "bidirectional(gru(4))", "lstm(5) |> reverse(gru(3))"}) {
            for (String precision : new String[] {"float", "double"}) {
                Model model = CompiledModel.of(EmittedModel.spec("Evaluated", """
                                input x: token<6>
                                h = x |> %s
                                output next = h |> dense(6) |> softmax
                                output size = h |> dense(2)
                                output kind = h |> final |> dense(3) |> softmax
                                loss crossEntropy(next) + mse(size) + crossEntropy(kind)
                                train { %s; optimizer sgd(rate = 0.1) }
                                precision %s
                                """.formatted(flow, training, precision)))
                        .create(4);
                same(model, new Data(model.info(), 4, true));
                same(model, new Data(model.info(), 4, false));
            }
        }
    }

    private static void same(Model model, Data data) {
        Metric[] metrics = {Metrics.crossEntropy(6), Metrics.rmse(2), Metrics.crossEntropy(3)};
        Evaluation evaluation = new Evaluation(model)
                .measure("next", metrics[0])
                .measure("size", metrics[1])
                .measure("kind", metrics[2]);
        evaluation.run(data);
        double[] predicted = Arrays.stream(metrics).mapToDouble(Metric::value).toArray();
        evaluation.loss(data);
        assertArrayEquals(Arrays.stream(metrics).mapToDouble(Metric::value).toArray(), predicted);
        evaluation.run(data);
        assertArrayEquals(
                predicted, Arrays.stream(metrics).mapToDouble(Metric::value).toArray(), "states start anew");
    }

    @Test
    void theTrainerThatTrainsIsLeftAlone() {
        Model model = model("double", "crossEntropy(next) + mse(size) + crossEntropy(kind)");
        Trainer trainer = model.newTrainer();
        Data data = new Data(model.info(), 4, false);
        trainer.train(data.batch(0));
        double[] state = trainer.states().get(0).toArray();
        double[] weight = model.parameters().get(0).toArray();
        Evaluation evaluation = new Evaluation(model);
        double first = evaluation.loss(data, 1);
        assertEquals(first, evaluation.loss(new Data(model.info(), 1, false)));
        evaluation.run(data, 100);
        assertArrayEquals(state, trainer.states().get(0).toArray());
        assertArrayEquals(weight, model.parameters().get(0).toArray());
        assertEquals(1, trainer.updates());
        assertThrows(IllegalArgumentException.class, () -> evaluation.run(data, 0));
    }

    /** Karpathy's model, whose states are carried on: 200 windows with and without a look at other data after each. */
    @Test
    void aLookBetweenWindowsChangesNothing() {
        Model look = characters();
        Model none = characters();
        Trainer looking = look.newTrainer();
        Trainer training = none.newTrainer();
        for (int window = 0; window < 200; window++) {
            Object[] data = following(window);
            assertEquals(
                    training.train(Batches.of(training, data)),
                    looking.train(Batches.of(looking, data)),
                    "window " + window);
            looking.evaluate(Batches.of(looking, data[1], data[0]));
            looking.gradients(Batches.of(looking, data[1], data[0]));
            assertArrayEquals(state(training), state(looking));
        }
        for (int i = 0; i < none.parameters().size(); i++) {
            assertArrayEquals(
                    none.parameters().get(i).toArray(), look.parameters().get(i).toArray());
        }
    }

    @Test
    void statesMoveOnWhereThatIsAskedFor() {
        Trainer stepping = characters().newTrainer();
        Trainer advancing = characters().newTrainer();
        stepping.train(Batches.of(stepping, following(0)));
        advancing.evaluate(Batches.of(advancing, following(0)));
        assertArrayEquals(new double[20], state(advancing));
        advancing.advanceState();
        assertArrayEquals(state(stepping), state(advancing));
    }

    /** Without {@code carry state} a window's start is what was written, until a window has been trained on. */
    @Test
    void aLookKeepsAStateThatWasWritten() {
        Trainer trainer =
                CompiledModel.of(EmittedModel.spec("Written", """
                        input x: token<3>
                        output y = x |> rnn(2) |> dense(1)
                        loss mse(y)
                        train { window 4; optimizer sgd(rate = 0.1) }
                        """)).create(1).newTrainer();
        Object[] data = {new int[] {0, 1, 2, 0}, new float[4]};
        trainer.states().get(0).write(new double[] {0.5, -0.5});
        double loss = trainer.evaluate(Batches.of(trainer, data));
        assertEquals(loss, trainer.gradients(Batches.of(trainer, data)));
        assertArrayEquals(new double[] {0.5, -0.5}, state(trainer));
        assertEquals(loss, trainer.train(Batches.of(trainer, data)));
        assertArrayEquals(new double[2], state(trainer));
    }

    private static double[] state(Trainer trainer) {
        return trainer.states().get(0).toArray();
    }

    private static Model characters() {
        return CompiledModel.of(EmittedModel.spec("Characters", """
                        input x: token<30>
                        output next = x |> rnn(20) |> dense(30) |> softmax
                        loss crossEntropy(next, reduction = sum)
                        train { window 25, carry state; optimizer adagrad(rate = 0.1); clip value 5 }
                        """)).create(1);
    }

    /** A text in which each character has one that follows it. */
    private static Object[] following(int window) {
        RandomSource random = RandomSource.of(window);
        int[] x = new int[25];
        int[] next = new int[25];
        Arrays.setAll(x, i -> random.nextInt(30));
        Arrays.setAll(next, i -> (x[i] * 7 + 3) % 30);
        return new Object[] {x, next};
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Evaluation evaluation = new Evaluation(model("float", "crossEntropy(next) + mse(size) + crossEntropy(kind)"));
        assertRefused(
                "model Evaluated has no output \"nxt\" with a target. There are: next, size, kind",
                evaluation,
                "nxt",
                Metrics.accuracy(6));
        assertRefused(
                "accuracy compares one of 5 tokens, but next is compared with one of 6 tokens",
                evaluation,
                "next",
                Metrics.accuracy(5));
        assertRefused(
                "RMSE compares 6 numbers, but next is compared with one of 6 tokens",
                evaluation,
                "next",
                Metrics.rmse(6));
        assertRefused(
                "accuracy compares one of 2 tokens, but size is compared with 2 numbers",
                evaluation,
                "size",
                Metrics.accuracy(2));
    }

    private static void assertRefused(String message, Evaluation evaluation, String output, Metric metric) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> evaluation.measure(output, metric));
        assertEquals(message, e.getMessage());
    }
}
