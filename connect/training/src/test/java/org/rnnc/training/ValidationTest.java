// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static Validation validation(Goal goal, double... scores) {
        Iterator<Double> next = DoubleStream.of(scores).iterator();
        return new Validation(10, goal, next::next);
    }

    private static TrainingLoop.Result run(Validation validation, int windows) {
        return new TrainingLoop(window -> 1).windows(windows).listen(validation).run();
    }

    @Test
    void remembersTheBestAndTellsOfEach() {
        List<Validation.Score> told = new ArrayList<>();
        List<Integer> best = new ArrayList<>();
        Validation validation = validation(Goal.MINIMIZE, 3, 2, 2, Double.NaN, 1)
                .report(told::add)
                .whenBest(progress -> best.add(progress.window()));
        assertEquals(Double.POSITIVE_INFINITY, validation.best());
        assertEquals(-1, validation.bestWindow());
        run(validation, 55);
        assertEquals(List.of(9, 19, 49), best);
        assertEquals(1, validation.best());
        assertEquals(49, validation.bestWindow());
        assertEquals(
                List.of(
                        new Validation.Score(9, 3, 3, true),
                        new Validation.Score(19, 2, 2, true),
                        new Validation.Score(29, 2, 2, false),
                        new Validation.Score(39, Double.NaN, 2, false),
                        new Validation.Score(49, 1, 1, true)),
                told);
    }

    @Test
    void stopsEarly() {
        TrainingLoop.Result result = run(
                validation(Goal.MAXIMIZE, 0.5, 0.55, 0.7, 0.75, 0.8, 0.9)
                        .improvement(0.125)
                        .patience(2),
                1000);
        // 0.55 is no improvement, 0.7 is one; 0.75 and 0.8 are not.
        assertEquals(TrainingLoop.End.LISTENER, result.end());
        assertEquals(50, result.windows());
    }

    @Test
    void goesOnFromItsMemory() {
        Validation first = validation(Goal.MINIMIZE, 3, 1 / 3.0, 2).patience(2);
        run(first, 30);
        Validation second = validation(Goal.MINIMIZE, 1, 0).patience(2);
        second.resume(first.memory());
        assertEquals(1 / 3.0, second.best());
        assertEquals(19, second.bestWindow());
        TrainingLoop.Result result = new TrainingLoop(window -> 1)
                .from(30)
                .windows(60)
                .listen(second)
                .run();
        assertEquals(10, result.windows(), "the second score that is no better");
        for (String bad : new String[] {"", "1 2", "1 2 x", "1 -2 3", "x 2 3"}) {
            String before = second.memory();
            assertThrows(IllegalArgumentException.class, () -> second.resume(bad));
            assertEquals(before, second.memory());
        }
    }

    @Test
    void badSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Validation(0, Goal.MINIMIZE, () -> 1));
        Validation validation = validation(Goal.MINIMIZE, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> validation.patience(0));
        assertThrows(IllegalArgumentException.class, () -> validation.improvement(-1));
        assertThrows(IllegalArgumentException.class, () -> validation.improvement(Double.NaN));
        run(validation, 10);
        assertThrows(IllegalStateException.class, () -> validation.improvement(1));
    }

    @Test
    void whatCannotBeSavedEndsTheLoop() {
        Validation validation = validation(Goal.MINIMIZE, 1).whenBest(progress -> {
            throw new IOException("disk full");
        });
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> run(validation, 10));
        assertEquals("after window 9: disk full", e.getMessage());
    }
}
