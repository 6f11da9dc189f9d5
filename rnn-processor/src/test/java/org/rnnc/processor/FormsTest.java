// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.processor.support.JavaCompilers;

/** A model given by a file, by text and by attributes gives the same bytes. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class FormsTest {
    @Parameter
    JavaCompilers compiler;

    private static final String CELLS = """
            /** A leaky one. */
            cell leaky(n, activation = tanh) {
              input x: vector<m>
              param W: matrix<n, m>, U: matrix<n, n>
              state h: vector<n>
              h = 0.5 * h[t-1] + 0.5 * activation(W * x + U * h[t-1])
              output h
            }
            """;

    static Arguments[] models() {
        return new Arguments[] {
            Arguments.of("CharRnn", """
                    input  x: token<65>
                    output next = x |> rnn(100) |> dense(65) |> softmax
                    loss   crossEntropy(next)
                    train {
                      window 25, carry state
                      optimizer adagrad(rate = 0.1)
                      clip value 5
                      start normal(0.01)
                    }
                    """, """
                    input = @Input(name = "x", tokens = 65),
                    layers = {@Layer(cell = "rnn", units = 100), @Layer(cell = "dense", units = 65)},
                    output = Activation.SOFTMAX,
                    outputName = "next",
                    loss = Loss.CROSS_ENTROPY,
                    train = @Train(
                            window = 25,
                            carryState = true,
                            optimizer = @Optimizer(kind = OptimizerKind.ADAGRAD, rate = 0.1),
                            clipValue = 5,
                            start = @Start(kind = StartKind.NORMAL, stddev = 0.01))"""),
            Arguments.of("Watched", """
                    input  x: vector<4>
                    output y = x |> bidirectional(lstm(3)) as both |> gru(2)
                    loss   linear(y)
                    train { window 5; observe both.forward.c, both.reverse.i, gru.h, y }
                    """, """
                    input = @Input(name = "x", size = 4),
                    layers = {
                        @Layer(cell = "lstm", units = 3, bidirectional = true, as = "both"),
                        @Layer(cell = "gru", units = 2)},
                    outputName = "y",
                    loss = Loss.LINEAR,
                    train = @Train(
                            window = 5,
                            observe = {"both.forward.c", "both.reverse.i", "gru.h", "y"})"""),
            Arguments.of("Backward", """
                    input  x: vector<4>
                    output y = x |> reverse(lstm(3, h = learned)) as back |> dense(2, activation = geluTanh) |> gelu
                    loss   linear(y)
                    train { window 5 }
                    """, """
                    input = @Input(name = "x", size = 4),
                    layers = {
                        @Layer(cell = "lstm", units = 3, reverse = true, learned = "h", as = "back"),
                        @Layer(cell = "dense", units = 2, activation = Activation.GELU_TANH)},
                    output = Activation.GELU,
                    outputName = "y",
                    loss = Loss.LINEAR,
                    train = @Train(window = 5)"""),
            Arguments.of("Parts", """
                    input  word: token<30>
                    output y = word |> embedding(8) as words |> lstm(8) as encoder |> dense(30, W = words.E) as head |> softmax
                    loss   crossEntropy(y)
                    train {
                      optimizer adam(rate = 0.001)
                      optimizer sgd(rate = 0.1, weightDecay = 0.01) for words, head.b
                      freeze encoder.Wi, encoder.Ui
                      clip norm 5 per tensor
                      maxNorm 4
                      maxNorm 3 for encoder
                      start he
                      start normal(0.01) for words.E
                    }
                    """, """
                    input = @Input(name = "word", tokens = 30),
                    layers = {
                        @Layer(cell = "embedding", units = 8, as = "words"),
                        @Layer(cell = "lstm", units = 8, as = "encoder"),
                        @Layer(cell = "dense", units = 30, as = "head",
                                options = @Option(name = "W", parameter = "words.E"))},
                    output = Activation.SOFTMAX,
                    loss = Loss.CROSS_ENTROPY,
                    train = @Train(
                            optimizer = {
                                @Optimizer(kind = OptimizerKind.ADAM, rate = 1e-3),
                                @Optimizer(kind = OptimizerKind.SGD, rate = 0.1, weightDecay = 0.01,
                                        forLayers = {"words", "head.b"})},
                            freeze = {"encoder.Wi", "encoder.Ui"},
                            clipNormPerTensor = 5,
                            maxNorm = {@MaxNorm(4), @MaxNorm(value = 3, forLayers = "encoder")},
                            start = {
                                @Start(kind = StartKind.HE),
                                @Start(kind = StartKind.NORMAL, stddev = 0.01, forLayers = "words.E")})"""),
            Arguments.of("Drawing", """
                    input  seed: token<7> per sequence
                    output y = seed |> embedding(5) |> repeat |> lstm(6, h = learned, c = learned) |> gru(3, h = 0.5) |> dense(2)
                    loss   mse(y)
                    train { window 5 }
                    """, """
                    input = @Input(name = "seed", tokens = 7, perSequence = true),
                    layers = {
                        @Layer(cell = "embedding", units = 5),
                        @Layer(cell = "repeat"),
                        @Layer(cell = "lstm", units = 6, learned = {"h", "c"}),
                        @Layer(cell = "gru", units = 3, options = @Option(name = "h", value = 0.5)),
                        @Layer(cell = "dense", units = 2)},
                    outputName = "y",
                    loss = Loss.MSE,
                    train = @Train(window = 5)"""),
            Arguments.of("Weather", """
                    input  day: vector<4>
                    output y = day|>rnn(24, bias=false) as days
                        |> last // the last day
                        |> dense( 1 )
                    loss   mse(y, reduction = sum)
                    train { window 14; batch 32; optimizer adam(rate = 3e-3); seed 7 }
                    precision double
                    """, """
                    input = @Input(name = "day", size = 4),
                    layers = {
                        @Layer(cell = "rnn", units = 24, bias = false, as = "days"),
                        @Layer(cell = "last"),
                        @Layer(cell = "dense", units = 1)},
                    loss = Loss.MSE,
                    reduction = Reduction.SUM,
                    precision = Precision.DOUBLE,
                    train = @Train(
                            window = 14,
                            batch = 32,
                            optimizer = @Optimizer(kind = OptimizerKind.ADAM, rate = 3e-3),
                            seed = 7)"""),
            Arguments.of("Tiny", """
                    input  x: vector<2>
                    output y = x |> dense(3, activation = leakyRelu) |> relu
                    loss   huber(y, delta = 0.5)
                    train {
                      unroll full
                      clip norm 1
                      gradients input, state
                      start uniform(-0.1, 0.2)
                      optimizer rmsprop(rate = 1, centered = true, epsilon = 0.0001)
                    }
                    """, """
                    input = @Input(size = 2),
                    layers = @Layer(cell = "dense", units = 3, activation = Activation.LEAKY_RELU),
                    output = Activation.RELU,
                    loss = Loss.HUBER,
                    delta = 0.5,
                    train = @Train(
                            unroll = Train.FULL,
                            clipNorm = 1,
                            gradients = {Gradient.INPUT, Gradient.STATE},
                            start = @Start(kind = StartKind.UNIFORM, low = -0.1, high = 0.2),
                            optimizer = @Optimizer(kind = OptimizerKind.RMSPROP, rate = 1, centered = true,
                                    epsilon = 1e-4))"""),
            Arguments.of("Labels", """
                    input  word: token<30>
                    output y = word |> embedding(3) |> bidirectional(lstm(4, forgetBias = 1, gate = hardSigmoid)) as both
                        |> final |> dense(2) |> softmax
                    loss   crossEntropy(y, reduction = batch)
                    train { start orthogonal(gain = 0.5) }
                    """, """
                    input = @Input(name = "word", tokens = 30),
                    layers = {
                        @Layer(cell = "embedding", units = 3),
                        @Layer(cell = "lstm", units = 4, bidirectional = true, as = "both", options = {
                            @Option(name = "forgetBias", value = 1),
                            @Option(name = "gate", function = Activation.HARD_SIGMOID)}),
                        @Layer(cell = "final"),
                        @Layer(cell = "dense", units = 2)},
                    output = Activation.SOFTMAX,
                    loss = Loss.CROSS_ENTROPY,
                    reduction = Reduction.BATCH,
                    train = @Train(start = @Start(kind = StartKind.ORTHOGONAL, gain = 0.5))"""),
            Arguments.of("Masked", """
                    input  x: vector<3>
                    output y = x |> dropout(0.2) |> lstm(5, recurrentDropout = 0.25, zoneout = 0.1, dropConnect = 0.5)
                        |> dropout(0.5, per = sequence) |> dense(2)
                    loss   mse(y)
                    """, """
                    input = @Input(size = 3),
                    layers = {
                        @Layer(cell = "dropout", rate = 0.2),
                        @Layer(cell = "lstm", units = 5, options = {
                            @Option(name = "recurrentDropout", value = 0.25),
                            @Option(name = "zoneout", value = 0.1),
                            @Option(name = "dropConnect", value = 0.5)}),
                        @Layer(cell = "dropout", rate = 0.5, perSequence = true),
                        @Layer(cell = "dense", units = 2)},
                    loss = Loss.MSE"""),
            Arguments.of("Own", """
                    input  x: token<9>
                    output y = x |> embedding(3) |> leaky(4, activation = relu)
                    """, """
                    input = @Input(tokens = 9),
                    cells = "Cells.rnn",
                    layers = {
                        @Layer(cell = "embedding", units = 3),
                        @Layer(cell = "leaky", units = 4, activation = Activation.RELU)}"""),
        };
    }

    private Map<String, String> compile(Path root, String name, String annotation, String spec) {
        Compilation compilation = new Project(compiler, root)
                .file("test/" + name + ".rnn", spec)
                .file("test/Cells.rnn", CELLS)
                .options("-Xlint:all,-path", "-Werror")
                .type(
                        name + "Spec",
                        "/** What {@code it} does. */\n@RnnModel(" + annotation + ")\ninterface " + name + "Spec {}\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        return Project.generated(compilation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theSameBytes(String name, String body, String attributes, @TempDir Path root) {
        String cells = body.contains("leaky(") ? ", cells = \"Cells.rnn\"" : "";
        String spec = "/** What it does. */\nmodel " + name + " {\n" + body + "}\n";
        Map<String, String> byFile = compile(root, name, "file = \"" + name + ".rnn\"", spec);
        Map<String, String> byText = compile(root, name, "text = \"\"\"\n" + body + "\"\"\"" + cells, "");
        Map<String, String> byAttributes = compile(root, name, attributes, "");
        assertEquals(2, byFile.size());
        assertEquals(byFile, byText);
        assertEquals(byFile, byAttributes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theSameBytesAgain(String name, String body, String attributes, @TempDir Path root) {
        assertEquals(compile(root, name, attributes, ""), compile(root, name, attributes, ""));
    }
}
