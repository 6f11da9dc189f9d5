// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.Checkpoints;
import org.rnnc.training.Schedule;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.WindowSource;

/** Rates and numbers of updates that cannot be, and updates that leave what cannot be. */
class UpdateNumbersTest {
    /** Window 3 is zeros, where the loss is 0 and the derivative of the root infinite. */
    private static WindowSource source(ModelInfo info) {
        return new WindowSource() {
            @Override
            public int windows() {
                return 6;
            }

            @Override
            public Batch batch(int window) {
                return Batch.of(info, data(info.precision(), window == 3 ? 0 : 1, 1));
            }
        };
    }

    private static Object[] data(Precision precision, double x, double target) {
        if (precision == Precision.DOUBLE) {
            double[] inputs = new double[6];
            Arrays.fill(inputs, x);
            return new Object[] {inputs, new double[] {target, target}};
        }
        float[] inputs = new float[6];
        Arrays.fill(inputs, (float) x);
        return new Object[] {inputs, new float[] {(float) target, (float) target}};
    }

    @ParameterizedTest
    @CsvSource({
        "precision float,'',1",
        "precision double,'',1",
        "precision float,; clip norm 1,100",
        "precision double,; clip norm 1,100",
        "precision float,; clip norm 1 per tensor,100",
        "precision float,; clip value 1,1"
    })
    void anUpdateThatIsNotFiniteIsNoticed(String precision, String clip, int saveEvery, @TempDir Path folder)
            throws IOException {
        CompiledModel compiled = CompiledModel.of("""
                input  x: vector<3>
                output y = sqrt(abs(x |> dense(1, bias = false)))
                loss   mse(y)
                train { window 2; optimizer adam(rate = 0.01) %s }
                %s
                """.formatted(clip, precision));
        Model model = compiled.create(1);
        Trainer trainer = model.newTrainer();
        Checkpoints checkpoints = new Checkpoints(trainer, folder);
        TrainingLoop.Result result = TrainingLoop.over(trainer, source(model.info()))
                .epochs(1)
                .save(checkpoints, saveEvery)
                .run();
        assertEquals(TrainingLoop.End.UPDATE_NOT_FINITE, result.end());
        assertEquals(4, result.windows());
        String which = saveEvery == 1 ? "after update 4, " : "after one of the updates 1 to 4, ";
        assertTrue(
                result.problem().startsWith(which + "parameter \"dense.weight\" has NaN at [0][0]"), result.problem());
        if (saveEvery == 1) {
            Model resumed = compiled.create(2);
            assertEquals(
                    2,
                    new Checkpoints(resumed.newTrainer(), folder)
                            .resumeLast()
                            .orElseThrow()
                            .window());
            assertTrue(Double.isFinite(resumed.parameter("dense.weight").get(0, 0)));
        } else {
            assertFalse(Files.exists(checkpoints.last()));
        }
    }

    private static CompiledModel line(String train) {
        return CompiledModel.of("""
                input  x: vector<3>
                output y = x |> dense(2) as a |> dense(1) as b
                loss   mse(y)
                train { window 2; %s }
                """.formatted(train));
    }

    private static double[] numbers(Trainer trainer) {
        double[] a = trainer.model().parameter("a.weight").toArray();
        double[] b = trainer.model().parameter("b.weight").toArray();
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer adam(rate = 0.01)",
                "optimizer sgd(rate = 0.01); optimizer adam(rate = 1) for b",
                "optimizer lion(rate = 0.01)"
            })
    void ratesThatCannotBeAreRefused(String train) {
        Trainer trainer = line(train).create(1).newTrainer();
        trainer.setLearningRate(0.25);
        for (double rate :
                new double[] {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39, 1e300
                }) {
            assertThrows(IllegalArgumentException.class, () -> trainer.setLearningRate(rate), "" + rate);
            assertEquals(0.25, trainer.learningRate());
        }
        if (train.contains(" for b")) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> trainer.setLearningRate(1e37));
            assertTrue(
                    e.getMessage()
                            .startsWith(
                                    "rate of the optimizer whose own is 1.0: expected a number from 0 to the largest float"),
                    e.getMessage());
            assertEquals(0.25, trainer.learningRate());
        }
        for (double none : new double[] {0, 1e-46, Double.MIN_VALUE, -0.0}) {
            trainer.setLearningRate(none);
            double[] before = numbers(trainer);
            trainer.train(Batches.of(trainer, data(Precision.FLOAT, 1, 9)));
            assertArrayEquals(before, numbers(trainer), "a rate of " + none + " moves nothing");
        }
        trainer.setLearningRate(0.25);
        trainer.train(Batches.of(trainer, data(Precision.FLOAT, 1, 9)));
        for (double number : numbers(trainer)) {
            assertTrue(Double.isFinite(number));
        }
    }

    @Test
    void numbersOfUpdatesThatCannotBeAreRefused() {
        Trainer trainer = line("optimizer nadam(rate = 0.01)").create(1).newTrainer();
        trainer.setUpdates(7);
        for (long updates : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 62) + 1}) {
            assertThrows(IllegalArgumentException.class, () -> trainer.setUpdates(updates));
            assertEquals(7, trainer.updates());
        }
        trainer.setUpdates(1L << 62);
        trainer.train(Batches.of(trainer, data(Precision.FLOAT, 1, 9)));
        assertEquals((1L << 62) + 1, trainer.updates());
        for (double number : numbers(trainer)) {
            assertTrue(Double.isFinite(number));
        }
    }

    @Test
    void aScheduleMayEndInZeroAndBeResumedFrom(@TempDir Path folder) throws IOException {
        CompiledModel compiled = line("optimizer adam(rate = 0.01)");
        Trainer trainer = compiled.create(1).newTrainer();
        TrainingLoop.Result result = TrainingLoop.over(
                        trainer, source(trainer.model().info()))
                .epochs(2)
                .schedule(trainer, Schedule.cosine(0.1, 0, 6))
                .run();
        assertEquals(12, result.windows());
        assertEquals(0, trainer.learningRate());
        Checkpoint.save(trainer, folder.resolve("file"));
        Trainer other = compiled.create(2).newTrainer();
        Checkpoint.restore(other, folder.resolve("file"));
        assertEquals(0, other.learningRate());
        assertArrayEquals(numbers(trainer), numbers(other));
    }

    @Test
    void aRateOfDoubleMayBeLarger() {
        Trainer trainer = CompiledModel.of("""
                input  x: vector<3>
                output y = x |> dense(1)
                loss   mse(y)
                train { window 2; optimizer sgd(rate = 0.01) }
                precision double
                """).create(1).newTrainer();
        trainer.setLearningRate(1e39);
        assertEquals(1e39, trainer.learningRate());
        assertThrows(IllegalArgumentException.class, () -> trainer.setLearningRate(-1));
        assertThrows(IllegalArgumentException.class, () -> trainer.setLearningRate(1 / 0.0));
    }
}
