// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** A step moves a state on where it lies if nothing reads the value before any more, else it copies it; the bits are a window's. */
class StatesInPlaceTest {
    private static final String MODEL = """
            cell own(n, m) {
              input  x: vector<m>
              param  W: matrix<n, m>
              param  U: matrix<n, n>
              state  a, b: vector<n>
              %s
              all = concat(a, b, r)
              output all
            }
            input x: vector<3>
            output y = x |> own(4, 3)
            loss mse(y)
            train { window 5; batch 2; optimizer sgd(rate = 0.1) }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # read by a product, and by the pass that writes it
            0 | a = tanh(W * x + U * a[t-1]); b = 0.5 * b[t-1] + a; r = b
            # read afterwards
            1 | a = tanh(W * x + U * a[t-1]); b = 0.5 * b[t-1] + a; r = a - a[t-1]
            1 | a = tanh(W * x + U * a[t-1]); b = 0.5 * b[t-1] + a; r = U * b[t-1] + b
            # read by the product that writes it
            1 | a = W * x + U * a[t-1]; b = a + U * b[t-1]; r = b
            # read by each other
            2 | a = tanh(W * x + b[t-1]); b = tanh(W * x - a[t-1]); r = U * a
            # what was read is asked for
            1 | a = tanh(W * x + U * a[t-1]); b = 0.5 * b[t-1] + a; r = a[t-1]
            # two steps back
            2 | a = tanh(W * x + U * a[t-1] - a[t-2]); b = 0.5 * b[t-1] + a; r = b
            """)
    void statesAreCopiedWhereTheyAreStillRead(int copied, String equations) {
        ModelSpec spec = EmittedModel.spec("Own", MODEL.formatted(equations.replace("; ", "\n  ")));
        CompiledModel model = CompiledModel.of(spec);
        StreamComparison.compare(new ModelRun(spec, model.create(5)));
        String engine = model.sources().entrySet().stream()
                .filter(source -> source.getKey().endsWith("_Engine"))
                .findFirst()
                .orElseThrow()
                .getValue();
        String step = engine.substring(engine.indexOf("class Step "), engine.indexOf("class Window "));
        assertEquals(copied, step.split(", state\\[\\d], 0, 4\\);", -1).length - 1, step);
    }
}
