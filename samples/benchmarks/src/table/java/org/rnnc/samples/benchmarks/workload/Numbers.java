// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import org.rnnc.runtime.random.RandomSource;

/** What is fed to networks and kernels: the same numbers to all contenders. */
public final class Numbers {
    private static final int STRAY = 4;

    private Numbers() {}

    /**
     * As measured values are.
     *
     * @param count how many
     * @return of a normal distribution, mean 0 and standard deviation 1
     */
    public static float[] normal(int count) {
        return normal(count, RandomSource.of(1));
    }

    /**
     * The same in rows.
     *
     * @param rows how many
     * @param columns in each
     * @return of a normal distribution, mean 0 and standard deviation 1
     */
    public static float[][] normal(int rows, int columns) {
        RandomSource random = RandomSource.of(1);
        float[][] numbers = new float[rows][];
        for (int i = 0; i < rows; i++) {
            numbers[i] = normal(columns, random);
        }
        return numbers;
    }

    /**
     * As weights are, small enough for activations that do not saturate.
     *
     * @param count how many
     * @param seed other numbers for another seed
     * @return of a normal distribution, mean 0 and standard deviation 0.1
     */
    public static float[] weights(int count, long seed) {
        float[] numbers = normal(count, RandomSource.of(seed));
        for (int i = 0; i < count; i++) {
            numbers[i] *= 0.1f;
        }
        return numbers;
    }

    /**
     * As texts are: each token is likely to be the one after the last, so that there is something to learn.
     *
     * @param count how many
     * @param kinds how many there are to choose from
     * @return each in 0 to {@code kinds} - 1
     */
    public static int[] tokens(int count, int kinds) {
        RandomSource random = RandomSource.of(1);
        int[] tokens = new int[count];
        for (int i = 1; i < count; i++) {
            tokens[i] = random.nextInt(STRAY) == 0 ? random.nextInt(kinds) : (tokens[i - 1] + 1) % kinds;
        }
        return tokens;
    }

    private static float[] normal(int count, RandomSource random) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
