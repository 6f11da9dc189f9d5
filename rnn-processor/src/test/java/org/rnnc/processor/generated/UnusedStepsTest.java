// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * What has no part in the loss has no gradient, though its value be infinite. A harmless value in its place, which has no
 * part either, must give the same loss and gradients.
 */
class UnusedStepsTest {
    private static final String SCALED =
            "cell scaled { input x: vector<2>  param a: vector<2> start constant(1.5)  output y = %s }\n";

    static Stream<Arguments> functions() {
        List<String> uses = List.of("last(%s |> dense(2) |> tanh)", "last(dropout(%s, 0.3))", "final(%s |> dense(3))");
        return Stream.of(
                        // What makes an infinite value, or an infinite derivative, of x .* a, and of which x.
                        Arguments.of("log(x .* a)", 0.0),
                        Arguments.of("log(abs(x .* a)) .* a", 0.0),
                        Arguments.of("log(x .* a)", -1.0),
                        Arguments.of("1 ./ (x .* a)", 0.0),
                        Arguments.of("a ./ x", 0.0),
                        Arguments.of("x ./ x .* a", 0.0),
                        Arguments.of("sqrt(x .* a)", 0.0),
                        Arguments.of("sqrt(x .* a)", -1.0),
                        Arguments.of("exp(x .* a)", 1e4),
                        Arguments.of("expm1(x .* a)", 1e4),
                        Arguments.of("exp(x .* a) .* exp(-x .* a) .* a", 1e4),
                        Arguments.of("softplus(exp(x .* a)) .* a", 1e4),
                        Arguments.of("tanh(exp(x .* a) - exp(x)) .* a", 1e4),
                        Arguments.of("sigmoid(log(x .* a)) .* a", -1.0),
                        Arguments.of("abs(log(x .* a)) .* a", -1.0),
                        Arguments.of("erf(log(x .* a)) .* a", -1.0),
                        Arguments.of("max(log(x .* a), log(x)) .* a", 0.0),
                        Arguments.of("min(log(x .* a), log(x)) .* a", -1.0),
                        Arguments.of("(x .* x) .* a", 1e200),
                        Arguments.of("x .* x .* x .* a", 1e200),
                        Arguments.of("geluTanh(x .* a)", 1e200),
                        Arguments.of("softmax(exp(x .* a))", 1e4),
                        Arguments.of("concat(dot(log(x), a), sum(exp(x .* a)))", 1e4),
                        Arguments.of("exp(x) / sum(exp(x)) .* a", 1e4),
                        Arguments.of("concat(sum(1 ./ x), 1) .* a", 0.0))
                .flatMap(of -> uses.stream().map(use -> Arguments.of(of.get()[0], of.get()[1], use)));
    }

    @Test
    void earlierSteps() {
        List<Arguments> all = functions().toList();
        List<OneStep> steps = OneStep.ofAll(all.stream()
                .map(of -> SCALED.formatted(of.get()[0]) + """
                        input x: vector<2>
                        each = x |> scaled
                        output y = %s
                        loss mse(y)
                        precision double
                        train { window 4; batch 2; gradients input }
                        """.formatted(((String) of.get()[2]).formatted("each")))
                .toList());
        for (int i = 0; i < all.size(); i++) {
            compare(
                    all.get(i).get()[0] + " in " + all.get(i).get()[2],
                    steps.get(i),
                    (double) all.get(i).get()[1],
                    0,
                    2);
        }
    }

    /** Puts {@code x} into steps, else 0.7 there; all other steps have small numbers. */
    private static void compare(String what, OneStep step, double x, int... infinite) {
        double[] target = new double[step.model().info().targets().get(0).size() * 2];
        double[] loss = new double[2];
        double[][][] gradients = new double[2][][];
        for (int i = 0; i < 2; i++) {
            double[] data = new double[16];
            for (int j = 0; j < data.length; j++) {
                data[j] = 0.3 + 0.05 * j;
            }
            for (int at : infinite) {
                data[4 * at + 1] = i == 0 ? x : 0.7;
                data[4 * at + 2] = i == 0 ? x : 0.7;
            }
            loss[i] = step.gradients(data, target);
            gradients[i] = Stream.concat(step.trainer().gradients().stream(), step.trainer().inputGradients().stream())
                    .map(Tensor::toArray)
                    .toArray(double[][]::new);
        }
        assertTrue(Double.isFinite(loss[1]), what);
        assertEquals(loss[1], loss[0], what);
        for (int i = 0; i < gradients[0].length; i++) {
            assertArrayEquals(gradients[1][i], gradients[0][i], 0.0, what);
        }
    }

    static Stream<Arguments> sides() {
        return Stream.of(
                // The side not chosen is infinite.
                Arguments.of("max(log(x .* a), -3 * a)", 0.0, -3.0),
                Arguments.of("max(-3 * a, log(x .* a))", 0.0, -3.0),
                Arguments.of("min(-log(x .* a), 2 * a)", 0.0, 2.0),
                Arguments.of("min(1 ./ (x .* a), a + 2)", 0.0, 1.0),
                Arguments.of("max(-(1 ./ (x .* a)), 0)", 0.0, 0.0),
                Arguments.of("relu(log(x .* a))", 0.0, 0.0),
                Arguments.of("relu(-(exp(1e4 * x) .* a))", 1.0, 0.0),
                Arguments.of("clip(log(x .* a))", 0.0, 0.0),
                Arguments.of("hardSigmoid(-exp(x .* a))", 1e4, 0.0),
                Arguments.of("exp(log(x .* a))", 0.0, 0.0),
                Arguments.of("tanh(exp(x .* a))", 1e4, 0.0),
                Arguments.of("sigmoid(log(x .* a) .* 5)", 0.0, 0.0));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void otherSide(String function, double x, double derivative) {
        String text = SCALED.formatted(function.replace("log(x .* a) .* 5", "5 * log(x .* a)")) + """
                input x: vector<2>
                output y = x |> scaled
                loss linear(y)
                precision double
                train { window 1; gradients input }
                """;
        OneStep step = OneStep.of(text);
        double loss = step.gradients(new double[] {x, x}, new double[] {1, 1});
        assertTrue(Double.isFinite(loss), "loss " + loss);
        assertArrayEquals(new double[] {derivative, derivative}, step.ofParameter("scaled.a"), 0.0);
        assertArrayEquals(new double[] {0, 0}, step.ofInput("x"), 0.0);
    }

    @Test
    void smallerOverSteps() {
        String text = SCALED.formatted("log(x .* a)") + """
                input x: vector<2>
                output y = maxOverSteps(x |> scaled)
                loss mse(y)
                precision double
                train { window 4; batch 2; gradients input }
                """;
        compare("maxOverSteps", OneStep.of(text), 0, 0, 2);
    }

    /** Steps behind the end of a sequence are not there. */
    @Test
    void padding() {
        OneStep step = OneStep.of(SCALED.formatted("log(x .* a)") + """
                input x: vector<2>
                each = x |> scaled
                output y = each |> dense(1)
                output z = last(each)
                loss mse(y) + mse(z)
                precision double
                train { window 3; batch 2; gradients input }
                """);
        double[] x = {1, 2, 3, 4, 0, 0, 5, 6, 0, 0, 7, 8};
        double loss = step.trainer()
                .gradients(
                        Batches.of(step.trainer(), new Object[] {x, new double[6], new double[4]}, new int[] {1, 3}));
        assertTrue(Double.isFinite(loss));
        assertFinite(step);
    }

    /** A gradient that comes from the last steps alone does not see the others. */
    @Test
    void stepsBeforeTheBackwardLength() {
        OneStep step = OneStep.of(SCALED.formatted("log(x .* a)") + """
                input x: vector<2>
                output y = last(x |> scaled |> tanh |> rnn(3))
                loss mse(y)
                precision double
                train { window 4, backward 2; gradients input }
                """);
        double loss = step.gradients(new double[] {0, 0, 0, 1, 2, 3, 4, 5}, new double[3]);
        assertTrue(Double.isFinite(loss));
        assertFinite(step);
    }

    /** A running value that only the step after the last would see. */
    @Test
    void stateNobodyLooksBackAt() {
        OneStep step = OneStep.of("""
                cell late {
                  input x: scalar
                  param a: scalar start constant(1)
                  state h: scalar
                  h = exp(a * x) + exp(x) .* exp(a) + 0.5 * h[t-1]
                  output y = h[t-1] + a
                }
                input x: scalar
                output y = x |> late
                loss mse(y)
                precision double
                train { window 3; gradients input }
                """);
        double loss = step.gradients(new double[] {0.1, 0.2, 1e4}, new double[3]);
        assertTrue(Double.isFinite(loss));
        assertFinite(step);
        assertEquals(0, step.ofInput("x")[2]);
    }

    @Test
    void stepsAfterTheEndOfALayerThatRunsInReverse() {
        OneStep step = OneStep.of("""
                cell shown { input x: vector<2>  state h: vector<2>  param a: vector<2>
                  h = tanh(a .* x + 0.5 * h[t-1])  output y = h .* log(x) }
                input x: vector<2>
                output y = final(x |> reverse(shown))
                output z = final(x |> bidirectional(shown))
                loss mse(y) + mse(z)
                precision double
                train { window 3; gradients input }
                """);
        double loss = step.gradients(new double[] {1, 2, 0, 0, 3, 4}, new double[2], new double[4]);
        assertTrue(Double.isFinite(loss));
        assertFinite(step);
    }

    /** Of a token's row that is zero, and whose logarithm is not looked at. */
    @Test
    void rowsOfUnusedTokens() {
        OneStep step = OneStep.of("""
                input x: token<3>
                output y = last(x |> embedding(2) |> log)
                loss mse(y)
                precision double
                train { window 3 }
                """);
        step.model().parameter("embedding.weight").write(new double[] {0, 0, 1, 2, 3, 4});
        double loss = step.gradients(new int[] {0, 1, 2}, new double[2]);
        assertTrue(Double.isFinite(loss));
        assertArrayEquals(
                new double[] {0, 0, 0, 0, Math.log(3) / 3, Math.log(4) / 4},
                step.ofParameter("embedding.weight"),
                1e-15);
    }

    static Stream<Arguments> uncounted() {
        String classes = "output y = x |> scaled |> softmax\nloss ";
        return Stream.of(
                // The target that does not count has a probability of zero.
                Arguments.of("log(x .* a)", classes + "crossEntropy(y, ignore = 1)", new int[] {0, 1}),
                Arguments.of("log(x .* a)", classes + "crossEntropy(y, weights = concat(1, 0))", new int[] {0, 1}),
                Arguments.of("log(x .* a)", classes + "crossEntropy(y, targets = soft)", new double[] {1, 0, 1, 0}),
                Arguments.of("log(x .* a)", classes + "crossEntropy(y, ignore = 1, smoothing = 0.1)", new int[] {0, 1}),
                Arguments.of("log(x .* a)", "output y = x |> scaled\nloss linear(y)", new double[] {1, 1, 1, 0}),
                Arguments.of("relu(x .* a)", "output y = x |> scaled\nloss poisson(y)", new double[] {1, 1, 1, 0}),
                Arguments.of(
                        "log(x .* a)",
                        "output y = x |> scaled |> sigmoid\nloss binaryCrossEntropy(y)",
                        new double[] {1, 1, 1, 0}));
    }

    @ParameterizedTest
    @MethodSource("uncounted")
    void whatDoesNotCount(String function, String loss, Object target) {
        OneStep step = OneStep.of(SCALED.formatted(function) + """
                input x: vector<2>
                %s
                precision double
                train { window 2; gradients input }
                """.formatted(loss));
        double value = step.gradients(new double[] {1, 2, 3, 0}, target);
        assertTrue(Double.isFinite(value), "loss " + value);
        assertFinite(step);
    }

    /** The forward recursion of connectionist temporal classification, which has no path of both labels at first. */
    @Test
    void temporalClassification() {
        OneStep step = OneStep.of("""
                cell ctc2 {
                  input p: vector<4>, first: vector<4>, second: vector<4>
                  param stay, skip: matrix<5, 5>
                  state a: vector<5>, begun: scalar, ll: scalar
                  begun = 1 + 0 * begun[t-1]
                  blank = dot(p, concat(1, 0, 0, 0))
                  one = dot(p, first)
                  two = dot(p, second)
                  emit = concat(blank, one, blank, two, blank)
                  begin = concat(1, 1, 0, 0, 0)
                  move = stay * a[t-1] + (1 - dot(first, second)) * (skip * a[t-1])
                  raw = emit .* (begun[t-1] * move + (1 - begun[t-1]) * begin)
                  size = sum(raw)
                  a = raw / size
                  ll = ll[t-1] + log(size)
                  output nll = -(ll + log(dot(a, concat(0, 0, 0, 1, 1))))
                }
                input x: vector<3>
                input first: token<4> per sequence, second: token<4> per sequence
                p = x |> bidirectional(lstm(5)) |> dense(4) |> softmax
                each = p |> ctc2(first = repeat(oneHot(first)), second = repeat(oneHot(second))) as c
                output nll = last(each)
                output y = p
                loss linear(nll)
                precision double
                train { window 6; batch 2; freeze c.stay, c.skip; gradients input }
                """);
        double[] stay = new double[25];
        double[] skip = new double[25];
        for (int i = 0; i < 5; i++) {
            stay[6 * i] = 1;
            if (i > 0) {
                stay[6 * i - 1] = 1;
            }
        }
        skip[3 * 5 + 1] = 1;
        step.model().parameter("c.stay").write(stay);
        step.model().parameter("c.skip").write(skip);
        double[] x = new double[36];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.sin(i + 1);
        }
        Object[] data = {x, new int[] {1, 2}, new int[] {3, 2}, new double[] {1, 1}};
        double loss = step.gradients(data);
        assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
        assertFinite(step);
        double[] gradient = step.ofInput("x");
        for (int i = 0; i < x.length; i += 5) {
            double before = x[i];
            x[i] = before + 1e-5;
            double more = step.trainer().evaluate(Batches.of(step.trainer(), data));
            x[i] = before - 1e-5;
            double less = step.trainer().evaluate(Batches.of(step.trainer(), data));
            x[i] = before;
            assertEquals((more - less) / 2e-5, gradient[i], 1e-7);
        }
    }

    /** The cells of the library need no comparisons with zero. */
    @Test
    void nothingIsGuardedInTheLibrary() {
        String cells =
                "rnn(4) rnn(4,activation=relu) gru(4) lstm(4) lstm(4,gate=hardSigmoid,memory=clip) mgu(4) elman(4)"
                        + " jordan(4,3) irnn(4) indRnn(4) choGru(4) ugrnn(4) janet(4) coupledLstm(4) peepholeLstm(4)"
                        + " projectedLstm(4,3) layerNormLstm(4) layerNorm highway dense(4) rnn(4,activation=elu)"
                        + " rnn(4,activation=softsign) dense(4,activation=gelu) dense(4,activation=silu)"
                        + " lstm(4,zoneout=0.1,recurrentDropout=0.1,dropConnect=0.1)";
        for (String cell : cells.split(" ")) {
            ModelSpec spec = EmittedModel.spec(
                    "M",
                    "input x: vector<4>\noutput y = x |> " + cell + " |> dense(3) |> softmax\nloss crossEntropy(y)");
            assertEquals(0, guards(spec.graph()), cell);
        }
    }

    private static long guards(Graph graph) {
        Adjoint adjoint = Differentiator.differentiate(graph, new Differentiator.Wanted(true, true));
        return adjoint.nodes().stream()
                .map(Node::op)
                .filter(new Op.Binary(BinaryFunction.UNLESS_ZERO)::equals)
                .count();
    }

    private static void assertFinite(OneStep step) {
        Stream.concat(step.trainer().gradients().stream(), step.trainer().inputGradients().stream())
                .forEach(tensor -> {
                    for (double value : tensor.toArray()) {
                        assertTrue(Double.isFinite(value), () -> tensor + " has " + value);
                    }
                });
    }
}
