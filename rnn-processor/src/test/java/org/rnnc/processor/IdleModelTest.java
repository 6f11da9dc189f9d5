// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class with neither a session nor a trainer is not made without a word. */
class IdleModelTest {
    private static final String WARNING = "warning RNN092: model `Net` needs whole sequences and has no loss";

    @TempDir
    Path root;

    private Compilation compile(String body, String... options) {
        return new Project(root)
                .options(options)
                .file("test/Net.rnn", "model Net {\n  input x: vector<2>\n" + body + "\n}\n")
                .type("NetSpec", "@RnnModel(file = \"Net.rnn\") interface NetSpec {}\n")
                .compile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  output y = x |> bidirectional(lstm(3))",
                "  output y = x |> bidirectional(gru(3)) |> dense(3) |> softmax",
                "  output y = x |> bidirectional(gru(3)) |> final |> dense(1)",
                "  output y = x |> gru(3) |> meanOverSteps",
                "  output y = maxOverSteps(x)",
                "  output y = concat(x, repeat(sumOverSteps(x)))",
            })
    void wholeSequences(String body) {
        Compilation compilation = compile(body);
        assertThat(compilation).succeeded();
        assertThat(compilation).hadWarningCount(1);
        assertThat(compilation).hadWarningContaining("test/Net.rnn:3:10: " + WARNING);
        assertThat(compilation).hadWarningContaining("hint: add a loss, such as `loss mse(y)`");
        // What the hint says is right.
        assertThat(compile(body + "\n  loss mse(y)")).succeededWithoutWarnings();
    }

    /** Of several outputs nobody says which it is. */
    @Test
    void severalOutputs() {
        Compilation compilation = compile("  output now = x |> gru(3)\n  output all = maxOverSteps(x)");
        assertThat(compilation).hadWarningCount(1);
        assertThat(compilation).hadWarningContaining("test/Net.rnn:1:7: " + WARNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  output y = x |> lstm(3)",
                "  output y = x |> lstm(3) |> last |> dense(2)",
                "  output y = x |> lstm(3) |> final",
                "  output y = 2 * x",
            })
    void stepByStep(String body) {
        assertThat(compile(body)).succeededWithoutWarnings();
    }

    @Test
    void warningsAsErrors() {
        Compilation compilation = compile("  output y = maxOverSteps(x)", "-Werror");
        assertThat(compilation).failed();
        assertThat(compilation).hadWarningContaining(WARNING);
        assertThat(compile("  output y = maxOverSteps(x)\n  loss mse(y)", "-Werror"))
                .succeededWithoutWarnings();
    }
}
