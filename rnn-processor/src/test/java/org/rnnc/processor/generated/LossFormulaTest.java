// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights, smoothing, soft targets and ignored tokens together, against PyTorch's formulas written out. */
class LossFormulaTest {
    private static final double[] WEIGHTS = {1, 2, 0.5};
    private static final int[] TOKENS = {2, 0, 1, 0, 2, 1};
    private static final double[] SHARES = {
        1, 0, 0, 0.5, 0.25, 0.25, 0, 0, 1, 0.1, 0.2, 0.7, 0.3, 0.3, 0.4, 0.25, 0.25, 0.5
    };

    private static OneStep step(String loss) {
        return OneStep.of("""
                cell line { input x: vector<3>  param a: vector<3>  output y = a + x }
                input x: vector<3>
                output y = x |> line |> %s
                loss %s
                precision double
                train { window 3; batch 2; gradients input }
                """.formatted(loss.startsWith("binary") ? "sigmoid" : "softmax", loss));
    }

    private static double[] logits() {
        double[] logits = new double[18];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 3 * Math.sin(2.3 * i);
        }
        return logits;
    }

    private static double logProbability(double[] logits, int place, int token) {
        double total = 0;
        for (int k = 0; k < 3; k++) {
            total += Math.exp(logits[3 * place + k]);
        }
        return logits[3 * place + token] - Math.log(total);
    }

    /** Of tokens: what is not ignored, divided by the weights of the targets. */
    @ParameterizedTest
    @CsvSource({
        "0, false, -1, mean", "0, true, -1, mean", "0.2, false, -1, mean", "0.2, true, -1, mean", "0.2, true, -1, sum",
        "0, true, 0, mean", "0.2, true, 0, mean", "0.2, false, 0, mean", "0.2, true, 0, sum", "0.2, true, 2, batch"
    })
    void ofTokens(double smoothing, boolean weighed, int ignored, String reduction) {
        double[] logits = logits();
        double sum = 0;
        double counted = 0;
        for (int n = 0; n < TOKENS.length; n++) {
            int target = TOKENS[n];
            if (target != ignored) {
                sum -= (1 - smoothing) * (weighed ? WEIGHTS[target] : 1) * logProbability(logits, n, target);
                for (int k = 0; k < 3; k++) {
                    sum -= smoothing / 3 * (weighed ? WEIGHTS[k] : 1) * logProbability(logits, n, k);
                }
                counted += weighed ? WEIGHTS[target] : 1;
            }
        }
        OneStep step = step("crossEntropy(y" + (smoothing > 0 ? ", smoothing = " + smoothing : "")
                + (weighed ? ", weights = concat(1, 2, 0.5)" : "") + (ignored >= 0 ? ", ignore = " + ignored : "")
                + ", reduction = " + reduction + ")");
        double divisor = reduction.equals("mean") ? counted : reduction.equals("batch") ? 2 : 1;
        assertEquals(sum / divisor, step.gradients(logits, TOKENS), 1e-13);
    }

    /** Of vectors: a mean divides by the number of positions, whatever weights they have. */
    @ParameterizedTest
    @CsvSource({"0, false, mean", "0, true, mean", "0.2, false, mean", "0.2, true, mean", "0.2, true, sum"})
    void ofShares(double smoothing, boolean weighed, String reduction) {
        double[] logits = logits();
        double sum = 0;
        for (int i = 0; i < SHARES.length; i++) {
            double share = (1 - smoothing) * SHARES[i] + smoothing / 3;
            sum -= (weighed ? WEIGHTS[i % 3] : 1) * share * logProbability(logits, i / 3, i % 3);
        }
        OneStep step = step("crossEntropy(y, targets = soft" + (smoothing > 0 ? ", smoothing = " + smoothing : "")
                + (weighed ? ", weights = concat(1, 2, 0.5)" : "") + ", reduction = " + reduction + ")");
        assertEquals(sum / (reduction.equals("mean") ? 6 : 1), step.gradients(logits, SHARES), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"positiveWeight = 3", "positiveWeight = concat(3, 0.5, 0)"})
    void ofPositiveTargets(String option) {
        double[] logits = logits();
        double[] weights = option.contains("concat") ? new double[] {3, 0.5, 0} : new double[] {3, 3, 3};
        double sum = 0;
        for (int i = 0; i < SHARES.length; i++) {
            double y = 1 / (1 + Math.exp(-logits[i]));
            sum -= weights[i % 3] * SHARES[i] * Math.log(y) + (1 - SHARES[i]) * Math.log(1 - y);
        }
        assertEquals(sum / 18, step("binaryCrossEntropy(y, " + option + ")").gradients(logits, SHARES), 1e-13);
    }

    /** Where PyTorch's mean is NaN. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignore = 1",
                "ignore = 1, smoothing = 0.1",
                "ignore = 1, reduction = sum",
                "ignore = 1, weights = concat(1, 2, 3)",
                "weights = concat(1, 0, 3)"
            })
    void allIgnored(String options) {
        OneStep step = step("crossEntropy(y, " + options + ")");
        assertEquals(0, step.gradients(logits(), new int[] {1, 1, 1, 1, 1, 1}));
        assertArrayEquals(new double[18], step.ofInput("x"), 0.0);
        assertArrayEquals(new double[3], step.ofParameter("line.a"), 0.0);
    }
}
