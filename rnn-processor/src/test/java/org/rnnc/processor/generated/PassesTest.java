// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.support.EmittedModel;

/**
 * Products whose passes take other numbers of rows than most, single results, and long sums over rows, with all checks of
 * models that are put together by chance: the interpreter, central differences, steps, lengths, allocation.
 */
class PassesTest {
    /** @param kernels of it, as its engine writes them */
    private record Case(String body, List<String> kernels) {}

    private static final List<Case> CASES = List.of(
            // Wide results: six rows of weights, and of adjoints. One result of an odd number of rows.
            new Case("""
                    input x: vector<7>
                    output y = x |> lstm(130) |> dense(1)
                    loss mse(y)
                    train { window 7; batch 3; optimizer adam(rate = 0.01) }
                    precision float
                    """, List.of("combine2x6_544(", "addOuter6_544(", "combine2x5_1(", "combine8_1(")),
            // Fives: of a vector, of three gates one after the other, and of 25 rows.
            new Case("""
                    input x: vector<10>
                    output y = x |> gru(5) |> dense(6)
                    loss mse(y)
                    train { window 5; batch 5; optimizer sgd(rate = 0.1); clip norm 1 }
                    precision double
                    """, List.of("combine2x5_24(", "combine2x5_8(", "addOuter5_24(")),
            // Sums of rows of 128 and more numbers, in one loop and in several.
            new Case("""
                    input x: vector<3>
                    output y = x |> rnn(131) |> layerNorm |> dense(150) |> layerNorm |> dense(2)
                    loss mse(y)
                    train { window 3; batch 2; optimizer sgd(rate = 0.1); clip norm 1 }
                    precision float
                    """, List.of("sumOf_131(", "sumOf_150(", "dotOf_150(")));

    @Test
    void theyComputeWhatTheInterpreterDoes() throws IOException {
        RandomModelReport report = new RandomModelReport("passes");
        List<RandomModel> models = new ArrayList<>();
        for (Case each : CASES) {
            RandomModel model = RandomModel.written(models.size() + 1, each.body());
            String sources = String.join(
                    "\n", EmittedModel.sources(model.spec(), "passes").values());
            for (String kernel : each.kernels()) {
                assertTrue(sources.contains(kernel), () -> kernel + " of " + each.body());
            }
            models.add(model);
        }
        new RandomModelChecks(report).run(models);
        report.check();
    }
}
