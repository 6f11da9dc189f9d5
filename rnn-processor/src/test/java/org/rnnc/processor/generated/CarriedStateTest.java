// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.Tensor;
import org.rnnc.runtime.Trainer;

/** What a window that carries its state hands on where layers run both ways. */
class CarriedStateTest {
    private static final List<String> STATES =
            List.of("lstm.forward.h", "lstm.forward.c", "lstm.reverse.h", "lstm.reverse.c", "gru.h");

    private static final ModelSpec SPEC = EmittedModel.spec("Carried", """
            input x: vector<3>
            output y = x |> bidirectional(lstm(4)) |> gru(5) |> dense(2)
            loss mse(y)
            train { window 4, carry state; batch 2; observe lstm.forward.h, lstm.forward.c, gru.h }
            """);
    private static final CompiledModel COMPILED = CompiledModel.of(SPEC);

    private final Trainer trainer;
    private final Object[] data;

    CarriedStateTest() {
        ModelRun run = new ModelRun(SPEC, COMPILED.create(1));
        trainer = run.trainer();
        data = run.arrays(WindowData.random(SPEC.graph(), 4, 2, 3));
    }

    private Tensor state(String name) {
        return ModelRun.tensor(trainer.states(), name).orElseThrow();
    }

    private double[] atLastStep(String value) {
        double[] all = trainer.values(value).toArray();
        return Arrays.copyOfRange(all, all.length / 4 * 3, all.length);
    }

    private void run(String how) {
        switch (how) {
            case "step" -> trainer.step(data);
            case "gradients" -> trainer.gradients(data);
            default -> trainer.loss(data);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "gradients", "loss"})
    void forwardStatesGoOnAndReverseOnesBeginAnew(String how) {
        assertEquals(STATES, trainer.states().stream().map(Tensor::name).toList());
        trainer.states().forEach(state -> {
            double[] some = new double[state.size()];
            Arrays.fill(some, 0.5);
            state.write(some);
        });
        for (int window = 0; window < 2; window++) {
            run(how);
            for (String name : STATES) {
                double[] next = state(name).toArray();
                assertArrayEquals(name.contains("reverse") ? new double[next.length] : atLastStep(name), next, name);
            }
        }
        trainer.resetState();
        trainer.states().forEach(state -> assertArrayEquals(new double[state.size()], state.toArray(), state.name()));
    }

    /** Who knows what follows the window may say so. */
    @Test
    void whatAReverseStateIsGivenCountsForOneWindow() {
        double[] first = trainer.states().get(0).toArray();
        double without = trainer.loss(data);
        List<double[]> next = trainer.states().stream().map(Tensor::toArray).toList();
        trainer.resetState();
        assertArrayEquals(first, state("lstm.forward.h").toArray());
        state("lstm.reverse.h").write(new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertNotEquals(without, trainer.loss(data));
        trainer.resetState();
        assertEquals(without, trainer.loss(data));
        for (int i = 0; i < next.size(); i++) {
            assertArrayEquals(next.get(i), trainer.states().get(i).toArray(), STATES.get(i));
        }
    }
}
