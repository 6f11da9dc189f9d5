// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every loss of every activation, its value and its derivative, from arguments of -10,000 to 10,000: against formulas
 * that lose nothing there, in double. What is finite must be, with its digits.
 */
class SaturationTest {
    private static final double[] ARGUMENTS = {
        -1e4, -1000, -745, -200, -104.5, -104, -100, -90, -88, -50, -40.5, -40, -39.5, -20, -10, -3, -0.5, -1e-3, 0,
        1e-3, 0.5, 3, 10, 20, 40, 50, 88, 200, 709, 1000, 1e4
    };

    private static final double[] TARGETS = {0, 1, 0.25};

    /** An activation's value and derivative. */
    private record Activation(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {}

    private static final List<Activation> ACTIVATIONS = List.of(
            new Activation("identity", x -> x, x -> 1),
            new Activation("tanh", Math::tanh, x -> 4 * sigmoid(2 * x) * sigmoid(-2 * x)),
            new Activation("sigmoid", SaturationTest::sigmoid, x -> sigmoid(x) * sigmoid(-x)),
            new Activation("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0),
            new Activation("softplus", SaturationTest::softplus, SaturationTest::sigmoid),
            new Activation("exp", Math::exp, Math::exp),
            new Activation("expm1", Math::expm1, Math::exp),
            new Activation("elu", x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x)),
            new Activation("leakyRelu", x -> x > 0 ? x : 0.01 * x, x -> x > 0 ? 1 : 0.01),
            new Activation("softsign", x -> x / (1 + Math.abs(x)), x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)))),
            new Activation("silu", x -> x * sigmoid(x), x -> sigmoid(x) + x * sigmoid(x) * sigmoid(-x)),
            new Activation(
                    "hardSigmoid", x -> Math.max(0, Math.min(1, x / 6 + 0.5)), x -> Math.abs(x) < 3 ? 1 / 6.0 : 0),
            new Activation("clip", x -> Math.max(-1, Math.min(1, x)), x -> Math.abs(x) < 1 ? 1 : 0),
            new Activation("erf", SaturationTest::erf, x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x)),
            new Activation("gelu", x -> x / 2 * (1 + erf(x * Math.sqrt(0.5))), SaturationTest::geluSlope));

    private static double sigmoid(double x) {
        return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double geluSlope(double x) {
        return 0.5 * (1 + erf(x * Math.sqrt(0.5))) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double erf(double x) {
        double u = x * x;
        double sum = 1;
        for (int i = 150; i >= 1; i--) {
            sum = 1 + 2 * u / (2 * i + 1) * sum;
        }
        return u > 36 ? Math.signum(x) : 2 / Math.sqrt(Math.PI) * Math.exp(-u) * x * sum;
    }

    // ---- losses that see the rounded output alone ------------------------------------------------------------------

    /** The loss of an output y for a target t, its derivative by y, and how it is written. */
    private record Distance(String text, Formula value, Formula slope) {}

    private interface Formula {
        double of(double y, double t);
    }

    private static final List<Distance> DISTANCES = List.of(
            new Distance("mse(y)", (y, t) -> (y - t) * (y - t), (y, t) -> 2 * (y - t)),
            new Distance("mae(y)", (y, t) -> Math.abs(y - t), (y, t) -> Math.signum(y - t)),
            new Distance(
                    "huber(y)",
                    (y, t) -> Math.abs(y - t) < 1 ? (y - t) * (y - t) / 2 : Math.abs(y - t) - 0.5,
                    (y, t) -> Math.max(-1, Math.min(1, y - t))),
            new Distance(
                    "quantile(y, tau = 0.75)",
                    (y, t) -> Math.max(0.75 * (t - y), 0.25 * (y - t)),
                    (y, t) -> y > t ? 0.25 : y < t ? -0.75 : 0),
            new Distance("linear(y)", (y, t) -> y * t, (y, t) -> t));

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void ofTheOutput(String precision) {
        List<String> texts = new ArrayList<>();
        for (Activation of : ACTIVATIONS) {
            DISTANCES.forEach(distance -> texts.add(text(of.name(), distance.text(), precision)));
        }
        List<OneStep> steps = OneStep.ofAll(texts);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Distance distance = DISTANCES.get(i % DISTANCES.size());
            Activation of = ACTIVATIONS.get(i / DISTANCES.size());
            Comparison comparison = new Comparison(of.name() + " " + distance.text(), steps.get(i), failures);
            for (double x : ARGUMENTS) {
                for (double t : TARGETS) {
                    double y = of.value().applyAsDouble(x);
                    double slope = distance.slope().of(y, t);
                    // The output is rounded, and that the loss sees: an error relative to what it is made of.
                    double ofSlope = Math.max(1, Math.abs(slope));
                    // e^x - 1 is right to a unit of 1.
                    double ofOutput = of.name().equals("elu") ? Math.max(1, Math.abs(y)) : Math.abs(y);
                    comparison
                            .at(x, t)
                            .loss(distance.value().of(y, t), Math.max(ofOutput, t) * ofSlope)
                            .slope(
                                    slope * of.slope().applyAsDouble(x),
                                    ofSlope * Math.max(1, of.slope().applyAsDouble(x)));
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    // ---- losses computed together with the activation --------------------------------------------------------------

    /** The logarithm of an activation, and its derivative, without any cancellation. */
    private record Logarithm(String activation, DoubleUnaryOperator value, DoubleUnaryOperator slope) {}

    private static final List<Logarithm> LOGARITHMS = List.of(
            new Logarithm("exp", x -> x, x -> 1),
            new Logarithm("sigmoid", x -> -softplus(-x), x -> sigmoid(-x)),
            new Logarithm(
                    "softplus",
                    x -> x < -30 ? x - Math.exp(x) / 2 : Math.log(softplus(x)),
                    x -> x < -30 ? 1 - Math.exp(x) / 2 : sigmoid(x) / softplus(x)));

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void poisson(String precision) {
        List<String> failures = new ArrayList<>();
        for (Logarithm of : LOGARITHMS) {
            Activation rate = ACTIVATIONS.stream()
                    .filter(activation -> activation.name().equals(of.activation()))
                    .findFirst()
                    .orElseThrow();
            OneStep step = step(of.activation(), "poisson(y)", precision);
            Comparison comparison = new Comparison(of.activation() + " poisson", step, failures);
            for (double x : ARGUMENTS) {
                for (double t : new double[] {0, 1, 0.25, 7}) {
                    double y = rate.value().applyAsDouble(x);
                    double log = of.value().applyAsDouble(x);
                    double ofRate = rate.slope().applyAsDouble(x);
                    double ofLog = t * of.slope().applyAsDouble(x);
                    // The derivative of sigmoid is y (1 - y), which is right to a unit of 1.
                    comparison
                            .at(x, t)
                            .loss(y - t * log, y + t * Math.abs(log))
                            .slope(ofRate - ofLog, ofLog + (of.activation().equals("sigmoid") ? y : ofRate));
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    /** A small loss of a network that is sure keeps its digits. */
    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void binaryCrossEntropy(String precision) {
        List<String> failures = new ArrayList<>();
        Comparison plain = new Comparison("binary", step("sigmoid", "binaryCrossEntropy(y)", precision), failures);
        Comparison weighed = new Comparison(
                "weighed binary", step("sigmoid", "binaryCrossEntropy(y, positiveWeight = 3)", precision), failures);
        for (double x : ARGUMENTS) {
            for (double t : TARGETS) {
                double one = t * softplus(-x);
                double zero = (1 - t) * softplus(x);
                double slopeOfOne = t * sigmoid(-x);
                double slopeOfZero = (1 - t) * sigmoid(x);
                plain.at(x, t).loss(one + zero, one + zero).slope(slopeOfZero - slopeOfOne, slopeOfZero + slopeOfOne);
                weighed.at(x, t)
                        .loss(3 * one + zero, 3 * one + zero)
                        .slope(slopeOfZero - 3 * slopeOfOne, slopeOfZero + 3 * slopeOfOne);
            }
        }
        assertEquals(List.of(), failures);
    }

    private static OneStep step(String activation, String loss, String precision) {
        return OneStep.of(text(activation, loss, precision));
    }

    private static String text(String activation, String loss, String precision) {
        return """
                cell line { input x: scalar  param a: scalar  output y = a + x }
                input x: scalar
                output y = x |> line |> %s
                loss %s
                precision %s
                train { window 1; gradients input }
                """.formatted(activation, loss, precision);
    }

    /** Loss and derivative, each within some units of what it is a sum of; where they are numbers of the precision. */
    private static final class Comparison {
        private final String what;
        private final OneStep step;
        private final List<String> failures;
        private final double unit;
        private final double largest;
        private final double smallest;
        private double x;
        private double t;

        Comparison(String what, OneStep step, List<String> failures) {
            this.what = what;
            this.step = step;
            this.failures = failures;
            boolean isFloat = step.numbers(0) instanceof float[];
            unit = isFloat ? 0x1p-23 : 0x1p-52;
            largest = isFloat ? Float.MAX_VALUE : Double.MAX_VALUE;
            smallest = isFloat ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        }

        Comparison at(double argument, double target) {
            x = argument;
            t = target;
            return this;
        }

        Comparison loss(double expected, double terms) {
            compare("loss", expected, terms, step.gradients(step.numbers(x), step.numbers(t)));
            return this;
        }

        /** After {@link #loss}. */
        void slope(double expected, double terms) {
            compare("derivative", expected, terms, step.ofInput("x")[0]);
        }

        private void compare(String number, double expected, double terms, double got) {
            boolean fits = Math.max(terms, Math.abs(expected)) < largest / 4;
            if (fits && !(Math.abs(got - expected) <= 16 * unit * terms + smallest)) {
                failures.add(String.format(
                        Locale.ROOT, "%s of %s, target %s: %s %s, not %s", what, x, t, number, got, expected));
            }
        }
    }

    // ---- vectors ---------------------------------------------------------------------------------------------------

    private static final double[][] LOGITS = {
        {0, 0, 0},
        {1, 2, 3},
        {50, 0, -50},
        {200, 0, -200},
        {1e4, -1e4, 0},
        {-1e4, -1e4, -1e4},
        {1e4, 1e4, 1e4 - 1},
        {3e4, 3e4 + 2, 0}
    };

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void ofSoftmax(String precision) {
        List<String> losses = List.of(
                "crossEntropy(y, targets = soft)",
                "crossEntropy(y, targets = soft, smoothing = 0.25)",
                "crossEntropy(y, targets = soft, smoothing = 0.25, weights = concat(1, 2, 0.5))",
                "poisson(y)",
                "mse(y)",
                "cosine(y)");
        double unit = precision.equals("float") ? 0x1p-23 : 0x1p-52;
        for (String loss : losses) {
            OneStep step =
                    OneStep.of("""
                    cell line { input x: vector<3>  param a: vector<3>  output y = a + x }
                    input x: vector<3>
                    output y = x |> line |> softmax
                    loss %s
                    precision %s
                    train { window 1; gradients input }
                    """.formatted(loss.substring(0, loss.length() - 1) + ", reduction = sum)", precision));
            for (double[] logits : LOGITS) {
                for (double[] q : new double[][] {{1, 0, 0}, {0, 0, 1}, {0.5, 0.25, 0.25}}) {
                    double got = step.gradients(step.numbers(logits), step.numbers(q));
                    double expected = ofSoftmax(loss, logits, q);
                    // Differences of large logits are exact; each of the others is off by units of itself.
                    assertEquals(expected, got, 64 * unit * (1 + Math.abs(expected)), loss + " of " + logits[0]);
                    double[] gradient = step.ofInput("x");
                    double sum = 0;
                    for (double g : gradient) {
                        assertTrue(Double.isFinite(g), loss);
                        sum += g;
                    }
                    // Softmax does not see what all logits have in common.
                    assertEquals(0, sum, 64 * unit, loss);
                }
            }
        }
    }

    private static double ofSoftmax(String loss, double[] logits, double[] q) {
        double largest = Math.max(logits[0], Math.max(logits[1], logits[2]));
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit - largest);
        }
        double[] weights = loss.contains("weights") ? new double[] {1, 2, 0.5} : new double[] {1, 1, 1};
        double smoothing = loss.contains("smoothing") ? 0.25 : 0;
        double sum = 0;
        double dot = 0;
        double squares = 0;
        double length = 0;
        for (int k = 0; k < 3; k++) {
            double log = logits[k] - largest - Math.log(total);
            double p = Math.exp(log);
            dot += p * q[k];
            squares += p * p;
            length += q[k] * q[k];
            sum += switch (loss.substring(0, loss.indexOf('('))) {
                case "poisson" -> p - (q[k] == 0 ? 0 : q[k] * log);
                case "mse" -> (p - q[k]) * (p - q[k]);
                case "cosine" -> 0;
                default -> {
                    double share = weights[k] * ((1 - smoothing) * q[k] + smoothing / 3);
                    yield share == 0 ? 0 : -share * log;
                }
            };
        }
        return loss.startsWith("cosine") ? 1 - dot / Math.sqrt(squares * length) : sum;
    }

    /** The angle with a vector of zeros is a right one, and there is a way out of it. */
    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void cosineOfZeros(String precision) {
        OneStep step = OneStep.of("""
                cell line { input x: vector<2>  param a: vector<2>  output y = a + x }
                input x: vector<2>
                output y = x |> line
                loss cosine(y)
                precision %s
                train { window 1; gradients input }
                """.formatted(precision));
        double[][][] cases = {{{0, 0}, {1, 0}}, {{1, 0}, {0, 0}}, {{0, 0}, {0, 0}}, {{1e4, -1e4}, {-1e4, 1e4}}};
        double[] expected = {1, 1, 1, 2};
        for (int i = 0; i < cases.length; i++) {
            double loss = step.gradients(step.numbers(cases[i][0]), step.numbers(cases[i][1]));
            assertEquals(expected[i], loss, 1e-6);
            for (double g : step.ofInput("x")) {
                assertTrue(Double.isFinite(g));
            }
        }
    }
}
