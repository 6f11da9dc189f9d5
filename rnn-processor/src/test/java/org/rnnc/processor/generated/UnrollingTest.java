// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.tensor.Tensor;

/** However many steps are written out, a window computes the same. */
class UnrollingTest {
    private static ModelSpec spec(String flow, int window, int batch, String unroll) {
        return EmittedModel.spec("Unrolled", """
                input x: token<9>
                output y = x |> %s |> dense(9) |> softmax
                loss crossEntropy(y)
                train {
                  window %d, carry state
                  batch %d
                  optimizer adagrad(rate = 0.1)
                  gradients state
                  unroll %s
                }
                """.formatted(flow, window, batch, unroll));
    }

    /** Parameters, states and gradients after a few updates, with and without sequences that end early. */
    private static List<double[]> trained(ModelSpec spec) {
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(5));
        int window = spec.training().window();
        int batch = spec.training().batch();
        List<double[]> all = new ArrayList<>();
        for (int update = 0; update < 3; update++) {
            int[] lengths = update == 1 ? lengths(window, batch) : null;
            WindowData data = WindowData.random(spec.graph(), window, batch, update);
            all.add(new double[] {run.trainer().train(Batches.of(run.trainer(), run.arrays(data), lengths))});
            for (List<Tensor> tensors : List.of(
                    run.model().parameters(),
                    run.trainer().states(),
                    run.trainer().gradients(),
                    run.trainer().inputGradients())) {
                tensors.forEach(tensor -> all.add(tensor.toArray()));
            }
        }
        return all;
    }

    private static int[] lengths(int window, int batch) {
        int[] lengths = new int[batch];
        for (int i = 0; i < batch; i++) {
            lengths[i] = window * (i + 1) / (batch + 1);
        }
        return lengths;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lstm(5); 11; 1",
                "lstm(5); 11; 3",
                "gru(17) |> rnn(4); 9; 4",
                "bidirectional(mgu(6)); 8; 2",
                "rnn(3); 1; 2"
            })
    void theNumberOfStepsWrittenOutChangesNoBit(String flow, int window, int batch) {
        List<double[]> expected = trained(spec(flow, window, batch, "1"));
        for (String unroll : List.of("auto", "4", "full")) {
            same(expected, trained(spec(flow, window, batch, unroll)), "unroll " + unroll);
        }
    }

    /** Backpropagation through all of a long window, however short the chunks of its loop are. */
    @Test
    void gradientsFlowThroughAWholeWindowOfManyChunks() {
        List<double[]> expected = trained(spec("lstm(7)", 200, 2, "full"));
        same(expected, trained(spec("lstm(7)", 200, 2, "8")), "unroll 8");
        double[] gradientOfStart = expected.get(expected.size() - 1);
        assertTrue(gradientOfStart[0] != 0, "nothing has reached the first step");
    }

    private static void same(List<double[]> expected, List<double[]> got, String what) {
        assertEquals(expected.size(), got.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), got.get(i), what);
        }
    }

    private static final Pattern CALL = Pattern.compile("KERNELS\\.(\\w+)\\(([^;]*)\\);");

    /** In what is written out, a row is a number: of one sequence or of several. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; multiply_8x6(rnnHInput[0], rnnWxX[7], rnnHBefore[7], weights.rnnWh)",
                "4; multiply_8x6Rows(4, rnnHInput, 0, rnnWxX, 28, rnnHBefore, 28, weights.rnnWh)"
            })
    void rowsOfAWindowInFullAreNumbers(int batch, String call) {
        String source =
                EmittedModel.sources(spec("rnn(6)", 12, batch, "full"), "p").get("p.Unrolled_Engine");
        assertTrue(source.contains("KERNELS." + call + ";"), source);
        for (String method : List.of("forwardRnnSteps", "backwardRnnSteps")) {
            String body = body(source, method);
            Matcher calls = CALL.matcher(body);
            int count = 0;
            while (calls.find()) {
                count++;
                assertTrue(!calls.group(2).matches(".*\\b(t|first|count|rows)\\b.*"), calls::group);
            }
            assertEquals(12 * 2, count, body);
        }
    }

    private static String body(String source, String method) {
        int start = source.indexOf("private void " + method + "() {");
        return source.substring(start, source.indexOf("\n        }\n", start));
    }
}
