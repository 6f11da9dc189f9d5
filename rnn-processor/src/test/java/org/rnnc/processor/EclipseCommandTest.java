// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eclipse's compiler as a command, which finds the processor on a processor path. */
class EclipseCommandTest {
    private static final String CELLS = """
            /** A leaky cell, shared. */
            cell leaky(n, keep = 0.9) {
              input x: vector<m>
              param W: matrix<n, m>, b: vector<n>
              state h: vector<n>
              h = keep * h[t-1] + (1 - keep) * tanh(W * x + b)
              output h
            }
            """;
    private static final String MODEL =
            "model One { input x: vector<3>  output y = x |> leaky(8) |> dense(1)  loss mse(y) }\n";
    private static final String USER = """
            package app;
            class User {
                float use(float[] x, float[] y) {
                    One one = One.create(1);
                    one.newSession().step(one.newState(), x, y);
                    return one.newTrainer().train(x, y);
                }
            }
            """;

    @TempDir
    Path root;

    private String said = "";

    private boolean compile(String... more) throws IOException {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-proceedOnError",
                "-warn:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-processorpath",
                System.getProperty("java.class.path"),
                "-s",
                Files.createDirectories(root.resolve("generated")).toString(),
                "-d",
                Files.createDirectories(root.resolve("out")).toString()));
        arguments.addAll(List.of(more));
        arguments.add(root.resolve("src").toString());
        PrintWriter writer = new PrintWriter(out);
        boolean done = BatchCompiler.compile(arguments.toArray(String[]::new), writer, writer, null);
        said = out.toString();
        return done;
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve("src/app").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aFileBesideItsSpec() throws IOException {
        write("Shared.rnn", CELLS);
        write("One.rnn", MODEL);
        write(
                "OneSpec.java",
                "package app;\n@org.rnnc.runtime.annotation.RnnModel(file = \"One.rnn\") interface OneSpec {}\n");
        write("User.java", USER);
        assertTrue(compile(), () -> said);
        assertEquals("", said);
        assertTrue(Files.exists(root.resolve("out/app/One.class")));
    }

    @Test
    void cellsBesideASpec() throws IOException {
        write("Shared.rnn", CELLS);
        write("OneSpec.java", """
                package app;
                @org.rnnc.runtime.annotation.RnnModel(
                    text = "input x: vector<3>  output y = x |> leaky(8) |> dense(1)  loss mse(y)",
                    cells = "Shared.rnn")
                interface OneSpec {}
                """);
        write("User.java", USER);
        assertTrue(compile(), () -> said);
        assertEquals("", said);
    }

    /** The compiler goes on after our error: the placeholder and its user have none of their own. */
    @Test
    void aPlaceholderCompiles() throws IOException {
        write("One.rnn", MODEL);
        write(
                "OneSpec.java",
                "package app;\n@org.rnnc.runtime.annotation.RnnModel(file = \"One.rnn\") interface OneSpec {}\n");
        write("User.java", USER);
        compile();
        assertTrue(said.contains("app/One.rnn:1:49: error RNN031"), said);
        assertTrue(said.contains("1 problem (1 error)"), said);
    }

    @Test
    void thePlaceholderOfNothingCompiles() throws IOException {
        write(
                "OneSpec.java",
                "package app;\n@org.rnnc.runtime.annotation.RnnModel(file = \"One.rnn\") interface OneSpec {}\n");
        write("User.java", "package app;\nclass User { One one; One.Session session; One.Trainer trainer; }\n");
        compile();
        assertTrue(said.contains("RNN091: One.rnn was not found"), said);
        assertTrue(said.contains("app/One.rnn in the folder of OneSpec"), said);
        assertTrue(said.contains("1 problem (1 error)"), said);
    }
}
