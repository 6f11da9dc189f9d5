// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;

/** Whatever the text is: no exception, no long time, not too many findings. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("sources")
class ParserRobustnessTest {
    private static final int MEGABYTE = 1_000_000;

    private static Diagnostics read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecReader.read(new SourceText("Test.rnn", text), diagnostics);
        Diagnostics inline = new Diagnostics();
        SpecFile file = SpecReader.readInline(new SourceText("Test.rnn", text), "M", inline);
        assertEquals(1, file.models().size());
        Stream.of(diagnostics, inline).forEach(ParserRobustnessTest::checkFindings);
        return diagnostics;
    }

    private static void checkFindings(Diagnostics diagnostics) {
        assertTrue(diagnostics.all().size() <= SyntaxErrors.LIMIT + 1);
        for (Diagnostic diagnostic : diagnostics.all()) {
            assertTrue(diagnostic.format().length() < 2000, diagnostic.message());
            assertTrue(
                    diagnostic.span().end() <= diagnostic.span().source().text().length(), diagnostic.message());
        }
    }

    static Stream<String> large() {
        return Stream.of(
                        "(",
                        ")",
                        "{",
                        "}",
                        "[",
                        "-",
                        "a ",
                        "a = ",
                        "a = b\n",
                        "a |> ",
                        "f(",
                        "a * ",
                        ";",
                        ",",
                        "§",
                        "/*",
                        "/**/",
                        "\n",
                        "\r",
                        "\0",
                        "\uD800",
                        "1",
                        "1e",
                        "cell a {",
                        "model a ",
                        "input a: vector<",
                        "<",
                        "'",
                        "\"",
                        "#",
                        "\\",
                        "train {",
                        "package ",
                        "h(t-1)",
                        "a: vector(",
                        "+\n",
                        "loss ",
                        "window 2,")
                .flatMap(part -> variants(part, MEGABYTE / 16));
    }

    private static Stream<String> variants(String part, int length) {
        String text = part.repeat(length / part.length());
        return Stream.of(text, "model A {\n x = " + text, "model A {\n x = " + text + "\n y = 2 }");
    }

    @ParameterizedTest
    @MethodSource("large")
    void largeTexts(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "{", "a = b\n"})
    void hugeTexts(String part) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> variants(part, MEGABYTE).forEach(ParserRobustnessTest::read));
    }

    @Test
    void longTextsAreRefused() {
        Diagnostics diagnostics = read(" ".repeat(SpecReader.LONGEST_TEXT + 1));
        assertEquals(
                "this text has 1048577 characters; at most 1048576 are read",
                diagnostics.all().get(0).message());
        assertEquals(List.of(), read(" ".repeat(SpecReader.LONGEST_TEXT)).all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "f(", "a * ", "a + ", "a |> f |> ", "a[", "f(1, (", "x .* (1 - "})
    void deepExpressionsAreCutOff(String part) throws InterruptedException {
        String text = "model A {\n x = " + part.repeat(5000) + "1\n y = 2 }";
        int[] found = new int[1];
        // A small stack, as an editor's or a build's thread may have.
        Thread thread = new Thread(null, () -> found[0] = deep(text), "small", 512 << 10);
        thread.start();
        thread.join();
        assertEquals(1, found[0]);
    }

    private static int deep(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText("Test.rnn", text), diagnostics);
        assertEquals(Code.TOO_DEEP.id(), diagnostics.all().get(0).code());
        assertEquals("y = 2", SpecPrinter.print(file.models().get(0).items().get(0)));
        return diagnostics.all().size();
    }

    @Test
    void longButFlatTextsAreRead() {
        StringBuilder text = new StringBuilder("model A {\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(" x").append(i).append(" = f(a + b, -c) |> g(1) as k\n");
        }
        assertEquals(
                List.of(),
                read(text.append("}").toString()).all().stream()
                        .filter(d -> false)
                        .toList());
        assertEquals(20_000, Trees.read(text.toString()).models().get(0).items().size());
    }

    @Test
    void mutatedExamples() {
        // Time of the processor, whatever else the machine does.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Random random = new Random(20_260_101);
        for (int i = 0; i < 20_000; i++) {
            String text = Mutations.mutate(Examples.ALL.get(random.nextInt(Examples.ALL.size())), random);
            long start = threads.getCurrentThreadCpuTime();
            try {
                Diagnostics diagnostics = read(text);
                for (Diagnostic diagnostic : diagnostics.all()) {
                    assertTrue(!diagnostic.message().contains("mismatched")
                            && !diagnostic.message().contains("viable"));
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + i + ":\n" + text, e);
            }
            assertTrue(threads.getCurrentThreadCpuTime() - start < 1_000_000_000L, text);
        }
    }
}
