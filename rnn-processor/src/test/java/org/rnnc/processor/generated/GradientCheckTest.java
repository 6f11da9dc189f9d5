// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/**
 * Gradients of parameters, inputs and initial states in generated code, against central differences of its own loss:
 * everything that an equation can say, each loss, the cells of the library.
 */
class GradientCheckTest {
    /** Relative to the largest element of each gradient. */
    private static final double TOLERANCE = 1e-8;

    private static final String TRAIN = """
            train { window 4; batch 2; gradients input, state }
            precision double
            """;

    /** Of {@code a} and {@code g}, both made from the input and the previous state, and the parameters b and s. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tanh(a)",
                "sigmoid(a)",
                "relu(a)",
                "identity(a)",
                "0.5 * exp(0.3 * a)",
                "log(1 + a .* a)",
                "0.4 * sqrt(1 + a .* a)",
                "abs(tanh(a))",
                "softplus(a)",
                "0.5 * expm1(0.3 * a)",
                "elu(a)",
                "leakyRelu(a)",
                "hardSigmoid(a)",
                "softsign(a)",
                "gelu(a)",
                "geluTanh(a)",
                "erf(a)",
                "softmax(a)",
                "softmax(2 * b) + tanh(a)",
                "tanh(a) + tanh(g)",
                "tanh(a) - g",
                "-g + tanh(a)",
                "-0.3 + tanh(a) - g",
                "tanh(a) .* g",
                "a ./ (1 + a .* a)",
                "tanh(a) ./ (2 + g)",
                "0.5 ./ (1.5 + sigmoid(a))",
                "min(tanh(a), g)",
                "max(tanh(a), 0.1)",
                "max(0.1 + 0 * g, tanh(a)) + log(1 ./ g) - exp(log(g)) / dot(g, g)",
                "max(0.2, min(tanh(a), 0.6))",
                "tanh(sum(a) + b)",
                "tanh(dot(a, g)) * b",
                "dot(b, b) * tanh(a)",
                "tanh(concat(dot(a, g), sum(g), sum(b) + sum(a)))",
                "concat(tanh(sum(a)), 0.5, s)",
                "tanh(V * concat(a, x))",
                "tanh(V * concat(x, a))",
                "tanh(V * concat(b, s, 1)) + a / (1 + dot(g, g))",
                "sigmoid(s) * tanh(a)",
                "(1 - g) .* h[t-1] + g .* tanh(a)",
                "tanh(a + U * g + U * (g .* h[t-1]))",
                "tanh(U * b + a)",
                "tanh(s * a + c[t-1])"
            })
    void equation(String equation) {
        check("""
                cell probe {
                  input x: vector<2>
                  param W, Q: matrix<3, 2>, U, G: matrix<3, 3>, V: matrix<3, 5>, b: vector<3>, s: scalar
                  state h, c: vector<3>, d: vector<2>
                  d = x
                  a = W * x + U * h[t-1] + Q * d[t-1] + b
                  g = sigmoid(G * h[t-1] + s * b)
                  c = 0.5 * c[t-1] + tanh(V * concat(x, g))
                  h = (%s) + 0.1 * c
                  output h
                }
                input x: vector<2>
                output y = x |> probe |> dense(2)
                loss mse(y)
                """.formatted(equation));
    }

    /** Of a token, {@code h[t-1]} and matrices that both look up and multiply. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tanh(row(E, x) + U * h[t-1])",
                "tanh(W * x + U * h[t-1])",
                "tanh(row(E, x) + W * x + b + U * h[t-1])",
                "tanh(U * row(E, x) + h[t-1])",
                "tanh(0.5 * oneHot(x) + U * h[t-1])",
                "sigmoid(row(S, x) + S * h[t-1])",
                "sigmoid(S * x + S * h[t-1])",
                "sigmoid(row(S, x) + S * x + b)",
                "tanh(S * h[t-1] + U * h[t-1] + row(S, x) + row(U, x))"
            })
    void lookUp(String equation) {
        check("""
                cell probe {
                  input x: token<4>
                  param E: matrix<4, 4>, W: matrix<4, 4>, U, S: matrix<4, 4>, b: vector<4>
                  state h: vector<4>
                  all = row(E, x) + W * x + row(U, x) + S * x + b
                  h = %s + 0.1 * U * all
                  output h
                }
                input x: token<4>
                output y = x |> probe |> dense(2)
                loss mse(y)
                """.formatted(equation));
    }

    static Stream<String> losses() {
        return Stream.of(
                        "mse(y%s)",
                        "mae(y%s)", "huber(y, delta = 0.3%s)", "crossEntropy(p%s)", "mse(z%s)", "linear(y%s)")
                .flatMap(loss -> Stream.of("mean", "sum", "batch")
                        .map(reduction -> loss.formatted(", reduction = " + reduction)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss(String loss) {
        outputs(loss);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crossEntropy(q)",
                "mse(y) + 0.1 * l2(rnn.Wh) + 0.05 * l1(rnn) + 0.1 * l2(dense.b) + 0.2 * l1(e) + 0.1 * l2(w, reduction = sum)",
                "mse(w)",
                "crossEntropy(p) + 0.1 * huber(y) + 0.5 * mae(w, reduction = sum)",
                "2 * mse(z, reduction = batch) + crossEntropy(q, reduction = sum)",
                "crossEntropy(p, targets = soft)",
                "crossEntropy(p, targets = soft, smoothing = 0.2, weights = concat(1, 2, 0.5), reduction = sum)",
                "crossEntropy(p, smoothing = 0.2, weights = concat(1, 2, 0.5), ignore = 1)",
                "crossEntropy(p, smoothing = 0.2)",
                "binaryCrossEntropy(s)",
                "binaryCrossEntropy(s, positiveWeight = 3)",
                "binaryCrossEntropy(s, positiveWeight = concat(3, 0, 0.5))",
                "quantile(y, tau = 0.7)",
                "poisson(r) + poisson(s) + poisson(p) + poisson(u)"
            })
    void outputs(String loss) {
        check("""
                input x: vector<3>
                e = x |> rnn(5)
                output y = e |> dense(3)
                output p = y |> softmax
                output z = e |> dense(1)
                output s = y |> sigmoid
                output r = y |> softplus
                output u = concat(y |> exp, 3 * (y |> softplus) / 7)
                output w = last(e) |> dense(3)
                output q = final(e) |> dense(4) |> softmax
                loss %s
                """.formatted(loss));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x |> rnn(4)",
                "x |> rnn(4, activation = relu)",
                "x |> rnn(4, bias = false) |> rnn(3)",
                "x |> gru(4)",
                "x |> lstm(3) |> lstm(2)",
                "x |> mgu(5)",
                "concat(x, x |> gru(2)) |> lstm(3)",
                "x |> lstm(17)",
                "x |> gru(1) |> rnn(1)",
                "x |> dropout(0.3) |> rnn(4) |> dropout(0.5, per = sequence)",
                "x |> rnn(4, recurrentDropout = 0.5, zoneout = 0.2)",
                "x |> rnn(4, dropConnect = 0.5) |> lstm(3, dropConnect = 0.3, zoneout = 0.1)",
                "x |> lstm(3, recurrentDropout = 0.4, zoneout = 0.3) |> gru(3, zoneout = 0.5)",
                "x |> jordan(4, 3, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3)",
                "x |> indRnn(4, activation = tanh, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3)",
                "x |> layerNormLstm(4, recurrentDropout = 0.4, zoneout = 0.2, dropConnect = 0.3)",
                "x |> reverse(gru(4))",
                "exp(x) |> lstm(3)",
                "concat(exp(x), x) |> projectedLstm(4, 2) |> highway",
                "last(exp(x) |> rnn(3, dropConnect = 0.3))",
                "x |> bidirectional(rnn(2)) |> reverse(lstm(3))",
                "concat(final(x |> reverse(rnn(2))), x |> reverse(lstm(2)) |> final)",
                "concat(x |> last |> dropout(0.4), x |> gru(3, recurrentDropout = 0.3) |> last)"
            })
    void layers(String flow) {
        check("""
                input x: vector<3>
                output y = %s |> dense(2, activation = tanh)
                loss mse(y)
                """.formatted(flow));
    }

    private static void check(String body) {
        String text = body + TRAIN.replace("input, state", body.contains("token<4>") ? "state" : "input, state");
        CompiledModel compiled = CompiledModel.of(EmittedModel.spec("Checked", text));
        double worst = new Probe(compiled.create(1), 3).worst();
        assertTrue(worst < TOLERANCE, () -> "a gradient is off by " + worst + " of its largest element, in\n" + text);
    }
}
