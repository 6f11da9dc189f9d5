// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

class AdditionTest {
    @Test
    void aSumIsReadFromItsEnd() {
        Sum sum = new Sum(12, 9);
        assertArrayEquals(new int[] {9, Sum.PLUS, 2, 1}, sum.question());
        assertArrayEquals(new int[] {2, 1, Sum.END}, sum.answer());
        assertEquals("21", Sum.text(new int[] {2, 1}));
        assertEquals(new Sum(9, 12).pair(), sum.pair());
    }

    /** Blanks behind an answer are characters as others, as in the Keras example. */
    @Test
    void charactersAreCountedWithBlanks() {
        Sum sum = new Sum(12, 9);
        assertEquals(4, sum.right(new int[] {2, 1}, 4));
        assertEquals(3, sum.right(new int[] {2, 2}, 4));
        assertEquals(1, sum.right(new int[] {3, 2, 0}, 4));
        assertEquals(3, sum.right(new int[] {2}, 4));
    }

    @Test
    void noPairIsThereTwice() {
        Problem problem = Problem.draw(2, 1_000, RandomSource.of(1));
        assertEquals(900, problem.training().size());
        assertEquals(100, problem.test().size());
        Set<Long> pairs = new HashSet<>();
        problem.training().forEach(sum -> assertTrue(pairs.add(sum.pair())));
        problem.test().forEach(sum -> assertTrue(pairs.add(sum.pair())));
    }

    /** Not to the README's figures, which take longer. */
    @Test
    void sumsAreLearned() {
        Problem problem = Problem.draw(2, 2_000, RandomSource.of(1));
        Learning learning = new Learning(TwoDigits.create(1), problem, RandomSource.of(1));
        double before = learning.epoch().characters();
        Learning.Score score = learning.epoch();
        for (int i = 0; i < 10; i++) {
            score = learning.epoch();
        }
        double after = score.characters();
        assertTrue(after > before + 0.05, () -> before + ", then " + after);
    }
}
