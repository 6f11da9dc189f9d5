// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.runtime.tensor.Tensor;

/** Derivatives at kinks and ties: of all that lie between those of the sides the shortest, see docs/numerics.md. */
class KinksTest {
    /** A function of x, where its kink is, and the derivatives on both sides. */
    private record Kink(String function, double at, double below, double above) {
        /** The nearest to zero of all between the two. */
        double shortest() {
            double low = Math.min(below, above);
            double high = Math.max(below, above);
            return low <= 0 && high >= 0 ? 0 : low > 0 ? low : high;
        }
    }

    private static final List<Kink> ALL = List.of(
            new Kink("relu(x)", 0, 0, 1),
            new Kink("max(x, 0)", 0, 0, 1),
            new Kink("max(0, x)", 0, 0, 1),
            new Kink("max(x, 2)", 2, 0, 1),
            new Kink("max(-2, x)", -2, 0, 1),
            new Kink("min(x, 0)", 0, 1, 0),
            new Kink("min(0, x)", 0, 1, 0),
            new Kink("min(0.5, x)", 0.5, 1, 0),
            new Kink("abs(x)", 0, -1, 1),
            new Kink("clip(x)", 1, 1, 0),
            new Kink("clip(x)", -1, 0, 1),
            new Kink("clip(x, limit = 2)", 2, 1, 0),
            new Kink("hardSigmoid(x)", 3, 1 / 6.0, 0),
            new Kink("hardSigmoid(x)", -3, 0, 1 / 6.0),
            new Kink("leakyRelu(x)", 0, 0.01, 1),
            new Kink("leakyRelu(x, slope = 0.5)", 0, 0.5, 1),
            new Kink("elu(x, alpha = 0.25)", 0, 0.25, 1),
            // No kinks, though their formulas have some.
            new Kink("elu(x)", 0, 1, 1),
            new Kink("softsign(x)", 0, 1, 1),
            new Kink("softplus(x)", 0, 0.5, 0.5),
            new Kink("silu(x)", 0, 0.5, 0.5),
            new Kink("gelu(x)", 0, 0.5, 0.5),
            new Kink("geluTanh(x)", 0, 0.5, 0.5),
            new Kink("erf(x)", 0, 2 / Math.sqrt(Math.PI), 2 / Math.sqrt(Math.PI)));

    static Stream<String> precisions() {
        return Stream.of("float", "double");
    }

    @ParameterizedTest
    @MethodSource("precisions")
    void ofFunctions(String precision) {
        StringBuilder text = new StringBuilder("input x: scalar\n");
        StringBuilder losses = new StringBuilder();
        for (int i = 0; i < ALL.size(); i++) {
            text.append("output y" + i + " = " + ALL.get(i).function() + "\n");
            losses.append(i == 0 ? "" : " + ").append("linear(y" + i + ")");
        }
        OneStep step = OneStep.of(
                text + "loss " + losses + "\nprecision " + precision + "\ntrain { window 1; gradients input }");
        double tolerance = precision.equals("float") ? 1e-6 : 1e-14;
        for (int i = 0; i < ALL.size(); i++) {
            Kink kink = ALL.get(i);
            double[] expected = {kink.below(), kink.shortest(), kink.above()};
            // The kinks are at numbers of few bits, so that the next ones are on the other side.
            double[] places = {kink.at() - 1e-3, kink.at(), kink.at() + 1e-3};
            for (int side = 0; side < 3; side++) {
                Object[] data = new Object[ALL.size() + 1];
                for (int j = 0; j < ALL.size(); j++) {
                    data[j + 1] = step.numbers(i == j ? 1 : 0);
                }
                data[0] = step.numbers(places[side]);
                step.gradients(data);
                double off = side == 1 ? tolerance : 3e-3;
                assertEquals(expected[side], step.ofInput("x")[0], off, kink + " at " + places[side]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("precisions")
    void ofLosses(String precision) {
        String text = """
                cell line { input x: scalar  param a: scalar  output y = a + x }
                input x: scalar
                output y = x |> line
                loss %s
                precision %s
                train { window 1; gradients input }
                """;
        for (String loss : List.of("mae(y)", "quantile(y, tau = 0.9)", "huber(y)", "mse(y)", "mse(y) + l1(y)")) {
            OneStep step = OneStep.of(text.formatted(loss, precision));
            double at = loss.endsWith("l1(y)") ? 0 : 0.5;
            step.gradients(step.numbers(at), step.numbers(at));
            assertEquals(0, step.ofInput("x")[0], 0, loss);
        }
        OneStep huber = OneStep.of(text.formatted("huber(y, delta = 0.5)", precision));
        huber.gradients(huber.numbers(1.5), huber.numbers(1));
        assertEquals(0.5, huber.ofInput("x")[0], 0, "huber where its two parts meet");
        OneStep quantile = OneStep.of(text.formatted("quantile(y, tau = 0.75)", precision));
        quantile.gradients(quantile.numbers(2), quantile.numbers(1));
        assertEquals(0.25, quantile.ofInput("x")[0], 0);
        quantile.gradients(quantile.numbers(0), quantile.numbers(1));
        assertEquals(-0.75, quantile.ofInput("x")[0], 0);
    }

    /** Of two equal values each has half, in both orders, and the larger or smaller all where they differ. */
    @ParameterizedTest
    @ValueSource(strings = {"max(u, v)", "max(v, u)", "min(u, v)", "min(v, u)"})
    void ofTwoValues(String function) {
        OneStep step = OneStep.of("""
                input u: vector<3>, v: vector<3>
                output y = %s
                loss linear(y)
                train { window 1; gradients input }
                """.formatted(function));
        step.gradients(step.numbers(1, 2, 3), step.numbers(2, 2, 2), step.numbers(1, 1, 1));
        boolean max = function.startsWith("max");
        double[] first = max ? new double[] {0, 0.5, 1} : new double[] {1, 0.5, 0};
        double[] second = max ? new double[] {1, 0.5, 0} : new double[] {0, 0.5, 1};
        assertArrayEquals(first, step.ofInput("u"));
        assertArrayEquals(second, step.ofInput("v"));
    }

    /** Nothing beside numbers, in a vector too. */
    @Test
    void ofAVectorOfNumbers() {
        OneStep step = OneStep.of("""
                input u: vector<3>
                output y = max(u, concat(0, 1, 2))
                output z = min(concat(0, 1, 2), u)
                loss linear(y) + linear(z)
                train { window 1; gradients input }
                """);
        step.gradients(step.numbers(0, 1, 2), step.numbers(1, 1, 1), step.numbers(1, 1, 1));
        assertArrayEquals(new double[] {0, 0, 0}, step.ofInput("u"));
    }

    /** Also of a value that happens to be zero: it is no number of the text. */
    @Test
    void ofAParameterThatIsZero() {
        OneStep step = OneStep.of("""
                cell two { input x: scalar  param a, b: scalar  output y = max(a, b) * x }
                input x: scalar
                output y = x |> two
                loss linear(y)
                train { window 1 }
                """);
        for (Tensor parameter : step.model().parameters()) {
            parameter.write(new double[] {0});
        }
        step.gradients(step.numbers(1), step.numbers(1));
        assertArrayEquals(new double[] {0.5}, step.ofParameter("two.a"));
        assertArrayEquals(new double[] {0.5}, step.ofParameter("two.b"));
    }

    @Test
    void ofTheLargestOverSteps() {
        OneStep step = OneStep.of("""
                input x: vector<2>
                output y = maxOverSteps(x)
                loss linear(y)
                train { window 4; gradients input }
                """);
        step.gradients(step.numbers(1, 7, 5, 7, 5, 7, 2, 7), step.numbers(1, 1));
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.25, 0.5, 0.25, 0, 0.25}, step.ofInput("x"));
    }

    @Test
    void ofPenalties() {
        OneStep step = OneStep.of("""
                input x: vector<2>
                output y = x |> dense(1)
                loss linear(y) + l1(dense.W) + l1(dense.b)
                train { window 1 }
                """);
        for (Tensor parameter : step.model().parameters()) {
            parameter.write(new double[parameter.toArray().length]);
        }
        step.gradients(step.numbers(0, 0), step.numbers(0));
        assertArrayEquals(new double[] {0, 0}, step.ofParameter("dense.weight"));
        assertArrayEquals(new double[] {0}, step.ofParameter("dense.bias"));
    }
}
