// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Generator;
import org.rnnc.training.Goal;
import org.rnnc.training.ReduceOnPlateau;
import org.rnnc.training.Schedule;
import org.rnnc.training.TokenWindows;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** What stands around a model takes not one byte per window or token either. */
class TrainingAllocationTest {
    private static final int WARM_UP = 300;
    private static final int RUNS = 200;

    /** Bytes; of a 64-bit JVM. */
    private static final int SMALLEST_OBJECT = 16;

    private static StreamingModel model(String precision) {
        return (StreamingModel) CompiledModel.of(EmittedModel.spec("Measured", """
                        input x: token<9>
                        output next = x |> gru(8) |> dense(9) |> softmax
                        loss crossEntropy(next)
                        train { window 6, carry state; batch 2; optimizer adam(rate = 0.01) }
                        precision %s
                        """.formatted(precision)))
                .create(1);
    }

    private static TokenWindows windows(StreamingModel model) {
        RandomSource random = RandomSource.of(3);
        return new TokenWindows(
                model.info(),
                IntStream.range(0, 500).map(i -> random.nextInt(9)).toArray());
    }

    private static void assertNothing(String what, Runnable work) {
        assertEquals(0, AllocationMeter.bytes(WARM_UP, RUNS, work), what);
    }

    /**
     * What a run takes once is not the same in both: the compiler of the JVM may spare some of it, in one and not in the
     * other. But a window that made one object, however small, would take more than all of that.
     */
    private static void assertNothingPerWindow(int few, Runnable fewWindows, int many, Runnable manyWindows) {
        long more =
                AllocationMeter.bytes(WARM_UP, RUNS, manyWindows) - AllocationMeter.bytes(WARM_UP, RUNS, fewWindows);
        long oneObjectPerWindow = (long) SMALLEST_OBJECT * RUNS * (many - few);
        assertTrue(
                more < oneObjectPerWindow,
                () -> more + " bytes more for " + RUNS + " times " + (many - few) + " windows");
    }

    @Test
    void schedules() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(
                Schedule.cosineRestarts(1, 0, 10, 2).warmUp(5).times(2).atLeast(1e-9), Goal.MINIMIZE, 0.5, 2);
        Schedule other = Schedule.oneCycle(1, 1000).then(900, Schedule.exponential(1, 0.5, 7));
        double[] sink = {0};
        long[] update = {0};
        assertNothing("rates", () -> {
            sink[0] += plateau.learningRate(update[0]) + other.learningRate(update[0]);
            plateau.observe(update[0]++ % 5);
        });
    }

    /** A loop itself takes some bytes, whatever the number of its windows. */
    @Test
    void windowsOfALoop() {
        StreamingModel model = model("float");
        Trainer trainer = model.newTrainer();
        TokenWindows windows = windows(model);
        Schedule schedule = Schedule.cosine(0.01, 0.001, 5_000).warmUp(100);
        TrainingLoop few =
                TrainingLoop.over(trainer, windows).schedule(trainer, schedule).windows(50);
        TrainingLoop many =
                TrainingLoop.over(trainer, windows).schedule(trainer, schedule).windows(500);
        assertNothingPerWindow(50, few::run, 500, many::run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void metrics(String precision) {
        StreamingModel model = model(precision);
        Trainer trainer = model.newTrainer();
        TokenWindows windows = windows(model);
        Batch data = windows.batch(0).lengths(new int[] {6, 3});
        trainer.evaluate(data);
        for (Metric metric : new Metric[] {
            Metrics.accuracy(9), Metrics.perplexity(9), Metrics.bitsPerCharacter(9), Metrics.macroF1(9)
        }) {
            assertNothing(metric.name(), () -> metric.add(trainer.values("next"), data, "next"));
        }
        Metric rmse = Metrics.rmse(9);
        float[] numbers = new float[6 * 2 * 9];
        assertNothing("RMSE", () -> rmse.add(numbers, numbers, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void tokensOfAGenerator(String precision) {
        Sampling sampling = Sampling.of(9).temperature(0.8).topK(5).nucleus(0.9);
        Generator generator =
                Generator.of(model(precision), sampling, RandomSource.of(5)).read(1);
        assertNothing("a token", generator::next);
    }

    @Test
    void windowsOfAnEvaluation() {
        StreamingModel model = model("float");
        Evaluation evaluation = new Evaluation(model).measure("next", Metrics.bitsPerCharacter(9));
        TokenWindows windows = windows(model);
        assertNothingPerWindow(2, () -> evaluation.run(windows, 2), 20, () -> evaluation.run(windows, 20));
    }
}
