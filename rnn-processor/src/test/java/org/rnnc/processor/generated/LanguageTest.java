// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.reference.FiniteDifferences;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/**
 * What the language can say, a model each: the gradients agree with differences, and the generated code with the
 * gradients.
 */
class LanguageTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<String> directions() {
        return Stream.of(
                        "x |> bidirectional(rnn(3)) |> dense(2)",
                        "x |> bidirectional(gru(3), merge = sum) |> dense(2)",
                        "x |> bidirectional(lstm(3), merge = mean) |> final |> dense(2)",
                        "x |> bidirectional(rnn(3), merge = product) |> bidirectional(mgu(2)) |> final",
                        "x |> bidirectional(rnn(2)) |> lstm(3) |> last |> dense(2)")
                .map(flow -> regression(flow));
    }

    static Stream<String> cells() {
        return Stream.of(
                        "x |> choGru(3) |> gru(2, gate = hardSigmoid, activation = softsign, bias = false)",
                        "x |> lstm(3, memory = clip(limit = 0.4), forgetBias = 1) |> mgu(2, activation = silu)",
                        "x |> peepholeLstm(3, memory = clip(limit = 3))",
                        "x |> coupledLstm(3) |> peepholeLstm(2, bias = false)",
                        "x |> projectedLstm(4, 2) |> projectedLstm(3, 2, bias = false)",
                        "x |> elman(3) |> jordan(3, 2) |> indRnn(2, activation = tanh)",
                        "x |> irnn(3) |> janet(2) |> ugrnn(2)",
                        "x |> layerNormLstm(3)",
                        "x |> dropout(0.3) |> lstm(3, zoneout = 0.2) |> dropout(0.4, per = sequence)",
                        "x |> bidirectional(gru(3, recurrentDropout = 0.4, zoneout = 0.2)) |> final |> dropout(0.5)",
                        "x |> peepholeLstm(2, zoneout = 0.3) |> projectedLstm(4, 2, recurrentDropout = 0.5)",
                        "x |> mgu(3, recurrentDropout = 0.5) |> choGru(3, zoneout = 0.5) |> janet(2, zoneout = 0.1)",
                        "x |> coupledLstm(3, zoneout = 0.5) |> ugrnn(2, recurrentDropout = 0.1) |> irnn(3, zoneout = 0.5)",
                        "x |> lstm(3, dropConnect = 0.4) |> gru(2, dropConnect = 0.2, recurrentDropout = 0.3)",
                        "x |> bidirectional(mgu(3, dropConnect = 0.4)) |> choGru(3, dropConnect = 0.5, zoneout = 0.1)",
                        "x |> elman(3, zoneout = 0.3) |> jordan(3, 2, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3)",
                        "x |> indRnn(3, activation = tanh, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3)",
                        "x |> layerNormLstm(3, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3)",
                        "x |> gru(3) |> layerNorm |> highway(activation = tanh) |> dense(2)")
                .map(flow -> regression(flow));
    }

    /** Cells with masks on matrices that multiply, look up, and are used without the mask besides. */
    static Stream<String> connections() {
        String cell = "cell part(n) { input x: token<4> param W: matrix<n, 4>, E: matrix<4, n>, U, V: matrix<n, n>,"
                + " b: vector<n> state h: vector<n> %s output h } input x: token<4> output y = x |> part(4) loss mse(y) "
                + train("").replace("input, state", "state");
        return Stream.of(
                        "h = tanh(dropout(W, 0.3) * x + dropout(row(E, x), 0.2) + dropout(U, 0.5) * h[t-1] + V * h[t-1] + b)",
                        "h = tanh(dropout(W, 0.3) * x + row(dropout(E, 0.4), x) + dropout(U, 0.5) * h[t-1]"
                                + " + dropout(V, 0.2) * h[t-1] + dropout(b, 0.5))",
                        "h = tanh(W * x + row(dropout(E, 0.4), x) + row(E, x) + dropout(U, 0.5) * (U * h[t-1])"
                                + " + dropout(U, 0.2) * h[t-1] + V * b)",
                        "h = tanh(W * x + row(E, x) + dropout(dropout(U, 0.5), 0.2) * h[t-1] + dropout(V, 0.3) * b"
                                + " + V * h[t-1] + b)")
                .map(cell::formatted);
    }

    static Stream<String> penalties() {
        String layers = "input x: vector<3> h = x |> lstm(4, dropConnect = 0.3) as encoder"
                + " output y = h |> dense(2) loss mse(y) + ";
        return Stream.of(
                        "0.1 * l2(encoder.Ui) + 0.2 * l1(encoder.Wf)",
                        "0.01 * l2(encoder) + l1(dense) / 50 + 0.1 * l2(encoder.bi)",
                        "0.1 * l1(encoder.h) + 0.3 * l2(h, reduction = sum) + 0.2 * l2(encoder.i, reduction = batch)",
                        "0.1 * l2(dense.W) + 0.1 * l1(dense.W) + 0.3 * l1(dense.b) + 0.1 * l1(y)")
                .map(penalties -> layers + penalties + " " + train(""));
    }

    static Stream<String> pooling() {
        return Stream.of(
                        "x |> gru(3) |> meanOverSteps |> dense(2)",
                        "x |> bidirectional(rnn(3)) |> sumOverSteps |> dense(2)",
                        "x |> lstm(3) |> maxOverSteps |> dense(2)",
                        "concat(meanOverSteps(x), x |> rnn(2) |> last) |> dense(2)")
                .map(flow -> regression(flow));
    }

    /** Layers that add to what they are given. */
    static Stream<String> residuals() {
        return Stream.of(
                "cell residual(n) { input x: vector<n> h = x |> gru(n) output y = x + h }\n"
                        + regression("x |> dense(4) |> residual(4) |> residual(4) |> dense(2)"),
                regression("x |> bidirectional(layerNormLstm(2), merge = sum) |> layerNorm"));
    }

    /** What is repeated, and states that look far back, with starts of all kinds. */
    static Stream<String> repetitions() {
        String recent = "cell recent(n, w) { input x: vector<m> param W: matrix<n, w * m>, U: matrix<n, n>"
                + " state seen: vector<m> start 0.3, h: vector<n> seen = x"
                + " h = tanh(W * concat(x, seen[t-i] for i in 1..w) + sum(U * h[t-2*i] / i for i in 1..3)) output h }\n";
        String maxout = "cell maxout(n, k) { input x: vector<m> param W: matrix<k * n, m>, b: vector<k * n>"
                + " z = W * x + b output y = max(z[i * n..(i + 1) * n] for i in 0..k) }\n";
        return Stream.of(
                regression("x |> selfAttentiveRnn(4, 3) |> dense(2)"),
                regression("x |> bidirectional(selfAttentiveRnn(3, 2)) |> final |> dense(2)"),
                regression("x |> selfAttentiveRnn(3, 5, activation = sigmoid, bias = false, h = learned)")
                        .replace(", carry state", "")
                        .replace("input, state", "input"),
                recent + regression("x |> recent(4, 3) |> dense(2)"),
                recent + regression("x |> reverse(recent(3, 4)) |> dense(2)"),
                maxout + regression("x |> rnn(3) |> maxout(2, 3)"));
    }

    static Stream<String> losses() {
        return Stream.of(
                        "output y = x |> rnn(4) |> sigmoid loss binaryCrossEntropy(y, reduction = batch)",
                        "output y = x |> rnn(4) loss quantile(y, tau = 0.9) + cosine(y)",
                        "output y = x |> rnn(4) |> exp loss poisson(y)",
                        "output y = x |> rnn(4) |> softplus loss poisson(y, reduction = sum)",
                        "output y = x |> rnn(4) |> softmax loss crossEntropy(y, smoothing = 0.1)",
                        "output y = x |> rnn(4) |> last |> softmax loss crossEntropy(y, ignore = 2)",
                        "output y = x |> rnn(3) |> softmax loss 0.5 * crossEntropy(y, weights = concat(1, 2.5, 0.1))",
                        "output y = x |> rnn(3) |> softmax"
                                + " loss crossEntropy(y, weights = concat(1, 3, 2), ignore = 1, smoothing = 0.2, reduction = batch)")
                .map(rest -> "input x: vector<3> " + rest + " " + train(""));
    }

    /** A small model that learns to predict numbers. */
    private static String regression(String flow) {
        return "input x: vector<3> output y = " + flow + " loss mse(y) " + train("");
    }

    private static String train(String more) {
        return "train { window 4, carry state; batch 3; optimizer sgd(rate = 0.1); gradients input, state " + more
                + " } precision double";
    }

    @ParameterizedTest
    @MethodSource({"connections", "penalties", "directions", "losses", "cells", "residuals", "pooling", "repetitions"})
    void isDifferentiatedAndCompiled(String body) {
        ModelSpec spec = EmittedModel.spec("Case", body);
        compareWithDifferences(spec);
        WindowComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
    }

    private static void compareWithDifferences(ModelSpec spec) {
        Graph graph = spec.graph();
        WindowData data = WindowData.random(
                graph, spec.training().window(), spec.training().batch(), 17);
        FiniteDifferences differences = new FiniteDifferences(graph, data);
        Adjoint adjoint = Differentiator.differentiate(graph, new Differentiator.Wanted(true, true));
        GraphInterpreter run =
                data.fill(new GraphInterpreter(adjoint.nodes(), adjoint.states(), data.steps(), data.batch()));
        graph.parameters().forEach(p -> {
            double[] expected = differences.parameter(p.index());
            check(p.qualifiedName(), run, adjoint.parameters().get(p.index()), expected);
        });
        for (int i = 0; i < graph.inputs().size(); i++) {
            if (data.inputs().get(i) instanceof double[]) {
                check("input " + i, run, adjoint.inputs().get(i), differences.input(i));
            }
        }
        graph.states()
                .forEach(s -> check(s.name(), run, adjoint.initials().get(s.index()), differences.initial(s.index())));
    }

    private static void check(String what, GraphInterpreter run, Node gradient, double[] expected) {
        double[] got = gradient == null ? new double[expected.length] : run.value(gradient);
        double error = FiniteDifferences.error(got, expected);
        assertTrue(error < TOLERANCE, () -> "gradient of " + what + " is off by " + error);
    }
}
