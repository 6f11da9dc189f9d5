// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SamplingTest {
    private static final float[] PROBABILITIES = {0.1f, 0.4f, 0, 0.3f, 0.2f};

    /** How often each token comes, in percent of many draws. */
    private static double[] frequencies(Sampling sampling, float[] probabilities) {
        RandomSource random = RandomSource.of(4);
        double[] frequencies = new double[probabilities.length];
        for (int i = 0; i < 50_000; i++) {
            frequencies[sampling.fromProbabilities(probabilities, random)] += 100.0 / 50_000;
        }
        return frequencies;
    }

    @Test
    void drawsInProportion() {
        assertArrayEquals(new double[] {10, 40, 0, 30, 20}, frequencies(Sampling.of(5), PROBABILITIES), 1);
    }

    @Test
    void temperatureSharpensAndFlattens() {
        double[] cold = frequencies(Sampling.of(5).temperature(0.5), PROBABILITIES);
        assertArrayEquals(new double[] {100 / 30.0, 1600 / 30.0, 0, 900 / 30.0, 400 / 30.0}, cold, 1);
        double[] zero = frequencies(Sampling.of(5).temperature(0), PROBABILITIES);
        assertArrayEquals(new double[] {0, 100, 0, 0, 0}, zero, 1e-6);
        double[] hot = frequencies(Sampling.of(5).temperature(1e6), PROBABILITIES);
        assertArrayEquals(new double[] {25, 25, 0, 25, 25}, hot, 1);
    }

    @Test
    void topKAndNucleusKeepTheLikeliest() {
        double[] two = frequencies(Sampling.of(5).topK(2), PROBABILITIES);
        assertArrayEquals(new double[] {0, 400 / 7.0, 0, 300 / 7.0, 0}, two, 1);
        double[] nucleus = frequencies(Sampling.of(5).nucleus(0.65), PROBABILITIES);
        assertArrayEquals(two, nucleus, 1e-9);
        double[] one = frequencies(Sampling.of(5).topK(3).nucleus(0.1), PROBABILITIES);
        assertArrayEquals(new double[] {0, 100, 0, 0, 0}, one, 1e-6);
        // Of equals the lower number comes first.
        assertArrayEquals(
                new double[] {50, 50, 0, 0}, frequencies(Sampling.of(4).topK(2), new float[] {1, 1, 1, 1}), 1);
    }

    @Test
    void logitsAndProbabilitiesAgree() {
        double[] logits = new double[5];
        for (int i = 0; i < 5; i++) {
            logits[i] = Math.log(PROBABILITIES[i]) + 700;
        }
        RandomSource a = RandomSource.of(8);
        RandomSource b = RandomSource.of(8);
        Sampling sampling = Sampling.of(5).temperature(0.7).topK(3);
        for (int i = 0; i < 1000; i++) {
            assertEquals(sampling.fromLogits(logits, a), sampling.fromProbabilities(PROBABILITIES, b));
        }
        assertEquals(1, Sampling.of(5).temperature(0).fromLogits(new float[] {0, 9, 1, 2, 3}, a));
        assertEquals(1, Sampling.of(2).fromProbabilities(new double[] {0, 1}, a));
    }

    @Test
    void heapSortsByWeightThenIndex() {
        RandomSource random = RandomSource.of(3);
        for (int n = 1; n < 60; n++) {
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                weights[i] = random.nextInt(10);
            }
            int[] order = new int[n];
            Heap.sortDescending(weights, order);
            int[] expected = IntStream.range(0, n)
                    .boxed()
                    .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertArrayEquals(expected, order);
        }
    }

    @Test
    void badArgumentsAreRefused() {
        RandomSource random = RandomSource.of(1);
        Sampling sampling = Sampling.of(2);
        assertRefused(() -> sampling.fromProbabilities(new float[3], random));
        assertRefused(() -> sampling.fromProbabilities(new float[2], random));
        assertRefused(() -> sampling.fromProbabilities(new float[] {1, Float.NaN}, random));
        assertRefused(() -> sampling.fromProbabilities(new float[] {1, -1}, random));
        assertRefused(() -> sampling.fromLogits(new float[] {1, Float.NaN}, random));
        assertRefused(() -> sampling.fromLogits(new float[] {1, Float.POSITIVE_INFINITY}, random));
        assertRefused(() -> sampling.temperature(-1));
        assertRefused(() -> sampling.temperature(Double.NaN));
        assertRefused(() -> sampling.topK(0));
        assertRefused(() -> sampling.nucleus(0));
        assertRefused(() -> Sampling.of(0));
    }

    private static void assertRefused(Executable executable) {
        assertThrows(IllegalArgumentException.class, executable);
    }
}
