// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.Batches;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/** A layer that runs in reverse alone: against one that runs forward over sequences turned round by hand. */
class ReverseTest {
    private static final int STEPS = 5;
    private static final int BATCH = 3;
    private static final int[] LENGTHS = {5, 2, 4};

    private static OneStep model(String layer) {
        return OneStep.of("""
                input x: vector<2>
                h = x |> %s as reader
                output y = h |> dense(3) as out
                output z = final(h) |> dense(2) as end
                loss mse(y) + mse(z)
                precision double
                train { window %d; batch %d; gradients input }
                """.formatted(layer, STEPS, BATCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gru(4)", "lstm(3)", "rnn(3)", "gru(3, h = learned)"})
    void isTheForwardLayerOfTheSequenceTurnedRound(String cell) {
        OneStep reverse = model("reverse(" + cell + ")");
        OneStep forward = model(cell);
        assertTrue(forward.model() instanceof StreamingModel);
        assertFalse(reverse.model() instanceof StreamingModel, "it has no step");
        assertEquals(names(forward.model().parameters()), names(reverse.model().parameters()));
        for (Tensor parameter : forward.model().parameters()) {
            double[] values = parameter.toArray();
            Arrays.setAll(values, i -> Math.sin(1.7 * i + values.length));
            parameter.write(values);
            reverse.model().parameter(parameter.name()).write(values);
        }
        double[] x = new double[STEPS * BATCH * 2];
        double[] y = new double[STEPS * BATCH * 3];
        Arrays.setAll(x, i -> Math.cos(2.1 * i));
        Arrays.setAll(y, i -> Math.sin(0.3 * i));
        double[] z = {1, 2, 3, 4, 5, 6};
        double expected = forward.trainer().gradients(Batches.of(forward.trainer(), new Object[] {x, y, z}, LENGTHS));
        double found = reverse.trainer()
                .gradients(Batches.of(reverse.trainer(), new Object[] {turned(x), turned(y), z}, LENGTHS));
        assertEquals(expected, found, 1e-13);
        assertArrayEquals(
                forward.trainer().values("z").toArray(),
                reverse.trainer().values("z").toArray(),
                1e-13);
        assertArrayEquals(
                turned(forward.trainer().values("y").toArray()),
                reverse.trainer().values("y").toArray(),
                1e-13);
        assertArrayEquals(turned(forward.ofInput("x")), reverse.ofInput("x"), 1e-13);
        for (Tensor gradient : forward.trainer().gradients()) {
            assertArrayEquals(gradient.toArray(), reverse.ofParameter(gradient.name()), 1e-13, gradient.name());
        }
    }

    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::name).toList();
    }

    /** Each sequence from its own end; steps first. */
    private static double[] turned(double[] values) {
        int size = values.length / STEPS / BATCH;
        double[] turned = values.clone();
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < LENGTHS[b]; t++) {
                System.arraycopy(
                        values, (t * BATCH + b) * size, turned, ((LENGTHS[b] - 1 - t) * BATCH + b) * size, size);
            }
        }
        return turned;
    }
}
