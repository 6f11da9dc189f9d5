// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.graph.Axis;
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
                "x; mse(y); 5 each step",
                "last(x); mse(y); 20",
                "x; mae(y, reduction = batch); 4",
                "x; huber(y, delta = 2, reduction = sum); 1",
                "softmax(x); crossEntropy(y); 1 each step",
                "x |> last |> softmax; crossEntropy(y); 4",
                "sigmoid(x); binaryCrossEntropy(y); 5 each step",
                "x; 0.5 * mse(y); 10 each step",
                "x; mse(y) / 2; 10 each step"
            })
    void isDividedByWhatItsReductionSays(String output, String loss, String divisor) {
        Node node = model(output, loss).graph().loss().orElseThrow();
        // A loss of weight 1 is its total; else it is the total times a scale.
        Node scale = node.op() instanceof Op.SumAll ? null : node.input(1);
        boolean eachStep = scale != null && scale.op() instanceof Op.Binary;
        if (eachStep) {
            assertEquals(new Op.StepCount(Axis.TIME), scale.input(1).op());
            scale = scale.input(0);
        }
        double factor = scale == null ? 1 : ((Op.Constant) scale.op()).value();
        assertEquals(divisor, Math.round(1 / factor) + (eachStep ? " each step" : ""));
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
