// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

import java.util.Objects;
import org.rnnc.runtime.math.DoubleMath;

/**
 * Seeded random numbers, the same on every JDK and processor: xoshiro256++ (Blackman and Vigna, 2019), started by
 * SplitMix64. Its state can be saved and restored. Not for use by two threads at once; give each its own {@link #split}.
 */
public final class RandomSource {
    /** How many numbers {@link #state()} has. */
    private static final int STATE_SIZE = 5;

    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private long seed;
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    private RandomSource(long seed) {
        this.seed = seed;
        s0 = mix(seed + GOLDEN_RATIO);
        s1 = mix(seed + 2 * GOLDEN_RATIO);
        s2 = mix(seed + 3 * GOLDEN_RATIO);
        s3 = mix(seed + 4 * GOLDEN_RATIO);
    }

    /**
     * Makes a source.
     *
     * @param seed any number; equal seeds give equal sequences
     * @return a new source
     */
    public static RandomSource of(long seed) {
        return new RandomSource(seed);
    }

    /**
     * Makes a source of its own for a purpose. It depends on this one's seed and the purpose alone, not on how many
     * numbers were drawn, so that one more use of random numbers does not change those of the others.
     *
     * @param purpose for example {@code "start/rnn.weight_ih"}
     * @return a new source
     */
    public RandomSource split(String purpose) {
        Objects.requireNonNull(purpose, "purpose");
        long derived = mix(seed ^ GOLDEN_RATIO);
        for (int i = 0; i < purpose.length(); i++) {
            derived = mix(derived + GOLDEN_RATIO + purpose.charAt(i));
        }
        return new RandomSource(derived);
    }

    /**
     * 64 random bits.
     *
     * @return any long
     */
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /**
     * An integer, each with the same probability (Lemire, 2019).
     *
     * @param bound how many there are
     * @return 0 to {@code bound - 1}
     * @throws IllegalArgumentException if {@code bound} is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound " + bound + " is below 1");
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xffffffffL) < bound) {
            // The few low values that would make some results more likely: 2^32 mod bound of them.
            long threshold = (1L << 32) % bound;
            while ((product & 0xffffffffL) < threshold) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /**
     * Puts numbers into random order, each with the same probability (Fisher and Yates, 1938).
     *
     * @param order overwritten
     */
    public void shuffle(int[] order) {
        Objects.requireNonNull(order, "order");
        for (int last = order.length - 1; last > 0; last--) {
            int other = nextInt(last + 1);
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
    }

    /**
     * A number from the uniform distribution.
     *
     * @return a multiple of 2^-53 in [0, 1)
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /**
     * A number from the uniform distribution.
     *
     * @return a multiple of 2^-24 in [0, 1)
     */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /**
     * A number from the standard normal distribution (Marsaglia's polar method, without the second number, so that the
     * state stays the generator's alone).
     *
     * @return mean 0, standard deviation 1
     */
    public double nextGaussian() {
        while (true) {
            double u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            double s = Math.fma(u, u, v * v);
            if (s > 0 && s < 1) {
                return u * Math.sqrt(-2 * DoubleMath.log(s) / s);
            }
        }
    }

    /**
     * What is needed to go on from here.
     *
     * @return a new array, to be given to {@link #restore}
     */
    public long[] state() {
        return new long[] {seed, s0, s1, s2, s3};
    }

    /**
     * Goes on where another source was.
     *
     * @param state what {@link #state()} returned
     * @throws IllegalArgumentException if it cannot be one; nothing has changed then
     */
    public void restore(long[] state) {
        Objects.requireNonNull(state, "state");
        if (state.length != STATE_SIZE) {
            throw new IllegalArgumentException(
                    "a random state has " + STATE_SIZE + " numbers, this one has " + state.length);
        }
        if ((state[1] | state[2] | state[3] | state[4]) == 0) {
            throw new IllegalArgumentException("a random state of zeros would only ever give zeros");
        }
        seed = state[0];
        s0 = state[1];
        s1 = state[2];
        s2 = state[3];
        s3 = state[4];
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
