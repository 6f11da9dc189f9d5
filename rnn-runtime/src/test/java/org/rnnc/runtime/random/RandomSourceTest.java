// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RandomSourceTest {
    @Test
    void matchesTheStepOfXoshiro() {
        RandomSource random = RandomSource.of(0);
        random.restore(new long[] {0, 1, 2, 3, 4});
        // By hand: rotl(1 + 4, 23) + 1, then the state is 7, 0, 262146, 6 << 45.
        assertEquals((5L << 23) + 1, random.nextLong());
        assertArrayEquals(new long[] {0, 7, 0, 262146, 6L << 45}, random.state());
    }

    @Test
    void sequenceNeverChanges() {
        RandomSource random = RandomSource.of(42);
        assertEquals(-3425465463722317665L, random.nextLong());
        assertEquals(
                random.split("a").nextLong(), RandomSource.of(42).split("a").nextLong());
        assertNotEquals(random.split("a").nextLong(), random.split("b").nextLong());
        assertNotEquals(
                random.split("a").nextLong(), RandomSource.of(43).split("a").nextLong());
    }

    @Test
    void goesOnFromASavedState() {
        RandomSource random = RandomSource.of(5);
        random.nextGaussian();
        long[] state = random.state();
        double expected = random.nextGaussian();
        RandomSource other = RandomSource.of(6);
        other.restore(state);
        assertEquals(expected, other.nextGaussian());
        assertEquals(random.split("x").nextLong(), other.split("x").nextLong());
        assertThrows(IllegalArgumentException.class, () -> other.restore(new long[4]));
        assertThrows(IllegalArgumentException.class, () -> other.restore(new long[5]));
    }

    @Test
    void integersAreEquallyLikely() {
        RandomSource random = RandomSource.of(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 500);
        }
        // With this bound a third of all draws would be biased if none were thrown away.
        int low = 0;
        for (int i = 0; i < 100_000; i++) {
            low += random.nextInt(3 << 29) < 1 << 29 ? 1 : 0;
        }
        assertEquals(33_333, low, 800);
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
    }

    @Test
    void distributionsHaveTheirMoments() {
        RandomSource random = RandomSource.of(2);
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        double uniform = 0;
        double floats = 0;
        for (int i = 0; i < n; i++) {
            double g = random.nextGaussian();
            sum += g;
            squares += g * g;
            double u = random.nextDouble();
            float f = random.nextFloat();
            assertTrue(u >= 0 && u < 1 && f >= 0 && f < 1);
            uniform += u;
            floats += f;
        }
        assertEquals(0, sum / n, 0.01);
        assertEquals(1, squares / n, 0.02);
        assertEquals(0.5, uniform / n, 0.005);
        assertEquals(0.5, floats / n, 0.005);
    }

    @Test
    void initializersFillInOrder() {
        Initializer.Extent extent = Initializer.Extent.matrix(3, 2);
        double[] target = new double[6];
        Initializer.normal(0.5).fill(target, extent, RandomSource.of(9));
        RandomSource again = RandomSource.of(9);
        for (double value : target) {
            assertEquals(0.5 * again.nextGaussian(), value);
        }
        Initializer.glorotUniform().fill(target, extent, RandomSource.of(9));
        double bound = Math.sqrt(6.0 / 5);
        assertEquals(bound * (2 * RandomSource.of(9).nextDouble() - 1), target[0], 1e-15);
        for (double value : target) {
            assertTrue(Math.abs(value) <= bound);
        }
        Initializer.uniform(2, 3).fill(target, extent, RandomSource.of(9));
        for (double value : target) {
            assertTrue(value >= 2 && value < 3);
        }
        Initializer.constant(4).fill(target, extent, RandomSource.of(9));
        assertArrayEquals(new double[] {4, 4, 4, 4, 4, 4}, target);
        Initializer.zeros().fill(target, extent, RandomSource.of(9));
        assertArrayEquals(new double[6], target);
        assertThrows(IllegalArgumentException.class, () -> Initializer.Extent.vector(0));
    }
}
