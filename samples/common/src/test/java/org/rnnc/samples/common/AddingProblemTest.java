// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

class AddingProblemTest {
    private static final int WINDOW = 11;
    private static final int STEPS = 9;
    private static final int BATCH = 500;

    private final AddingProblem problem = new AddingProblem(WINDOW, STEPS, BATCH, RandomSource.of(1));

    @Test
    void marksOneStepOfEachHalf() {
        problem.next();
        int[] marked = new int[STEPS];
        for (int sequence = 0; sequence < BATCH; sequence++) {
            int first = 0;
            int second = 0;
            for (int step = 0; step < STEPS; step++) {
                float mark = problem.inputs()[at(step, sequence) + 1];
                assertTrue(mark == 0 || mark == 1);
                marked[step] += (int) mark;
                first += step < STEPS / 2 ? (int) mark : 0;
                second += step < STEPS / 2 ? 0 : (int) mark;
            }
            assertEquals(1, first, "marks in the first half");
            assertEquals(1, second, "marks in the second half");
        }
        assertTrue(Arrays.stream(marked).allMatch(count -> count > 0), "each step is marked now and then");
    }

    @Test
    void wantsTheSumOfTheMarkedNumbers() {
        problem.next();
        problem.next();
        for (int sequence = 0; sequence < BATCH; sequence++) {
            float sum = 0;
            for (int step = 0; step < STEPS; step++) {
                float number = problem.inputs()[at(step, sequence)];
                assertTrue(number >= 0 && number < 1);
                sum += number * problem.inputs()[at(step, sequence) + 1];
            }
            assertEquals(sum, problem.targets()[sequence]);
        }
    }

    @Test
    void guessingHasTheErrorItIsSaidToHave() {
        double sum = 0;
        int rounds = 100;
        for (int round = 0; round < rounds; round++) {
            problem.next();
            for (float target : problem.targets()) {
                sum += (target - 1) * (target - 1);
            }
        }
        assertEquals(AddingProblem.ERROR_OF_GUESSING, sum / rounds / BATCH, 0.002);
    }

    @Test
    void equalSourcesGiveEqualSequences() {
        AddingProblem same = new AddingProblem(WINDOW, STEPS, BATCH, RandomSource.of(1));
        problem.next();
        same.next();
        assertArrayEquals(problem.inputs(), same.inputs());
        assertArrayEquals(problem.targets(), same.targets());

        float[] before = problem.inputs().clone();
        problem.next();
        assertFalse(Arrays.equals(before, problem.inputs()), "the next sequences are others");
    }

    @Test
    void aSequenceHasTwoHalvesAndFitsTheWindow() {
        assertThrows(IllegalArgumentException.class, () -> new AddingProblem(9, 1, 1, RandomSource.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new AddingProblem(9, 10, 1, RandomSource.of(1)));
    }

    private static int at(int step, int sequence) {
        return (step * BATCH + sequence) * 2;
    }
}
