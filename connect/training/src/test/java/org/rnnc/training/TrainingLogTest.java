// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;

/** What a loop leaves behind: a log that plots can be made from, and the best parameters. */
class TrainingLogTest {
    @TempDir
    private Path folder;

    /** A training run of epochs of 4 windows, with scores and a log. */
    private final class Run {
        final FakeModel model = FakeModel.counting(Precision.DOUBLE);
        final Trainer trainer = model.newTrainer();
        final Path file = folder.resolve("log.csv");
        final TrainingLog log = new TrainingLog(file, trainer, 4);
        final Validation validation =
                new Validation(8, Goal.MINIMIZE, () -> 1.0 / (1 + trainer.updates())).report(log::score);
        final Checkpoints checkpoints =
                new Checkpoints(trainer, folder.resolve("run")).keep("log", log).keep("validation", validation);

        TrainingLoop.Result to(int windows, boolean resume) throws IOException {
            TrainingLoop loop = new TrainingLoop(
                            window -> trainer.train(Batch.of(model.info(), new double[] {Math.sin(window)})))
                    .windows(windows)
                    .listen(validation)
                    .listen(log)
                    .save(checkpoints, 5);
            return (resume ? loop.resume(checkpoints) : loop).run();
        }

        /** Without the last column, which is time. */
        List<String> rows() throws IOException {
            return Files.readAllLines(file).stream()
                    .map(row -> row.substring(0, row.lastIndexOf(',')))
                    .toList();
        }
    }

    @Test
    void hasARowForEachEpoch() throws IOException {
        Run run = new Run();
        run.to(18, false);
        List<String> rows = run.rows();
        assertEquals("epoch,updates,loss,validation,rate", rows.get(0));
        assertEquals(5, rows.size(), "an epoch that was not finished has none");
        assertTrue(rows.get(1).startsWith("1,4,"), rows.get(1));
        assertTrue(rows.get(1).endsWith(",,0.01"), rows.get(1));
        assertTrue(rows.get(2).endsWith("," + 1.0 / 9 + ",0.01"), rows.get(2));
        assertTrue(rows.get(4).startsWith("4,16,"), rows.get(4));
        assertTrue(Files.readString(run.file)
                .matches("(?s)epoch,updates,loss,validation,rate,seconds\n(.*,\\d+\\.\\d+\n){4}"));
        new Run().to(4, false);
        assertEquals(2, new Run().rows().size(), "another run begins anew");
    }

    @Test
    void goesOnAsIfNothingHadHappened() throws IOException {
        new Run().to(20, false);
        List<String> whole = new Run().rows();
        Files.delete(folder.resolve("run/last.checkpoint"));

        new Run().to(10, false);
        // What was killed has written on behind its last checkpoint, half a row at the end.
        Files.writeString(folder.resolve("log.csv"), "3,12,0,,0.01,1\n4,1", java.nio.file.StandardOpenOption.APPEND);
        Run second = new Run();
        second.to(20, true);
        assertEquals(whole, second.rows());
    }

    @Test
    void saysWhatCannotBeWritten() {
        Run run = new Run();
        TrainingLog log = new TrainingLog(folder.resolve("nowhere/log.csv"), run.trainer, 1);
        TrainingLoop loop = new TrainingLoop(window -> 1).windows(1).listen(log);
        UncheckedIOException e = assertThrows(UncheckedIOException.class, loop::run);
        assertTrue(e.getMessage().contains("nowhere"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TrainingLog(run.file, run.trainer, 0));
        assertThrows(IllegalArgumentException.class, () -> log.resume("1 2"));
    }

    @Test
    void theBestParametersComeBack() {
        FakeModel model = FakeModel.counting(Precision.DOUBLE);
        Trainer trainer = model.newTrainer();
        List<double[]> seen = new ArrayList<>();
        double[] scores = {3, 1, 2, 4, 5};
        Validation validation = new Validation(1, Goal.MINIMIZE, () -> {
                    seen.add(model.parameter("rnn.weight").toArray());
                    return scores[seen.size() - 1];
                })
                .patience(3)
                .restoreBest(model);
        TrainingLoop loop = new TrainingLoop(window -> trainer.train(Batch.of(model.info(), new double[] {1})));
        assertFalse(validation.isBestRestored());
        TrainingLoop.Result result = loop.listen(validation).run();
        assertEquals(TrainingLoop.End.LISTENER, result.end());
        assertEquals(5, result.windows());
        assertTrue(validation.isBestRestored());
        assertArrayEquals(seen.get(1), model.parameter("rnn.weight").toArray());
    }

    @Test
    void whatWasBestBeforeACheckpointIsSaidToBeGone() {
        FakeModel model = FakeModel.counting(Precision.DOUBLE);
        Validation validation = new Validation(1, Goal.MINIMIZE, () -> 2).restoreBest(model);
        validation.resume("0x1.0p0 0 3");
        new TrainingLoop(window -> 1).windows(2).listen(validation).run();
        assertFalse(validation.isBestRestored());
        assertEquals(1, validation.best());
    }

    /** The file to go on from has the last parameters, not the best. */
    @Test
    void trainingGoesOnFromTheLast() throws IOException {
        FakeModel model = FakeModel.counting(Precision.DOUBLE);
        Trainer trainer = model.newTrainer();
        int[] count = {0};
        Validation validation = new Validation(1, Goal.MINIMIZE, () -> count[0]++).restoreBest(model);
        List<double[]> last = new ArrayList<>();
        Checkpoints checkpoints = new Checkpoints(trainer, folder.resolve("run"));
        new TrainingLoop(window -> trainer.train(Batch.of(model.info(), new double[] {1})))
                .windows(4)
                .listen(validation)
                .listen(TrainingListeners.report(
                        progress -> last.add(model.parameter("rnn.weight").toArray())))
                .save(checkpoints, 100)
                .run();
        assertArrayEquals(last.get(0), model.parameter("rnn.weight").toArray());
        checkpoints.resumeLast();
        assertArrayEquals(last.get(3), model.parameter("rnn.weight").toArray());
    }
}
