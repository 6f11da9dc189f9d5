// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.trees.Expression.Sign;

class TreesTest {
    private static final Expression TRUE = new Expression(Sign.TRUE, List.of());
    private static final Expression FALSE = new Expression(Sign.FALSE, List.of());

    @Test
    void anExpressionHasAValueAndATextAndNodes() {
        Expression not = new Expression(Sign.NOT, List.of(FALSE));
        Expression all = new Expression(Sign.XOR, List.of(new Expression(Sign.AND, List.of(TRUE, not)), TRUE));
        assertEquals("((T&!F)^T)", all.toString());
        assertEquals(false, all.value());
        assertEquals(6, all.nodes().size());
        assertEquals(all, all.nodes().get(5));
        assertEquals(3, all.depth());
    }

    @Test
    void whatIsDrawnFitsTheWindows() {
        RandomSource random = RandomSource.of(3);
        for (int i = 0; i < 2_000; i++) {
            Expression expression = Expression.random(4, random);
            assertTrue(expression.nodes().size() <= 14, expression::toString);
            assertTrue(expression.tokens().length <= 22, expression::toString);
        }
    }

    /** Not to the README's figures, which take longer. */
    @Test
    void valuesAreLearned() {
        Reader reader = new Reader(OverTree.create(1), true);
        RandomSource random = RandomSource.of(1);
        List<Expression> held = drawn(300, 6, random);
        for (int i = 0; i < 300; i++) {
            reader.train(drawn(64, 2, random));
        }
        double right = reader.right(held);
        assertTrue(right > 0.8, () -> "right: " + right);
    }

    private static List<Expression> drawn(int count, int joins, RandomSource random) {
        List<Expression> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Expression.random(joins, random));
        }
        return all;
    }
}
