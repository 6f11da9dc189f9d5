// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

class SymbolsTest {
    private static final int LAG = 3;
    private static final int STEPS = 2 * Symbols.LENGTH + LAG;
    private static final int WINDOW = STEPS + 2;
    private static final int BATCH = 40;

    private final Symbols symbols = new Symbols(LAG, LAG, WINDOW, BATCH, RandomSource.of(1));

    @Test
    void whatCameInIsAskedForAfterTheMark() {
        symbols.next();
        int[] inputs = (int[]) symbols.data()[0];
        int[] targets = (int[]) symbols.data()[1];
        int recall = Symbols.LENGTH + LAG;
        for (int at = 0; at < STEPS * BATCH; at++) {
            int step = at / BATCH;
            boolean shown = step < Symbols.LENGTH;
            assertEquals(shown, inputs[at] < Symbols.KINDS);
            assertEquals(step == recall, inputs[at] == Symbols.MARK);
            assertEquals(step >= recall, targets[at] != Symbols.BLANK);
            if (shown) {
                assertEquals(inputs[at], targets[at + recall * BATCH]);
            }
        }
        assertEquals(
                Symbols.KINDS,
                Arrays.stream(inputs, 0, Symbols.LENGTH * BATCH).distinct().count());
        assertTrue(Arrays.stream(symbols.lengths()).allMatch(length -> length == STEPS));
    }

    @Test
    void lagsAreDrawn() {
        Symbols drawn = new Symbols(1, LAG, WINDOW, 200, RandomSource.of(1));
        drawn.next();
        int[] inputs = (int[]) drawn.data()[0];
        int[] targets = (int[]) drawn.data()[1];
        int[] found = new int[LAG + 1];
        for (int sequence = 0; sequence < 200; sequence++) {
            int recall = drawn.lengths()[sequence] - Symbols.LENGTH;
            found[recall - Symbols.LENGTH]++;
            assertEquals(Symbols.MARK, inputs[recall * 200 + sequence]);
            for (int step = 0; step < WINDOW; step++) {
                boolean asked = step >= recall && step < recall + Symbols.LENGTH;
                int target = targets[step * 200 + sequence];
                assertEquals(asked ? inputs[(step - recall) * 200 + sequence] : Symbols.BLANK, target);
            }
        }
        assertEquals(0, found[0]);
        assertTrue(Arrays.stream(found).skip(1).allMatch(count -> count > 40), Arrays.toString(found));
    }

    @Test
    void equalSourcesGiveEqualSequences() {
        Symbols same = new Symbols(LAG, LAG, WINDOW, BATCH, RandomSource.of(1));
        symbols.next();
        same.next();
        assertArrayEquals((int[]) symbols.data()[0], (int[]) same.data()[0]);
        int[] before = ((int[]) symbols.data()[0]).clone();
        symbols.next();
        assertTrue(!Arrays.equals(before, (int[]) symbols.data()[0]), "the next sequences are others");
    }

    @Test
    void aLagFitsTheWindow() {
        RandomSource random = RandomSource.of(1);
        assertThrows(IllegalArgumentException.class, () -> new Symbols(0, LAG, STEPS - 1, BATCH, random));
        assertThrows(IllegalArgumentException.class, () -> new Symbols(LAG + 1, LAG, STEPS, BATCH, random));
        assertThrows(IllegalArgumentException.class, () -> new Symbols(-1, LAG, STEPS, BATCH, random));
    }
}
