// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.TrainingListener.Progress;

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
}
