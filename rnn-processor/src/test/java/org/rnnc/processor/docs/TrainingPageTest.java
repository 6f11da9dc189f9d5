// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rnnc.processor.diagnostics.FixtureRun;

/** The examples of {@code docs/training.md}, one after the other, are a program that compiles, runs and learns. */
@Isolated("redirects what is printed")
class TrainingPageTest {
    private static final String PAGE = "training.md";
    private static final String SENTENCE = "the quick brown fox jumps over the lazy dog.\n";

    private static final String FRAME = """
            import java.nio.file.Path;
            import java.util.Arrays;
            import java.util.Map;
            import org.rnnc.runtime.annotation.*;
            import org.rnnc.runtime.inspection.*;
            import org.rnnc.runtime.io.*;
            import org.rnnc.runtime.model.*;
            import org.rnnc.runtime.random.*;
            import org.rnnc.runtime.tensor.*;
            import org.rnnc.runtime.text.*;
            import org.rnnc.training.*;
            import org.rnnc.training.metric.*;

            public final class Program {
                public static void run(String text, Path folder) throws Exception {
            %s
                }
            }
            """;

    static boolean claims(PageBlocks.Block block) {
        return block.is(PAGE, "java");
    }

    @Test
    void isAProgramThatLearns(@TempDir Path folder) throws Throwable {
        List<PageBlocks.Block> blocks = PageBlocks.all(TrainingPageTest::claims);
        String model = blocks.get(0).text();
        String statements = blocks.stream().skip(1).map(PageBlocks.Block::text).collect(Collectors.joining("\n"));
        Map<String, Path> files = Map.of(
                "LettersSpec.java", Files.writeString(folder.resolve("LettersSpec.java"), model),
                "Program.java", Files.writeString(folder.resolve("Program.java"), FRAME.formatted(statements)));
        assertEquals("", FixtureRun.of(files, folder.resolve("scratch")).text());

        String first = run(folder);
        assertTrue(first.contains("640 windows, ended by WINDOWS"), first);
        assertTrue(first.contains("\nquick brown fox jumps over the lazy dog. (40 characters)"), first);
        assertTrue(run(folder).contains("\n640 windows, ended by WINDOWS"), "all epochs were done already");
    }

    private static String run(Path folder) throws Throwable {
        URL classes = folder.resolve("scratch/classes").toUri().toURL();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes});
                PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            MethodHandles.publicLookup()
                    .findStatic(
                            loader.loadClass("Program"),
                            "run",
                            MethodType.methodType(void.class, String.class, Path.class))
                    .invoke(SENTENCE.repeat(65), folder.resolve("run"));
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
