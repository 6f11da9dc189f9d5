// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.model.ModelSpec;

/** What losses are divided by, and the order of their terms. */
class LossTest {
    private static ModelSpec model(String output, String loss) {
        return Specs.compile("model M { input x: vector<5> output y = " + output + " loss " + loss
                + " train { window 10 batch 4 } }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x; mse(y); 200",
                "last(x); mse(y); 20",
                "x; mae(y, reduction = batch); 4",
                "x; huber(y, delta = 2, reduction = sum); 1",
                "softmax(x); crossEntropy(y); 40",
                "x |> last |> softmax; crossEntropy(y); 4",
                "sigmoid(x); binaryCrossEntropy(y); 200",
                "x; 0.5 * mse(y); 400",
                "x; mse(y) / 2; 400"
            })
    void isDividedByWhatItsReductionSays(String output, String loss, double divisor) {
        Node node = model(output, loss).graph().loss().orElseThrow();
        double factor = node.inputs().stream()
                .filter(input -> input.op() instanceof Op.Constant)
                .mapToDouble(input -> ((Op.Constant) input.op()).value())
                .findFirst()
                .orElse(1);
        assertEquals(1 / divisor, factor);
    }

    @Test
    void lossesOfOneOutputShareItsTarget() {
        ModelSpec model = model("x", "mse(y) + 0.1 * mae(y)");
        assertEquals(1, model.graph().targets().size());
        Node loss = model.graph().loss().orElseThrow();
        assertEquals(new Op.MultiplyAdd(false), loss.op());
    }

    @Test
    void aModelWithoutALossOnlyRuns() {
        ModelSpec model = Specs.compile("model M { input x: vector<5> output y = x |> rnn(3) }");
        assertEquals(true, model.graph().loss().isEmpty());
        assertEquals(List.of(), model.graph().targets());
    }
}
