// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

/** What the README says, for sequences of less steps. */
class TrialTest {
    private static final Task ADDING = new Adding(60);

    private static Trial run(Task task, Cell cell, int windows) {
        return Trial.run(task.create(cell, 1), task, windows, RandomSource.of(1));
    }

    @Test
    void gatedCellsAdd() {
        for (Cell cell : new Cell[] {Cell.GRU, Cell.LSTM}) {
            Trial trial = run(ADDING, cell, 1500);
            assertTrue(trial.solved() && trial.loss() < 0.01, () -> cell + ": " + trial.loss());
            assertTrue(trial.accuracy() > 0.7, () -> cell + ": " + trial.accuracy());
            assertTrue(trial.windows() < 1500, () -> cell + " stopped after " + trial.windows());
        }
    }

    @Test
    void aVanillaCellGuessesTheMean() {
        Trial trial = run(ADDING, Cell.VANILLA, 1500);
        assertFalse(trial.solved());
        assertEquals(ADDING.lossWithoutMemory(), trial.loss(), 0.04);
        assertEquals(1500, trial.windows());
    }

    private static void assertRecalled(Task copying, Cell... cells) {
        for (Cell cell : cells) {
            Trial trial = run(copying, cell, 2000);
            assertTrue(trial.solved() && trial.loss() < 0.05, () -> cell + ": " + trial.loss());
            assertTrue(trial.accuracy() > 0.98, () -> cell + ": " + trial.accuracy());
        }
    }

    @Test
    void symbolsAreRecalled() {
        assertRecalled(new Copying(10, 10), Cell.values());
    }

    @Test
    void gatedCellsRecallWhenTheyAreAsked() {
        Task copying = new Copying(0, 10);
        assertRecalled(copying, Cell.GRU, Cell.LSTM);
        Trial vanilla = run(copying, Cell.VANILLA, 500);
        assertFalse(vanilla.solved());
        assertTrue(vanilla.loss() > 0.5, () -> "the vanilla cell is at " + vanilla.loss());
    }

    @Test
    void equalSeedsGiveEqualTrials() {
        Trial one = run(ADDING, Cell.GRU, Trial.WINDOWS_PER_POINT);
        Trial other = run(ADDING, Cell.GRU, Trial.WINDOWS_PER_POINT);
        assertEquals(one.loss(), other.loss());
        assertEquals(one.curve().errors(), other.curve().errors());
    }
}
