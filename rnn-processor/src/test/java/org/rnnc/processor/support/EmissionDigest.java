// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import java.util.List;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.plan.Planner;

/** Prints a short mark of the sources that some models give, to be compared between JVMs. */
public final class EmissionDigest {
    private static final List<String> MODELS = List.of(
            "input x: token<9> output y = x |> embedding(5) |> lstm(6) |> dense(9) |> softmax loss crossEntropy(y)",
            "input x: vector<4> output y = x |> bidirectional(gru(3)) |> final |> dense(2) loss mse(y)"
                    + " train { window 7; batch 3; optimizer adam(rate = 0.001); clip norm 5; gradients input, state }",
            "input x: vector<4>, z: vector<3> a = x |> mgu(5) as one  b = z |> peepholeLstm(5) as two"
                    + " output y = a .* b |> dense(2) output w = a loss mse(y) + mae(w)");

    private EmissionDigest() {}

    /** The same text for the same sources and plans. */
    public static String text() {
        StringBuilder out = new StringBuilder();
        for (String model : MODELS) {
            ModelSpec spec = EmittedModel.spec("Same", model);
            out.append(EmittedModel.sources(spec, "same").toString().hashCode()).append(' ');
            out.append(Planner.plan(spec).explain().hashCode()).append('\n');
        }
        return out.toString();
    }

    /** Prints {@link #text()}. */
    public static void main(String[] arguments) {
        System.out.print(text());
    }
}
