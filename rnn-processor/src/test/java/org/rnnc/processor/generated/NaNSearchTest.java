// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** A NaN anywhere in an input that is looked at as a whole is refused, and nothing changes; what is infinite is none. */
class NaNSearchTest {
    private static final int SIZE = 21;
    private static final int MANY = 3;
    private static final String MODEL = """
            input x: vector<21>
            output y = x |> rnn(2)
            """;

    /** The plain engine; where this JVM has the module, that with vectors of each length too. */
    private static List<StreamingModel> engines() {
        CompiledModel compiled = CompiledModel.ofAllWithVectors(List.of(EmittedModel.spec("Searched", MODEL)))
                .get(0);
        List<StreamingModel> engines = new ArrayList<>();
        engines.add((StreamingModel) compiled.engine("plain", 4).create(1));
        if (ModuleLayer.boot().findModule(VectorLibrary.MODULE).isPresent()) {
            for (int lanes : new int[] {4, 8, 16}) {
                StreamingModel model =
                        (StreamingModel) compiled.engine("vector", lanes).create(1);
                assertEquals("vector", model.info().engine());
                engines.add(model);
            }
        }
        return engines;
    }

    @Test
    void wherever() {
        for (StreamingModel model : engines()) {
            Session session = model.newSession();
            Predictor predictor = model.newPredictor(MANY, 1);
            State[] states = {model.newState(), model.newState(), model.newState()};
            float[] y = new float[2 * MANY];
            for (int i = 0; i < SIZE * MANY; i++) {
                float[] all = new float[SIZE * MANY];
                all[i] = Float.NaN;
                refused(() -> session.step(states, MANY, new Object[] {all}, new Object[] {y}));
                refused(() -> predictor.run(MANY, 1, null, null, new Object[] {all}, new Object[] {y}));
                if (i < SIZE) {
                    float[] one = new float[SIZE];
                    one[i] = Float.NaN;
                    refused(() -> session.step(states[0], new Object[] {one}, new Object[] {new float[2]}));
                }
            }
            assertArrayEquals(new float[2 * MANY], y);
            assertArrayEquals(new double[2], states[0].tensors().get(0).toArray());
        }
    }

    private static void refused(Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains("NaN"), message);
    }

    @Test
    void infinityPasses() {
        for (StreamingModel model : engines()) {
            for (int i = 0; i < SIZE; i++) {
                float[] x = new float[SIZE];
                x[i] = i % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
                float[] y = new float[2];
                model.newSession().step(model.newState(), new Object[] {x}, new Object[] {y});
                assertEquals(1, Math.abs(y[0]));
            }
        }
    }
}
