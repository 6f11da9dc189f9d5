// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.tensor.Tensor;

/** A window with a finite loss whose update leaves numbers that are not finite. */
class PoisonedTrainingTest {
    private final Path folder;
    private final FakeModel model = FakeModel.counting(Precision.DOUBLE);
    private final FakeModel.FakeTrainer trainer = model.newTrainer();
    private final Checkpoints checkpoints;
    private final List<Integer> told = new ArrayList<>();

    PoisonedTrainingTest(@TempDir Path folder) {
        this.folder = folder;
        checkpoints = new Checkpoints(trainer, folder.resolve("run"));
    }

    private double step(int window, int poisoned, Tensor tensor, double value) {
        trainer.setUpdates(window + 1);
        if (window == poisoned) {
            double[] values = tensor.toArray();
            values[1 % values.length] = value;
            tensor.write(values);
        }
        return 1;
    }

    private TrainingLoop loop(int poisoned, Tensor tensor, double value) {
        return new TrainingLoop(window -> step(window, poisoned, tensor, value))
                .windows(12)
                .listen(TrainingListeners.report(progress -> told.add(progress.window())));
    }

    private static int window(Path file) throws IOException {
        return Integer.parseInt(Checkpoint.notes(file).get("window"));
    }

    @Test
    void endsTheLoopAndKeepsTheLastGoodCheckpoint() throws IOException {
        TrainingLoop.Result result = loop(5, model.parameter("rnn.weight"), Double.NaN)
                .save(checkpoints, 1)
                .run();
        assertEquals(TrainingLoop.End.UPDATE_NOT_FINITE, result.end());
        assertEquals(6, result.windows());
        assertEquals(List.of(0, 1, 2, 3, 4, 5), told);
        assertEquals(
                "after update 6, parameter \"rnn.weight\" has NaN at [0][1], expected a finite number. The loss was finite, a"
                        + " derivative was not: keep sqrt, log and divisors away from 0, as in sqrt(x + 1e-6); where values"
                        + " grow without end, try a lower rate or `clip norm 1`",
                result.problem());
        assertEquals(4, window(checkpoints.last()));
        FakeModel resumed = FakeModel.of(Precision.DOUBLE);
        assertTrue(new Checkpoints(resumed.newTrainer(), folder.resolve("run"))
                .resumeLast()
                .isPresent());
        assertEquals(2, resumed.parameter("rnn.weight").get(0, 1));
    }

    @Test
    void isSaidAlsoOfWhatTheOptimizerRemembersAndOfStates() {
        String problem = loop(0, trainer.optimizerState().get(0), Double.POSITIVE_INFINITY)
                .save(checkpoints, 1)
                .run()
                .problem();
        assertTrue(
                problem.startsWith("after update 1, the optimizer's \"rnn.weight/v\" has Infinity at [0][1]"), problem);
        assertFalse(Files.exists(checkpoints.last()), "there was no good one");
        trainer.optimizerState().get(0).write(new double[12]);
        problem = loop(0, trainer.states().get(0), Double.NaN)
                .save(checkpoints, 1)
                .run()
                .problem();
        assertTrue(problem.startsWith("after update 1, state \"h\" has NaN at [0][0]"), problem);
        assertTrue(problem.contains("a state that grows"), problem);
    }

    @Test
    void isFoundWhereItIsSavedAndSaysSinceWhen() throws IOException {
        TrainingLoop.Result result = loop(5, model.parameter("rnn.bias"), Double.NEGATIVE_INFINITY)
                .save(checkpoints, 4)
                .run();
        assertEquals(TrainingLoop.End.UPDATE_NOT_FINITE, result.end());
        assertEquals(8, result.windows());
        assertTrue(
                result.problem()
                        .startsWith("after one of the updates 5 to 8, parameter \"rnn.bias\" has -Infinity at [1]"),
                result.problem());
        assertEquals(3, window(checkpoints.last()));
    }

    @Test
    void isFoundAtTheEndWithoutCheckpoints() {
        WindowSource source = new WindowSource() {
            @Override
            public int windows() {
                return 3;
            }

            @Override
            public Batch batch(int window) {
                return Batch.of(model.info(), new double[] {1});
            }
        };
        TrainingLoop.Result result =
                TrainingLoop.over(trainer, source).windows(1).run();
        assertEquals(TrainingLoop.End.WINDOWS, result.end());
        assertEquals("", result.problem());
        trainer.states().get(0).write(new double[] {1});
        model.parameter("rnn.bias").write(new double[] {Double.NaN, 0});
        assertEquals(
                TrainingLoop.End.UPDATE_NOT_FINITE,
                TrainingLoop.over(trainer, source).windows(1).run().end());
    }

    @Test
    void anAlarmingNormIsLookedAtAtOnce() {
        trainer.finite = false;
        TrainingLoop.Result result = loop(5, model.parameter("rnn.bias"), Double.NaN)
                .schedule(trainer, Schedule.constant(1))
                .run();
        assertEquals(6, result.windows());
        assertTrue(result.problem().startsWith("after update 6, "), result.problem());
        model.parameter("rnn.bias").write(new double[2]);
        result = loop(-1, model.parameter("rnn.bias"), 0)
                .schedule(trainer, Schedule.constant(1))
                .run();
        assertEquals(TrainingLoop.End.WINDOWS, result.end(), "a norm may overflow and the update be fine");
    }

    @Test
    void theBestCheckpointStaysToo() throws IOException {
        Validation validation = new Validation(1, Goal.MAXIMIZE, trainer::updates);
        List<Integer> after = new ArrayList<>();
        TrainingLoop.Result result = loop(5, model.parameter("rnn.weight"), Double.NaN)
                .listen(validation.whenBest(checkpoints::saveBest))
                .listen(TrainingListeners.every(1, progress -> Checkpoint.save(trainer, folder.resolve("by hand"))))
                .listen(TrainingListeners.report(progress -> after.add(progress.window())))
                .save(checkpoints, 100)
                .run();
        assertEquals(TrainingLoop.End.UPDATE_NOT_FINITE, result.end());
        assertTrue(
                result.problem().startsWith("after one of the updates 1 to 6, parameter \"rnn.weight\""),
                result.problem());
        assertEquals(List.of(0, 1, 2, 3, 4, 5), after, "all listeners are told");
        assertEquals(4, window(checkpoints.best()));
        FakeModel resumed = FakeModel.of(Precision.DOUBLE);
        Checkpoint.restore(resumed.newTrainer(), folder.resolve("by hand"));
        assertArrayEquals(
                FakeModel.counting(Precision.DOUBLE).parameter("rnn.weight").toArray(),
                resumed.parameter("rnn.weight").toArray());
    }

    @Test
    void aLossThatIsNotFiniteSaysWhatElseIs() throws IOException {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            model.parameter("rnn.bias").write(new double[2]);
            TrainingLoop.Result result = new TrainingLoop(window -> {
                        double finite = step(window, 7, model.parameter("rnn.bias"), loss);
                        return window == 7 ? loss : finite;
                    })
                    .save(checkpoints, 1)
                    .run();
            assertEquals(TrainingLoop.End.LOSS_NOT_FINITE, result.end());
            assertEquals(
                    "the loss of window 7 is " + loss + ", and after update 8, parameter \"rnn.bias\" has " + loss
                            + " at [1], expected a finite number: try a lower rate or `clip norm 1`, and look at the data of"
                            + " this window and of those before it",
                    result.problem());
            assertEquals(6, window(checkpoints.last()));
        }
    }

    /** A loss can be infinite where clipped gradients leave all parameters finite. */
    @Test
    void whatIsNotSavedForTheLossAloneEndsTheLoopToo() {
        Validation validation = new Validation(1, Goal.MAXIMIZE, trainer::updates).whenBest(checkpoints::saveBest);
        TrainingLoop.Result result = new TrainingLoop(window -> {
                    trainer.setUpdates(window + 1);
                    return window == 3 ? Double.POSITIVE_INFINITY : 1;
                })
                .windows(12)
                .listen(validation)
                .save(checkpoints, 1)
                .run();
        assertEquals(TrainingLoop.End.LOSS_NOT_FINITE, result.end());
        assertEquals(4, result.windows());
        assertTrue(result.problem().startsWith("the loss of window 3 is Infinity: "), result.problem());
    }
}
