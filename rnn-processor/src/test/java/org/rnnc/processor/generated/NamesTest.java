// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** Names of inputs, values, layers and parameters that generated code has for things of its own. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arrangement",
                "batch",
                "count",
                "d",
                "data",
                "exponentials",
                "first",
                "gradients",
                "h",
                "info",
                "input",
                "j",
                "k",
                "lane",
                "lanes",
                "largest",
                "length",
                "lengths",
                "loss",
                "model",
                "norm",
                "out",
                "output",
                "outputs",
                "parameters",
                "place",
                "random",
                "rate",
                "row",
                "rows",
                "scaled",
                "session",
                "show",
                "shared",
                "square",
                "squares",
                "start",
                "state",
                "states",
                "step",
                "steps",
                "sum",
                "t",
                "target",
                "tensors",
                "token",
                "tokens",
                "total",
                "trainer",
                "update",
                "updates",
                "values",
                "w",
                "weights",
                "window",
                "x0",
                "y",
                "copy",
                "reset",
                "size",
                "tanh",
                "math",
                "rows2",
                "before",
                "all"
            })
    void isNobodysButTheUsers(String name) {
        compile("""
                cell own {
                  input x: vector<3>
                  param %1$s_, V: matrix<3, 3>
                  state h: vector<3>
                  h = tanh(%1$s_ * x + V * h[t-1])
                  output h
                }
                input %1$s: vector<3>, other: token<4>
                e = %1$s |> own as %1$s_layer
                output z = concat(e, other |> embedding(2)) |> lstm(3) |> dense(4) |> softmax
                loss crossEntropy(z)
                train { window 5, carry state; batch 2; optimizer adam(rate = 0.1); clip norm 1; gradients input, state }
                """.formatted(name));
        compile("""
                input a: vector<3>, b: token<4>
                e = concat(a, b |> embedding(2)) |> gru(3) as layer_%1$s
                output %1$s = e |> dense(4) |> softmax
                output sums = sum(e) + dot(e, e)
                loss crossEntropy(%1$s) + mse(sums)
                train { window 5, carry state; batch 2; optimizer adagrad(rate = 0.1); gradients state }
                """.formatted(name));
    }

    /** Compiled, and trained for a window, since a name may also hide a wrong thing. */
    private static void compile(String body) {
        ModelSpec spec = EmittedModel.spec("Named", body);
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        double loss =
                run.trainer().step(run.arrays(org.rnnc.processor.reference.WindowData.random(spec.graph(), 5, 2, 1)));
        assertTrue(loss > 0, () -> "the loss is " + loss + " in\n" + body);
    }
}
