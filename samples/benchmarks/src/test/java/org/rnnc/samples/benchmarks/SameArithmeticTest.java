// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.tensor.Tensor;

/** What is timed against each other computes the same, up to the rounding of sums in another order. */
class SameArithmeticTest {
    private static final int WINDOWS = 200;
    private static final float TOLERANCE = 1e-4f;

    private final CharRnn model = CharRnn.create(1);
    private final CharRnn.Trainer trainer = model.newTrainer();
    private final Text text = new Text(HandWrittenCharRnn.TOKENS, HandWrittenCharRnn.WINDOW, 1);
    private HandWrittenCharRnn handWritten;

    /**
     * One trains, and the other goes on from there: Adagrad's first updates go by little more than the signs of the
     * gradients, so that two trained from the start would soon differ by more than rounding.
     */
    @BeforeEach
    void trainOneAndCopyIt() {
        for (int i = 0; i < WINDOWS; i++) {
            text.next();
            trainer.train(text.inputs(), text.targets());
        }
        handWritten = Parameters.copied(trainer);
        text.next();
    }

    @Test
    void gradientsAgree() {
        float loss = trainer.gradients(text.inputs(), text.targets());
        assertEquals(loss, handWritten.gradients(text.inputs(), text.targets()), TOLERANCE * loss);
        assertAgree(trainer.gradients(), Parameters.gradients(handWritten));
    }

    @Test
    void updatesAgree() {
        float loss = trainer.train(text.inputs(), text.targets());
        assertEquals(loss, handWritten.train(text.inputs(), text.targets()), TOLERANCE * loss);
        assertAgree(model.parameters(), Parameters.arrays(handWritten));
        assertAgree(trainer.optimizerState(), Parameters.memory(handWritten));
        assertAgree(trainer.states(), List.of(handWritten.hs[0]));
    }

    @Test
    void stepsAgree() {
        CharRnn.Session session = model.newSession();
        CharRnn.State state = model.newState();
        float[] expected = new float[HandWrittenCharRnn.TOKENS];
        float[] found = new float[HandWrittenCharRnn.TOKENS];
        float[] hidden = new float[HandWrittenCharRnn.HIDDEN];
        for (int token : text.inputs()) {
            float[] newHidden = new float[HandWrittenCharRnn.HIDDEN];
            handWritten.step(hidden, newHidden, token, expected);
            session.step(state, token, found);
            assertArrayEquals(expected, found, TOLERANCE);
            hidden = newHidden;
        }
    }

    private static void assertAgree(List<Tensor> tensors, List<Object> arrays) {
        for (int i = 0; i < tensors.size(); i++) {
            float[] found = new float[tensors.get(i).size()];
            tensors.get(i).read(found);
            float[] expected = Parameters.flat(arrays.get(i));
            float largest = 0;
            for (float number : expected) {
                largest = Math.max(largest, Math.abs(number));
            }
            assertArrayEquals(
                    expected, found, TOLERANCE * largest, tensors.get(i).name());
        }
    }
}
