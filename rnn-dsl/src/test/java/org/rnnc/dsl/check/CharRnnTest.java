// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;

/** From text to a checked model. */
class CharRnnTest {
    static final String TEXT = """
            /** Karpathy's character model. */
            model CharRnn {
              input  x: token<65>
              output next = x |> rnn(100) |> dense(65) |> softmax
              loss   crossEntropy(next)

              train {
                window 25, carry state
                optimizer adagrad(rate = 0.1)
                clip value 5
                start normal(0.01)
              }
            }
            """;

    @Test
    void lowersToOneStep() {
        ModelSpec model = Specs.compile(TEXT);
        assertEquals("CharRnn", model.name());
    }
}
