// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.rewrite.TokenTables;

/**
 * Models whose tokens are looked up in tables, with all checks of models that are put together by chance: what the
 * interpreter makes of the graph that has none, central differences, steps, lengths, allocation.
 */
class TokenTablesTest {
    private static final List<String> BODIES = List.of("""
            input x: token<3>
            output y: token<3> = x |> embedding(5) |> lstm(9) |> dense(3) |> softmax
            loss crossEntropy(y)
            train { window 4; batch 3; optimizer adam(rate = 0.01); clip norm 1 }
            precision float
            """, """
            input x: token<4>
            output y: token<4> = x |> embedding(3) |> bidirectional(gru(5)) |> dense(4) |> softmax
            loss crossEntropy(y)
            train { window 5; batch 2; optimizer momentum(rate = 0.1) }
            precision double
            """, """
            input x: token<3>
            output y: token<3> = x |> embedding(10) |> rnn(17) |> mgu(6) |> dense(3) |> softmax
            loss crossEntropy(y)
            train { window 8, backward 6, carry state; batch 2; optimizer adagrad(rate = 0.1) }
            precision float
            """, """
            input x: token<4>
            input z: token<3>
            input v: vector<2>
            e = x |> embedding(3)
            h = (e |> rnn(4)) + (v |> rnn(4)) + (z |> embedding(2) |> dense(4))
            output y = concat(h, e) |> layerNormLstm(5) |> final |> dense(2)
            loss mse(y)
            train { window 6; batch 3; optimizer sgd(rate = 0.1) }
            precision float
            """);

    @Test
    void theyComputeWhatTheyDidWithout() throws IOException {
        RandomModelReport report = new RandomModelReport("tables");
        List<RandomModel> models = new ArrayList<>();
        for (int i = 0; i < BODIES.size(); i++) {
            models.add(RandomModel.written(i + 1, BODIES.get(i)));
            assertNotSame(models.get(i).spec(), TokenTables.of(models.get(i).spec()));
        }
        new RandomModelChecks(report).run(models);
        report.check();
    }
}
