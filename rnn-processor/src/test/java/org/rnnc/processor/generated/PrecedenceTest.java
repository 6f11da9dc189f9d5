// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.StreamingModel;

/** Chains of products and quotients give the numbers that Java gives for the same chain. */
class PrecedenceTest {
    @Test
    void asInJava() {
        double a = 8;
        double b = 4;
        double[] v = {1, 2};
        StreamingModel model = (StreamingModel) CompiledModel.of("""
                precision double
                input a: scalar, b: scalar, v: vector<2>
                output y = concat(a / 2 * b, a / b * 2, v / 2 * a, 1 - a / b * b, a / b / 2, a / b / 2 * v / a * b,
                  -a / b * 3, 2 * a / 3 * b)
                """).create(1);
        double[] y = new double[10];
        model.newSession()
                .step(model.newState(), new Object[] {new double[] {a}, new double[] {b}, v}, new Object[] {y});
        double[] java = {
            a / 2 * b,
            a / b * 2,
            v[0] / 2 * a,
            v[1] / 2 * a,
            1 - a / b * b,
            a / b / 2,
            a / b / 2 * v[0] / a * b,
            a / b / 2 * v[1] / a * b,
            -a / b * 3,
            2 * a / 3 * b
        };
        assertArrayEquals(java, y);
    }
}
