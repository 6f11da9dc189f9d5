// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.TrainingListener.Progress;

class TrainingLoopTest {
    @Test
    void runsAllWindowsAndSmoothsTheLoss() {
        List<Progress> seen = new ArrayList<>();
        TrainingLoop.Result result = new TrainingLoop(window -> window)
                .windows(5)
                .from(2)
                .smoothing(0.5)
                .listen(TrainingListeners.report(seen::add))
                .run();
        assertEquals(TrainingLoop.End.WINDOWS, result.end());
        assertEquals(3, result.windows());
        assertEquals(List.of(2, 3, 4), seen.stream().map(Progress::window).toList());
        assertEquals(
                List.of(2.0, 2.5, 3.25),
                seen.stream().map(Progress::smoothedLoss).toList());
        assertEquals(3.25, result.smoothedLoss());
    }

    @Test
    void nothingToDoIsFine() {
        TrainingLoop.Result result =
                new TrainingLoop(window -> 0).windows(3).from(5).run();
        assertEquals(0, result.windows());
        assertTrue(Double.isNaN(result.smoothedLoss()));
    }

    @Test
    void stopsWhenTimeIsUp() {
        long[] now = {0};
        TrainingLoop loop = new TrainingLoop(window -> 1, 0, () -> now[0] += 1_000_000);
        TrainingLoop.Result result = loop.timeLimit(Duration.ofMillis(3)).run();
        assertEquals(TrainingLoop.End.TIME, result.end());
        assertEquals(3, result.windows());
        assertEquals(Duration.ofMillis(3), result.elapsed());
    }

    @Test
    void stopsWhenAListenerSaysSoAfterTellingAll() {
        List<Integer> told = new ArrayList<>();
        TrainingLoop.Result result = new TrainingLoop(window -> 1)
                .listen(progress -> progress.window() < 2)
                .listen(TrainingListeners.report(progress -> told.add(progress.window())))
                .run();
        assertEquals(TrainingLoop.End.LISTENER, result.end());
        assertEquals(List.of(0, 1, 2), told);
        assertEquals(3, result.windows());
    }

    @Test
    void stopsWhenTheLossIsNoNumber() {
        TrainingLoop.Result result = new TrainingLoop(window -> window == 3 ? Double.NaN : 1).run();
        assertEquals(TrainingLoop.End.LOSS_NOT_FINITE, result.end());
        assertEquals(4, result.windows());
    }

    @Test
    void stopsEarlyWithoutImprovement() {
        TrainingLoop.Result result = new TrainingLoop(window -> Math.max(1, 5 - window))
                .smoothing(0)
                .listen(TrainingListeners.earlyStopping(10, 0))
                .run();
        // The best loss, 1, comes at window 4; ten more do not improve it.
        assertEquals(15, result.windows());
        assertEquals(TrainingLoop.End.LISTENER, result.end());
    }

    @Test
    void actsAfterEveryNthWindow() {
        List<Integer> acted = new ArrayList<>();
        new TrainingLoop(window -> 1)
                .windows(10)
                .listen(TrainingListeners.every(4, progress -> acted.add(progress.window())))
                .run();
        assertEquals(List.of(3, 7), acted);
        new TrainingLoop(window -> window == 7 ? Double.NaN : 1)
                .listen(TrainingListeners.every(8, progress -> acted.add(progress.window())))
                .run();
        assertEquals(List.of(3, 7), acted, "not when the loss is no number");
        TrainingLoop failing = new TrainingLoop(window -> 1).listen(TrainingListeners.every(2, progress -> {
            throw new IOException("disk full");
        }));
        UncheckedIOException e = assertThrows(UncheckedIOException.class, failing::run);
        assertEquals("after window 1: disk full", e.getMessage());
    }

    @Test
    void badSettingsAreRefused() {
        TrainingLoop loop = new TrainingLoop(window -> 1);
        assertThrows(IllegalArgumentException.class, () -> loop.windows(-1));
        assertThrows(IllegalArgumentException.class, () -> loop.from(-1));
        assertThrows(IllegalArgumentException.class, () -> loop.smoothing(1));
        assertThrows(IllegalArgumentException.class, () -> loop.timeLimit(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> TrainingListeners.earlyStopping(0, 0));
        assertThrows(IllegalArgumentException.class, () -> TrainingListeners.every(0, progress -> {}));
    }

    /** Three windows an epoch; remembers what it was asked for. */
    private static final class Source implements WindowSource {
        private final List<String> asked = new ArrayList<>();
        private final Batch data = Batch.of(FakeModel.counting(Precision.DOUBLE).info(), new double[] {0.5});

        @Override
        public int windows() {
            return 3;
        }

        @Override
        public Batch batch(int window) {
            asked.add("window " + window);
            return data;
        }

        @Override
        public void startEpoch(int epoch) {
            asked.add("epoch " + epoch);
        }
    }

    @Test
    void goesThroughEpochs() {
        Trainer trainer = FakeModel.counting(Precision.DOUBLE).newTrainer();
        Source source = new Source();
        List<Double> statesAtStart = new ArrayList<>();
        TrainingLoop.over(trainer, source)
                .epochs(2)
                .listen(TrainingListeners.report(
                        progress -> statesAtStart.add(trainer.states().get(0).get(0, 0))))
                .run();
        assertEquals(
                List.of("epoch 0", "window 0", "window 1", "window 2", "epoch 1", "window 0", "window 1", "window 2"),
                source.asked);
        assertEquals(6, trainer.updates());
        // (0 + 6 * 0.5) / 2 in the first window, with the weight all but unchanged in the fourth: the state began anew.
        assertEquals(statesAtStart.get(0), statesAtStart.get(3), 0.2);
        assertTrue(statesAtStart.get(2) > statesAtStart.get(0) + 0.3);
    }

    @Test
    void inTheMiddleOfAnEpochTheStateStays() {
        Trainer trainer = FakeModel.counting(Precision.DOUBLE).newTrainer();
        trainer.states().get(0).write(new double[] {100});
        Source source = new Source();
        TrainingLoop.over(trainer, source).from(4).windows(5).run();
        assertEquals(List.of("epoch 1", "window 1"), source.asked);
        assertEquals((100 + 6 * 0.5) / 2, trainer.states().get(0).get(0, 0), 1e-12);
    }

    @Test
    void setsTheRateOfEachUpdate() {
        Trainer trainer = FakeModel.counting(Precision.DOUBLE).newTrainer();
        trainer.setUpdates(10);
        List<Double> rates = new ArrayList<>();
        new TrainingLoop(window -> {
                    rates.add(trainer.learningRate());
                    return trainer.train(Batch.of(trainer.model().info(), new double[] {0}));
                })
                .schedule(trainer, update -> update)
                .windows(3)
                .run();
        assertEquals(List.of(10.0, 11.0, 12.0), rates);
        TrainingLoop loop = new TrainingLoop(window -> 1).schedule(trainer, update -> -0.5);
        assertEquals(
                "the schedule, at update 13: learningRate: expected a finite number from 0 on, found -0.5",
                assertThrows(IllegalArgumentException.class, loop::run).getMessage());
    }

    @Test
    void epochsAreChecked() {
        Trainer trainer = FakeModel.counting(Precision.DOUBLE).newTrainer();
        TrainingLoop loop = TrainingLoop.over(trainer, new Source());
        assertThrows(IllegalArgumentException.class, () -> loop.epochs(-1));
        assertThrows(IllegalArgumentException.class, () -> loop.epochs(Integer.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> loop.epochs(1 << 30));
        assertEquals(0, loop.epochs(0).run().windows());
        WindowSource nothing = new WindowSource() {
            @Override
            public int windows() {
                return 0;
            }

            @Override
            public Batch batch(int window) {
                throw new AssertionError();
            }
        };
        assertThrows(IllegalArgumentException.class, () -> TrainingLoop.over(trainer, nothing));
    }
}
