// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated code has no warnings, of javac or of its checks of documentation. */
class LintTest {
    private static final String EVERYTHING = """
            input  x: token<7>, force, b: vector<3>
            e = x |> embedding(5)
            h = concat(e, force + b) |> lstm(4) as first |> gru(3)
            output label = h |> rnn(6, activation = leakyRelu) |> dense(7) |> softmax
            output size = h |> last |> dense(1)
            output plain = 2 * h
            loss crossEntropy(label) + 0.5 * huber(plain, delta = 2) + mae(size)
            train {
              window 5, carry state; batch 3
              optimizer OPTIMIZER
              clip norm 1
              gradients input, state
            }
            precision PRECISION
            """;

    @TempDir
    Path root;

    private void assertClean(String body) {
        Project project = new Project(root)
                .file(
                        "test/Net.rnn",
                        "/** A net: 1 < 2 & so on, \\u0041, <b>, {@code x, {brace, &lt;,\n@see this */\nmodel Net {\n"
                                + body + "}\n")
                .type("NetSpec", "/** A spec. */\n@RnnModel(file = \"Net.rnn\")\npublic interface NetSpec {}\n");
        assertEquals(List.of(), project.compileToDisk("-Werror", "-Xdoclint:all/protected"));
        assertDocumentation();
    }

    private void assertDocumentation() {
        DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
        StringWriter said = new StringWriter();
        var files = tool.getStandardFileManager(null, null, null);
        boolean done = tool.getTask(
                        said,
                        files,
                        null,
                        null,
                        List.of(
                                "-quiet",
                                "-Xdoclint:all",
                                "-Werror",
                                "-d",
                                root.resolve("docs").toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        files.getJavaFileObjects(
                                root.resolve("out/test/Net.java"), root.resolve("out/test/Net_Engine.java")))
                .call();
        assertTrue(done, said::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void everything(String precision) {
        assertClean(EVERYTHING.replace("PRECISION", precision).replace("OPTIMIZER", "adam(rate = 0.1)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd",
                "momentum",
                "nesterov",
                "adagrad",
                "adadelta",
                "rmsprop",
                "adamw",
                "amsgrad",
                "nadam",
                "adamax",
                "lion"
            })
    void optimizers(String kind) {
        assertClean(EVERYTHING.replace("PRECISION", "float").replace("OPTIMIZER", kind + "(rate = 0.1)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void withoutStatesOrTraining(String precision) {
        assertClean("input x: scalar\noutput y = 2 * x\nprecision " + precision + "\n");
        assertClean("input x: scalar\noutput y = x |> last\nloss mse(y)\nprecision " + precision + "\n");
    }

    @Test
    void byAttributes() {
        Project project = new Project(root).type("NetSpec", """
                /** A spec: 1 &lt; 2, {@code x}, {@link String}. @ */
                @RnnModel(
                    input = @Input(tokens = 5),
                    layers = {@Layer(cell = "lstm", units = 3), @Layer(cell = "dense", units = 5)},
                    output = Activation.SOFTMAX,
                    loss = Loss.CROSS_ENTROPY,
                    precision = Precision.DOUBLE,
                    train = @Train(optimizer = @Optimizer(kind = OptimizerKind.ADAM, rate = 1e-3)))
                public interface NetSpec {}
                """);
        assertEquals(List.of(), project.compileToDisk("-Werror", "-Xdoclint:all/protected"));
        assertDocumentation();
    }
}
