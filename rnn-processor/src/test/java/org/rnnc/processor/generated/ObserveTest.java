// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** {@code train { observe encoder.i }}: values that windows keep, and the gradients of these. */
class ObserveTest {
    private static ModelSpec spec(String flow, String train) {
        return EmittedModel.spec("Observed", """
                input x: vector<3>
                %s
                loss mse(y)
                train { window 5, carry state; batch 3; gradients input, state; %s }
                precision double
                """.formatted(flow, train));
    }

    private static ModelRun run(ModelSpec spec) {
        return new ModelRun(spec, CompiledModel.of(spec).create(1));
    }

    /** All of a layer, all ways to lay it out: the recurrent values, what leaves the loop, what is fused away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "h = x |> lstm(5) as a output y = h |> dense(2); a.i, a.f, a.g, a.o, a.c, a.h, y, dense.x",
                "h = x |> gru(9) as a output y = h |> dense(2); a.k, a.z, a.h, x, h",
                "h = x |> bidirectional(lstm(4)) as a output y = final(h) |> dense(2);"
                        + "a.forward.c, a.reverse.c, a.reverse.h, h",
                "h = x |> rnn(4) as a |> rnn(3) as b output y = last(h) |> dense(2); a.h, b.h, y",
                "h = x |> layerNormLstm(4) as a output y = last(h); a.c, a.normI.x, a.normC.d",
                "u = tanh(2 * x) h = u |> rnn(4) as a output y = h |> dense(2) z = sigmoid(x); u, z, a.x",
                "h = x |> lstm(4) as a output y = concat(a.c, h) |> dense(2); a.c, y"
            })
    void valuesAndGradientsAreThoseOfTheInterpreter(String flow, String observed) {
        WindowComparison.compare(run(spec(flow, "observe " + observed)));
        LengthsComparison.compare(spec(flow, "observe " + observed), 5);
    }

    /** What is added to a value gets the value's gradient; and that of an input is checked by differences. */
    @ParameterizedTest
    @ValueSource(strings = {"h", "c", "i"})
    void aGradientIsThatOfSomethingAdded(String value) {
        ModelSpec spec =
                EmittedModel.spec("Added", """
                cell memory(n) {
                  input x: vector<m>, e: vector<n>
                  param W, U: matrix<n, m>, V, R: matrix<n, n>, b: vector<n>
                  state h, c: vector<n>
                  i = sigmoid(W * x + V * h[t-1] + b) + %s
                  c = 0.8 * c[t-1] + i .* tanh(U * x + R * h[t-1]) + %s
                  h = tanh(c) + %s
                  output h
                }
                input x: vector<3>, e: vector<4>
                output y = x |> memory(4, e = e) as cell |> dense(2)
                loss mse(y)
                train { window 5; batch 2; gradients input, state; observe cell.i, cell.c, cell.h }
                precision double
                """.formatted(term("i", value), term("c", value), term("h", value)));
        CompiledModel compiled = CompiledModel.of(spec);
        double worst = new Probe(compiled.create(1), 3).worst();
        assertTrue(worst < 1e-8, () -> "a gradient is off by " + worst);
        ModelRun run = new ModelRun(spec, compiled.create(1));
        Trainer trainer = run.trainer();
        trainer.gradients(Batches.of(trainer, run.arrays(WindowData.random(spec.graph(), 5, 2, 8))));
        double[] expected =
                ModelRun.tensor(trainer.inputGradients(), "e").orElseThrow().toArray();
        assertArrayEquals(expected, trainer.valueGradients("cell." + value).toArray());
        assertArrayEquals(
                new int[] {5, 2, 4}, trainer.valueGradients("cell." + value).shape());
    }

    private static String term(String equation, String wanted) {
        return equation.equals(wanted) ? "e" : "0 * e";
    }

    @Test
    void observingChangesNoBit() {
        String flow = "h = x |> lstm(5) as a output y = h |> dense(2)";
        ModelRun plain = run(spec(flow, ""));
        ModelRun observed = run(spec(flow, "observe a.i, a.c, h, y"));
        for (int window = 0; window < 3; window++) {
            WindowData data = WindowData.random(plain.spec().graph(), 5, 3, window);
            assertEquals(
                    plain.trainer().train(Batches.of(plain.trainer(), data.arrays())),
                    observed.trainer().train(Batches.of(observed.trainer(), data.arrays())));
        }
        for (Tensor tensor : plain.model().parameters()) {
            assertArrayEquals(
                    tensor.toArray(), observed.model().parameter(tensor.name()).toArray(), tensor.name());
        }
    }

    /** After a window its states are those that the next one begins with; what is seen is still what it began with. */
    @ParameterizedTest
    @ValueSource(strings = {"carry state", "reset state"})
    void whatAWindowBeganWithIsStillSeen(String rule) {
        ModelSpec spec = EmittedModel.spec("Began", """
                cell keep(n) {
                  input x: vector<n>
                  state h: vector<n>
                  past = h[t-1]
                  h = tanh(x + 0.5 * past)
                  output h
                }
                input x: vector<3>
                h = x |> keep(3) as k
                before = previous(h)
                end = last(h)
                output y = before + h |> dense(2)
                output z = end |> dense(2)
                loss mse(y) + mse(z)
                train { window 4, %s; batch 3; gradients input, state; observe k.past, before, end }
                precision double
                """.formatted(rule));
        WindowComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
    }

    @Test
    void withoutObserveNothingIsKept() {
        ModelSpec spec = spec("h = x |> lstm(5) as a output y = h |> dense(2)", "");
        Map<String, String> sources = EmittedModel.sources(spec, "p");
        sources.values().forEach(source -> assertFalse(source.contains("valueGradients"), source));
        Trainer trainer = run(spec).trainer();
        assertEquals(
                "model Observed has no value \"a.i\". There are: h, y",
                assertThrows(IllegalArgumentException.class, () -> trainer.values("a.i"))
                        .getMessage());
        assertEquals(
                "model Observed observes no gradient of \"a.h\". There are: none",
                assertThrows(IllegalArgumentException.class, () -> trainer.valueGradients("a.h"))
                        .getMessage());
    }

    @Test
    void aValueTheLossDoesNotDependOnHasNoGradient() {
        Trainer trainer = run(spec("h = x |> lstm(5) as a output y = x |> dense(2)", "observe a.h, y"))
                .trainer();
        assertEquals(
                "model Observed observes no gradient of \"a.h\". There are: y",
                assertThrows(IllegalArgumentException.class, () -> trainer.valueGradients("a.h"))
                        .getMessage());
        assertEquals(75, trainer.values("a.h").size());
    }

    @Test
    void nothingIsAllocated() {
        ModelRun run = run(spec("h = x |> lstm(5) as a output y = h |> dense(2)", "observe a.i, a.c, a.h"));
        Object[] data = run.arrays(WindowData.random(run.spec().graph(), 5, 3, 8));
        Trainer trainer = run.trainer();
        Batch batch = Batches.of(trainer, data);
        assertEquals(0, AllocationMeter.bytes(300, 500, () -> trainer.train(batch)));
    }
}
