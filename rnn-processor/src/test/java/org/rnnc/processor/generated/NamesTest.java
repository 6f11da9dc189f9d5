// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** Names of inputs, values, layers and parameters that generated code has for things of its own. */
class NamesTest {
    private static final List<String> NAMES =
            List.of(("sequences batch count d data exponentials first gradients h info input j k lane "
                            + "lanes largest length lengths loss model norm out output outputs parameters place "
                            + "random rate row rows scaled session show shared square squares start state states "
                            + "step steps sum t target tensors token tokens total trainer update updates values "
                            + "w weights window x0 y copy reset size tanh math rows2 before all")
                    .split(" "));

    /** Each name once as an input's and a parameter's, and once as an output's and a layer's. */
    static Stream<Arguments> pairs() {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> Arguments.of(NAMES.get(i), NAMES.get((i + 1) % NAMES.size())));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areNobodysButTheUsers(String input, String output) {
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
                f = concat(e, other |> embedding(2)) |> gru(3) as %2$s_
                output %2$s = f |> dense(4) |> softmax
                output sums = sum(e) + dot(e, f)
                loss crossEntropy(%2$s) + mse(sums)
                train { window 5, carry state; batch 2; optimizer adam(rate = 0.1); clip norm 1; gradients state }
                """.formatted(input, output));
    }

    /** Compiled, and trained for a window, since a name may also hide a wrong thing. */
    private static void compile(String body) {
        ModelSpec spec = EmittedModel.spec("Named", body);
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        double loss =
                run.trainer().train(Batches.of(run.trainer(), run.arrays(WindowData.random(spec.graph(), 5, 2, 1))));
        assertTrue(loss > 0, () -> "the loss is " + loss + " in\n" + body);
    }
}
