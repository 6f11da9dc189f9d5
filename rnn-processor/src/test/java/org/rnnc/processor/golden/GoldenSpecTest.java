// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.annotation.Precision;

class GoldenSpecTest {
    @Test
    void aStackWithGivenStates() throws Exception {
        GoldenCase golden = read("basic-rnn_relu-l2-uni-h2-b4-t5");
        assertEquals("""
                model Case {
                  input x: vector<3>
                  h1 = x |> rnn(2, activation = relu) as rnn
                  output hidden = h1 |> rnn(2, activation = relu) as rnn2
                  output y = hidden |> dense(1) as out
                  loss mse(y, reduction = mean)
                  train {
                    window 5, carry state
                    batch 4
                    optimizer sgd(rate = 0.1)
                    gradients input, state
                  }
                  precision double
                }
                """, new GoldenSpec(golden).file("Case", Precision.DOUBLE));
    }

    @Test
    void everyParameterHasATensorOfPyTorch() throws Exception {
        for (String name : GoldenCase.names(directory())) {
            GoldenCase golden = GoldenCase.read(directory(), name);
            GoldenSpec spec = new GoldenSpec(golden);
            assertFalse(spec.body(Precision.FLOAT).contains("null"), name);
            assertEquals(golden.tensor("in.h0").shape()[0], spec.cells().size(), name);
            Map<String, String> parameters = spec.parameters();
            long expected = golden.tensors().keySet().stream()
                    .filter(tensor -> tensor.startsWith("param."))
                    .count();
            assertEquals(expected, parameters.size(), name);
            parameters.values().forEach(parameter -> golden.tensor("param." + parameter));
        }
    }

    @Test
    void batchAndStepsAreSwapped() {
        GoldenTensor tensor = new GoldenTensor("x", new int[] {2, 3, 1}, new double[] {1, 2, 3, 10, 20, 30});
        GoldenTensor swapped = tensor.swapped();
        assertArrayEquals(new double[] {1, 10, 2, 20, 3, 30}, swapped.values());
        assertArrayEquals(new int[] {3, 2, 1}, swapped.shape());
        assertArrayEquals(new double[] {2, 20}, swapped.at(1).values());
        assertArrayEquals(new double[] {2, 20, 3, 30}, swapped.range(1, 3).values());
    }

    @Test
    void whatIsTooFarOffFails() throws Exception {
        GoldenCase golden = read("tiny-rnn_tanh-all-ones");
        GoldenTensor expected = golden.tensor("out.hidden");
        double[] off = expected.values().clone();
        GoldenComparison comparison = new GoldenComparison(golden, Precision.DOUBLE);
        assertFalse(comparison.passed(), "nothing was compared");
        comparison.compare("hidden", expected, off);
        assertTrue(comparison.passed());
        off[0] *= 1 + 1e-11;
        comparison.compare("hidden", expected, off);
        assertFalse(comparison.passed());
        assertTrue(comparison.toString().startsWith("2 tensors; worst out.hidden off by "), comparison::toString);

        off[0] = Double.NaN;
        GoldenComparison notANumber = new GoldenComparison(golden, Precision.DOUBLE);
        notANumber.compare("hidden", expected, off);
        notANumber.compare("hidden", expected, expected.values());
        assertFalse(notANumber.passed());
    }

    private static GoldenCase read(String name) throws IOException, URISyntaxException {
        return GoldenCase.read(directory(), name);
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(GoldenSpecTest.class.getResource("/golden/README.md").toURI())
                .getParent();
    }
}
