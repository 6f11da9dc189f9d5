// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.random.RandomSource;

/** The answers of {@code docs/guide.md}, one after the other, are a program that compiles, runs and learns. */
class GuidePageTest {
    private static final Path PAGE = Path.of("../../docs/guide.md");
    private static final int DAYS = 400;

    private static final String FRAME = """
            import java.io.InputStream;
            import java.io.StringReader;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.Locale;
            import java.util.Map;
            import java.util.stream.Stream;
            import org.rnnc.csv.*;
            import org.rnnc.progress.*;
            import org.rnnc.runtime.io.*;
            import org.rnnc.runtime.model.*;
            import org.rnnc.runtime.text.*;
            import org.rnnc.training.*;
            import org.rnnc.training.data.*;
            import org.rnnc.training.metric.*;

            public final class Program {
                public static void run(Path folder) throws Exception {
            %s
                }
            }
            """;

    @Test
    void isAProgramThatLearns(@TempDir Path folder) throws Throwable {
        List<String> blocks = blocks();
        String imports = "import org.rnnc.runtime.annotation.*;\n";
        String statements = String.join("\n", blocks.subList(2, blocks.size()));
        compile(
                folder,
                Map.of(
                        "WeatherSpec", imports + blocks.get(0),
                        "TaggerSpec", imports + blocks.get(1),
                        "Program", FRAME.formatted(statements)));
        writeDays(folder.resolve("weather.csv"));

        String first = run(folder);
        assertTrue(first.contains("400 rows of temp_max, temp_min, sky; left out: [date]; sky: rain"), first);
        assertTrue(first.contains("293 windows\n"), first);
        assertTrue(first.contains("293 examples in batches of 16, shuffled\n"), first);
        assertTrue(first.contains("a trainer of Weather; "), first);
        double untrained = number("untrained: off by ([\\d.]+) degrees", first);
        double trained = number("\ntrained: off by ([\\d.]+) degrees", first);
        assertTrue(trained < untrained / 3, first);
        assertEquals(10 + 8 * Math.sin(2 * Math.PI * 7 / 30), number("tomorrow: ([\\d.]+) degrees", first), 3, first);
        List<String> log = Files.readAllLines(folder.resolve("log.csv"));
        assertTrue(log.size() > 5, log::toString);
        assertTrue(Files.size(folder.resolve("curve.png")) > 1000);

        // Started again, it goes on for as long as patience lets it, and has the best model of both runs.
        String second = run(folder);
        assertTrue(number("\ntrained: off by ([\\d.]+) degrees", second) <= trained, second);
        assertEquals(log, Files.readAllLines(folder.resolve("log.csv")).subList(0, log.size()));
    }

    /** Those of Java, in their order; the name of their class is the file's. */
    private static List<String> blocks() throws IOException {
        Matcher fences = Pattern.compile("(?ms)^```java\n(.*?)^```$")
                .matcher(Files.readString(PAGE).replace("\r\n", "\n"));
        List<String> blocks = new ArrayList<>();
        while (fences.find()) {
            blocks.add(fences.group(1));
        }
        return blocks;
    }

    private static void compile(Path folder, Map<String, String> files) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> options = new ArrayList<>(List.of("-d", classes.toString(), "-s", classes.toString()));
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        options.addAll(List.of("-classpath", path, "-processorpath", path, "-Xlint:all,-path,-processing", "-Werror"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            options.add(Files.writeString(folder.resolve(file.getKey() + ".java"), file.getValue())
                    .toString());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exit = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, options.toArray(String[]::new));
        assertEquals(0, exit, messages::toString);
    }

    private static double number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), () -> pattern + " in " + text);
        return Double.parseDouble(matcher.group(1));
    }

    /** A temperature that goes up and down within a month, and one value that is missing. */
    private static void writeDays(Path file) throws IOException {
        RandomSource random = RandomSource.of(1);
        StringBuilder text = new StringBuilder("date,temp_max,temp_min,sky\n");
        for (int day = 0; day < DAYS; day++) {
            double maximum = 10 + 8 * Math.sin(2 * Math.PI * day / 30) + 0.3 * random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "2020-day-%d,%.2f,%s,%s%n",
                    day,
                    maximum,
                    day == 5 ? "" : String.format(Locale.ROOT, "%.2f", maximum - 5),
                    maximum > 10 ? "sun" : "rain"));
        }
        Files.writeString(file, text);
    }

    private static String run(Path folder) throws Throwable {
        URL classes = folder.resolve("classes").toUri().toURL();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes, folder.toUri().toURL()});
                PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            MethodHandles.publicLookup()
                    .findStatic(loader.loadClass("Program"), "run", MethodType.methodType(void.class, Path.class))
                    .invoke(folder);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
