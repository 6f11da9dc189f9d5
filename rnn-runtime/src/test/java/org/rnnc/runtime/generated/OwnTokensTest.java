// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.generated.order.PackedSequences;

class OwnTokensTest {
    private static final int STEPS = 50;
    private static final int BATCH = 80;

    private static int[] marked(OwnTokens own, long update) {
        PackedSequences order = new PackedSequences(STEPS, BATCH);
        int[] tokens = IntStream.range(0, STEPS * BATCH).toArray();
        own.mark(update, order, LongStream.range(0, BATCH).toArray(), tokens);
        return tokens;
    }

    private static long count(int[] tokens) {
        return Arrays.stream(tokens).filter(token -> token < 0).count();
    }

    /** Within five standard deviations; the draws are fixed, so what passes passes always. */
    @Test
    void theShareIsTheProbability() {
        int places = (STEPS - 1) * BATCH;
        for (double probability : new double[] {0.05, 0.3, 0.9}) {
            OwnTokens own = new OwnTokens(7, "said", probability);
            double deviation = Math.sqrt(places * probability * (1 - probability));
            assertEquals(places * probability, count(marked(own, 3)), 5 * deviation);
        }
    }

    @Test
    void theFirstStepHasItsToken() {
        int[] tokens = marked(new OwnTokens(7, "said", 1), 1);
        assertArrayEquals(IntStream.range(0, BATCH).toArray(), Arrays.copyOf(tokens, BATCH));
        assertEquals((STEPS - 1) * BATCH, count(tokens));
        assertEquals(0, count(marked(new OwnTokens(7, "said", 0), 1)));
    }

    @Test
    void outputsAreDrawnForByName() {
        int[] one = marked(new OwnTokens(7, "one", 0.5), 1);
        int[] other = marked(new OwnTokens(7, "other", 0.5), 1);
        long both = IntStream.range(0, one.length)
                .filter(i -> one[i] < 0 && other[i] < 0)
                .count();
        assertEquals((STEPS - 1) * BATCH / 4.0, both, 5 * Math.sqrt((STEPS - 1) * BATCH * 3 / 16.0));
    }

    @Test
    void theFirstOfTheLargestIsChosen() {
        int[] out = {9, 9, 9, 9};
        OwnTokens.choose(2, out, 1, new int[] {5, -1, 3}, 1, new float[][] {{0, 1, 4, 2, 4}, {0, 8, 7, 6, 9}}, 0, 1, 4);
        assertArrayEquals(new int[] {9, 1, 3, 9}, out);
        OwnTokens.choose(1, out, 0, new int[] {-1}, 0, new double[][] {{0, -3, -2, -5}}, 0, 1, 3);
        assertArrayEquals(new int[] {1, 1, 3, 9}, out);
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        OwnTokens own = new OwnTokens(7, "said", 0.25);
        assertThrows(IllegalArgumentException.class, () -> own.setProbability(1.5));
        assertEquals(0.25, own.probability());
    }
}
