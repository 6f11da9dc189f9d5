// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {
    private static ReduceOnPlateau plateau() {
        return new ReduceOnPlateau(Schedule.constant(0.8), Goal.MINIMIZE, 0.5, 1)
                .threshold(0.1)
                .lowest(0.15);
    }

    private static void observe(ReduceOnPlateau plateau, double... scores) {
        for (double score : scores) {
            plateau.observe(score);
        }
    }

    @Test
    void reducesAfterSoManyScoresWithoutImprovement() {
        ReduceOnPlateau plateau = plateau();
        assertEquals(0.8, plateau.learningRate(0));
        assertFalse(plateau.observe(5));
        assertFalse(plateau.observe(4.95), "too little to count");
        assertTrue(plateau.observe(5));
        assertEquals(0.4, plateau.learningRate(0));
        assertFalse(plateau.observe(5), "counting begins anew");
        assertFalse(plateau.observe(4));
        assertEquals(1, plateau.reductions());
        observe(plateau, Double.NaN, 4.5);
        assertEquals(0.2, plateau.learningRate(17));
        observe(plateau, 9, 9);
        assertEquals(3, plateau.reductions());
        assertEquals(0.15, plateau.learningRate(17), "never below the lowest");
    }

    @Test
    void highScoresCanBeTheGoodOnes() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(Schedule.steps(8, 0.5, 1), Goal.MAXIMIZE, 0.1, 0);
        assertFalse(plateau.observe(0.1));
        assertFalse(plateau.observe(0.2));
        assertTrue(plateau.observe(0.2));
        assertEquals(0.1 * 4, plateau.learningRate(1));
    }

    /** As PyTorch counts: of patience 2, two bad scores are put up with. */
    @Test
    void patienceIsPyTorchs() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(Schedule.constant(1), Goal.MINIMIZE, 0.5, 2);
        observe(plateau, 1, 1, 1);
        assertEquals(1, plateau.learningRate(0));
        assertTrue(plateau.observe(1));
        assertEquals(0.5, plateau.learningRate(0));
    }

    @Test
    void aThresholdIsAShareOfTheBestOrADifference() {
        ReduceOnPlateau share = new ReduceOnPlateau(Schedule.constant(1), Goal.MINIMIZE, 0.5, 0).relativeThreshold(0.1);
        observe(share, 100, 89.9);
        assertEquals(0, share.reductions());
        assertTrue(share.observe(81));
        ReduceOnPlateau rising =
                new ReduceOnPlateau(Schedule.constant(1), Goal.MAXIMIZE, 0.5, 0).relativeThreshold(0.1);
        observe(rising, 100, 110.1);
        assertEquals(0, rising.reductions());
        assertTrue(rising.observe(121));
        ReduceOnPlateau difference = new ReduceOnPlateau(Schedule.constant(1), Goal.MAXIMIZE, 0.5, 0).threshold(0.1);
        observe(difference, 100, 100.11);
        assertEquals(0, difference.reductions());
        ReduceOnPlateau usual = new ReduceOnPlateau(Schedule.constant(1), Goal.MINIMIZE, 0.5, 0);
        observe(usual, 1, 0.9998);
        assertEquals(0, usual.reductions());
        assertTrue(usual.observe(0.9998 * 0.99991), "better by less than a 10,000th");
    }

    @Test
    void badScoresDoNotCountWhileItCoolsDown() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(Schedule.constant(1), Goal.MINIMIZE, 0.5, 0).cooldown(2);
        observe(plateau, 1, 1);
        assertEquals(1, plateau.reductions());
        assertFalse(plateau.observe(1));
        assertFalse(plateau.observe(1));
        assertTrue(plateau.observe(1));
    }

    @Test
    void reductionsThatAreTooSmallAreNotMade() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(Schedule.constant(3e-8), Goal.MINIMIZE, 0.5, 0);
        observe(plateau, 1, 1);
        assertEquals(1.5e-8, plateau.learningRate(0));
        observe(plateau, 1, 1, 1);
        assertEquals(1.5e-8, plateau.learningRate(0), "half of it is less than 1e-8");
        assertEquals(3e-8 / 16, plateau.leastChange(0).learningRate(0));
    }

    /** What another schedule does below the lowest rate, as while it warms up, is its own affair. */
    @Test
    void theLowestRateIsOneOfReductions() {
        ReduceOnPlateau plateau =
                new ReduceOnPlateau(Schedule.constant(1).warmUp(10), Goal.MINIMIZE, 0.5, 0).lowest(0.4);
        assertEquals(0.1, plateau.learningRate(0));
        observe(plateau, 1, 1, 1);
        assertEquals(0.1, plateau.learningRate(0));
        assertEquals(0.4, plateau.learningRate(10));
    }

    @Test
    void goesOnExactly() {
        ReduceOnPlateau plateau = plateau();
        observe(plateau, 5, 6, 6, 1 / 3.0, 3);
        ReduceOnPlateau other = plateau();
        observe(other, 1, 2, 3, 4, 5, 6);
        other.resume(plateau.memory());
        assertEquals(plateau.memory(), other.memory());
        for (double score : new double[] {0.3, 2, 0.2, 0.2, 0.2, 0.1}) {
            assertEquals(plateau.observe(score), other.observe(score));
            assertEquals(plateau.learningRate(3), other.learningRate(3));
        }
        assertTrue(plateau.reductions() > 1);
        ReduceOnPlateau fresh = plateau();
        fresh.resume(plateau().memory());
        assertEquals(plateau().memory(), fresh.memory());
    }

    @Test
    void badMemoriesChangeNothing() {
        ReduceOnPlateau plateau = plateau();
        observe(plateau, 5, 6, 6, 4, 3);
        String before = plateau.memory();
        for (String bad : new String[] {
            "", "1.0 2", "1.0 1 1", "x 1 1 1", "1.0 -1 1 1", "1.0 1 -1 1", "1.0 1 1 -1", "1.0 1 1 1 ", "1.0 1 1 x"
        }) {
            assertThrows(IllegalArgumentException.class, () -> plateau.resume(bad), bad);
            assertEquals(before, plateau.memory());
        }
    }

    @Test
    void badSettingsAreRefused() {
        Schedule schedule = Schedule.constant(1);
        for (double factor : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new ReduceOnPlateau(schedule, Goal.MINIMIZE, factor, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new ReduceOnPlateau(schedule, Goal.MINIMIZE, 0.5, -1));
        ReduceOnPlateau plateau = plateau();
        assertThrows(IllegalArgumentException.class, () -> plateau.threshold(-1));
        assertThrows(IllegalArgumentException.class, () -> plateau.threshold(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> plateau.relativeThreshold(-0.1));
        assertThrows(IllegalArgumentException.class, () -> plateau.relativeThreshold(1));
        assertThrows(IllegalArgumentException.class, () -> plateau.cooldown(-1));
        assertThrows(IllegalArgumentException.class, () -> plateau.lowest(-1));
        assertThrows(IllegalArgumentException.class, () -> plateau.lowest(Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> plateau.leastChange(-1));
    }
}
