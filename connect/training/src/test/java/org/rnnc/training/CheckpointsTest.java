// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.ParameterFileException;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.TrainingListener.Progress;

class CheckpointsTest {
    @TempDir
    private Path folder;

    /** A training run with everything that remembers: trainer, schedule, plateau, validation, random source. */
    private static final class Run {
        final FakeModel model = FakeModel.counting(Precision.DOUBLE);
        final Trainer trainer = model.newTrainer();
        final RandomSource random = RandomSource.of(3);
        final List<String> log = new ArrayList<>();
        final ReduceOnPlateau plateau =
                new ReduceOnPlateau(Schedule.cosine(0.01, 0.001, 40).warmUp(5), Goal.MINIMIZE, 0.5, 0);
        final Validation validation =
                new Validation(4, Goal.MINIMIZE, this::score).report(score -> plateau.observe(score.value()));
        final Checkpoints checkpoints;
        final TrainingLoop loop;

        Run(Path folder) {
            checkpoints = new Checkpoints(trainer, folder)
                    .keep("plateau", plateau)
                    .keep("validation", validation.whenBest(this::saveBest))
                    .keep(random);
            loop = new TrainingLoop(window ->
                            trainer.train(Batch.of(trainer.model().info(), new double[] {random.nextDouble()})))
                    .schedule(trainer, plateau)
                    .listen(validation)
                    .listen(TrainingListeners.report(this::log));
        }

        /** Falls with the weight, but not all the time. */
        double score() {
            return model.parameter("rnn.weight").get(1, 2) + trainer.updates() % 12;
        }

        private void saveBest(Progress progress) throws IOException {
            checkpoints.saveBest(progress);
        }

        private void log(Progress progress) {
            log.add(progress.window() + " " + Double.toHexString(progress.loss()) + " "
                    + Double.toHexString(progress.smoothedLoss()) + " " + Double.toHexString(trainer.learningRate())
                    + " "
                    + plateau.memory() + " " + validation.memory());
        }
    }

    @Test
    void trainingGoesOnBitForBit() throws IOException {
        Run whole = new Run(folder.resolve("whole"));
        whole.loop.windows(50).run();
        assertTrue(whole.plateau.reductions() > 0, "the plateau has something to remember");
        List<String> log = new ArrayList<>();
        for (int end : new int[] {7, 20, 21, 50}) {
            Run part = new Run(folder.resolve("parts"));
            part.loop
                    .windows(end)
                    .resume(part.checkpoints)
                    .save(part.checkpoints, 1000)
                    .run();
            log.addAll(part.log);
        }
        assertEquals(whole.log, log);
    }

    @Test
    void savesNowAndThenAndAtTheEnd() throws IOException {
        List<Integer> saved = new ArrayList<>();
        Run run = new Run(folder);
        run.loop
                .windows(25)
                .save(run.checkpoints, 10)
                .listen(progress -> {
                    if (progress.window() > 0) {
                        saved.add(window(run.checkpoints.last()));
                    }
                    return true;
                })
                .run();
        assertEquals(List.of(-1, 9, 19), saved.stream().distinct().toList());
        assertEquals(24, window(run.checkpoints.last()));
        assertTrue(window(run.checkpoints.best()) % 4 == 3);
    }

    private static int window(Path file) {
        try {
            return Files.exists(file) ? Integer.parseInt(Checkpoint.notes(file).get("window")) : -1;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void savesWhenTimeIsUpOrAListenerStops() throws IOException {
        Run run = new Run(folder);
        run.loop
                .listen(progress -> progress.window() < 6)
                .save(run.checkpoints, 1000)
                .run();
        assertEquals(6, window(run.checkpoints.last()));
        long[] now = {0};
        TrainingLoop timed = new TrainingLoop(window -> 1, 0, () -> now[0] += 1_000_000);
        timed.timeLimit(Duration.ofMillis(3)).save(run.checkpoints, 1000).run();
        assertEquals(2, window(run.checkpoints.last()));
    }

    @Test
    void whatIsNoNumberIsNotSaved() throws IOException {
        Run run = new Run(folder);
        TrainingLoop loop = new TrainingLoop(window -> window == 5 ? Double.NaN : 1).save(run.checkpoints, 2);
        assertEquals(TrainingLoop.End.LOSS_NOT_FINITE, loop.run().end());
        assertEquals(3, window(run.checkpoints.last()));
    }

    @Test
    void theBestComesBack() throws IOException {
        Run run = new Run(folder);
        run.loop.windows(30).run();
        double[] after = run.model.parameter("rnn.weight").toArray();
        Progress progress = run.checkpoints.resumeBest();
        assertEquals(run.validation.bestWindow(), progress.window());
        assertEquals(progress.window() + 1, run.trainer.updates());
        assertEquals(run.validation.best(), run.score());
        assertFalse(Arrays.equals(after, run.model.parameter("rnn.weight").toArray()));
    }

    @Test
    void withoutAFileTrainingBeginsAtTheBeginning() throws IOException {
        Run run = new Run(folder.resolve("nothing/here"));
        assertTrue(run.checkpoints.resumeLast().isEmpty());
        assertEquals(3, run.loop.resume(run.checkpoints).windows(3).run().windows());
        assertThrows(IOException.class, () -> new Run(folder.resolve("other")).checkpoints.resumeBest());
    }

    @Test
    void whatDoesNotFitChangesNothing() throws IOException {
        Run saved = new Run(folder);
        saved.loop.windows(20).save(saved.checkpoints, 20).run();
        Run run = new Run(folder);
        run.validation.resume("0x1.0p0 1 3");
        String before = memory(run);
        Checkpoints more = new Checkpoints(run.trainer, folder)
                .keep("plateau", run.plateau)
                .keep("validation", run.validation)
                .keep("third", run.plateau);
        assertEquals(
                folder.resolve("last.checkpoint") + ": has no note \"memory.third\"; there are [loss, memory.plateau,"
                        + " memory.validation, nanoseconds, smoothedLoss, window]",
                assertThrows(ParameterFileException.class, more::resumeLast).getMessage());
        assertEquals(before, memory(run));
        Checkpoints swapped = new Checkpoints(run.trainer, folder)
                .keep("validation", run.validation)
                .keep("plateau", new NeverResumes());
        assertEquals(
                List.of("not me"),
                assertThrows(ParameterFileException.class, swapped::resumeLast).problems());
        assertEquals(before, memory(run));
        Checkpoints withoutRandom = new Checkpoints(run.trainer, folder).keep("plateau", run.plateau);
        assertThrows(ParameterFileException.class, withoutRandom::resumeLast);
        assertEquals(before, memory(run));
        Checkpoint.save(run.trainer, more.last(), Map.of("window", "-3"));
        assertThrows(ParameterFileException.class, more::resumeLast);
        ParameterFile.save(run.model, more.last());
        ParameterFileException e = assertThrows(ParameterFileException.class, more::resumeLast);
        assertEquals(List.of("rnnc.format: expected checkpoint/2, found parameters/2"), e.problems());
        assertEquals(before, memory(run));
    }

    private static String memory(Run run) {
        return run.plateau.memory() + ";" + run.validation.memory() + ";" + run.trainer.updates() + ";"
                + Arrays.toString(run.random.state())
                + Arrays.toString(run.model.parameter("rnn.weight").toArray());
    }

    private static final class NeverResumes implements Resumable {
        @Override
        public String memory() {
            return "mine";
        }

        @Override
        public void resume(String memory) {
            if (!memory.equals("mine")) {
                throw new IllegalArgumentException("not me");
            }
        }
    }

    @Test
    void theResultGoesOnToo() throws IOException {
        for (int end : new int[] {4, 10, 10}) {
            long[] now = {0};
            Run run = new Run(folder);
            List<Duration> times = new ArrayList<>();
            TrainingLoop loop = new TrainingLoop(
                    window -> run.trainer.train(Batch.of(run.trainer.model().info(), new double[] {1})),
                    0,
                    () -> now[0] += 1000);
            TrainingLoop.Result result = loop.windows(end)
                    .listen(TrainingListeners.report(progress -> times.add(progress.elapsed())))
                    .resume(run.checkpoints)
                    .save(run.checkpoints, 3)
                    .run();
            assertEquals(end, result.windows(), "with those before");
            assertEquals(end - times.size(), result.first());
            assertEquals(Duration.ofNanos(end * 1000L), result.elapsed());
            assertTrue(times.isEmpty() || times.get(times.size() - 1).equals(result.elapsed()));
            assertTrue(Double.isFinite(result.smoothedLoss()));
        }
    }

    @Test
    void notesThatAreNoNumbersAreRefusedAndNothingChanges() throws IOException {
        Run saved = new Run(folder);
        saved.loop.windows(20).save(saved.checkpoints, 20).run();
        byte[] good = Files.readAllBytes(saved.checkpoints.last());
        Run run = new Run(folder);
        String before = memory(run);
        for (String[] note : new String[][] {
            {"window", "2147483647"},
            {"window", "-1"},
            {"window", "99999999999"},
            {"loss", "NaN"},
            {"loss", "1e999"},
            {"smoothedLoss", "-Infinity"},
            {"nanoseconds", "-1"},
            {"nanoseconds", "9223372036854775808"},
            {"memory.validation", "NaN 1 3"},
            {"memory.plateau", "0x1p0 1 -1"},
        }) {
            Map<String, String> notes = new HashMap<>(Checkpoint.notes(run.checkpoints.last()));
            assertNotNull(notes.put(note[0], note[1]), note[0]);
            Checkpoint.save(saved.trainer, run.checkpoints.last(), notes, saved.random);
            assertThrows(ParameterFileException.class, run.checkpoints::resumeLast, note[0] + " " + note[1]);
            assertEquals(before, memory(run));
            Files.write(run.checkpoints.last(), good);
        }
        for (double loss : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            Progress progress = new Progress(1, loss, 1, Duration.ZERO);
            assertThrows(ParameterFileException.class, () -> run.checkpoints.saveLast(progress));
        }
        assertEquals(19, window(run.checkpoints.last()));
    }

    @Test
    void badSettingsAreRefused() {
        Run run = new Run(folder);
        assertThrows(IllegalArgumentException.class, () -> run.checkpoints.keep("plateau", run.plateau));
        assertThrows(IllegalArgumentException.class, () -> run.loop.save(run.checkpoints, 0));
        assertThrows(IllegalStateException.class, () -> run.loop.epochs(3));
    }

    @Test
    void aFileInTheWayOfTheFolderOfCheckpointsIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        for (Path wanted : new Path[] {file, file.resolve("below")}) {
            Checkpoints checkpoints =
                    new Checkpoints(FakeModel.of(Precision.FLOAT).newTrainer(), wanted);
            FileSystemException e = assertThrows(
                    FileSystemException.class, () -> checkpoints.saveLast(new Progress(0, 1, 1, Duration.ZERO)));
            String begin = wanted + ": cannot be made as a folder for checkpoints: ";
            assertTrue(e.getMessage().startsWith(begin), e.getMessage());
        }
        assertEquals("old", Files.readString(file));
    }
}
