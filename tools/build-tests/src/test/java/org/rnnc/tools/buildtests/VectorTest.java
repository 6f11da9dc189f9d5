// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vector engine in a user's build, as its page says. */
class VectorTest {
    private static final List<String> MODULE = List.of("--add-modules", "jdk.incubator.vector");
    private static final String ENGINE = "Wave.create(1).info().engine()";

    @TempDir
    Path folder;

    private static Sources wave(Path root) {
        return Sources.ofWave(root).with("demo/Main.java", """
                package demo;

                public final class Main {
                    public static void main(String[] arguments) {
                        System.out.println("engine: " + %s);
                    }
                }
                """.formatted(ENGINE));
    }

    /** What {@code java} prints about the engine. */
    private static String engine(Path java, Path classes, List<String> options) {
        Command run =
                Command.run(java, all(options, List.of("-cp", Jar.join(classes, Jar.RUNTIME.path()), "demo.Main")));
        assertEquals(0, run.exit(), run.output());
        return run.output().replaceFirst("WARNING: Using incubator modules: jdk.incubator.vector\\R", "");
    }

    private static List<String> all(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The compiler sees the module, the tests have it, and so has the program. */
    @Test
    void byMaven() throws Exception {
        wave(folder.resolve("src/main/java"));
        new Sources(folder.resolve("src/test/java")).with("demo/EngineTest.java", """
                package demo;

                class EngineTest {
                    @org.junit.jupiter.api.Test
                    void isOfVectors() {
                        org.junit.jupiter.api.Assertions.assertEquals("vector", %s);
                    }
                }
                """.formatted(ENGINE));
        String readme = Page.README.block("xml", "annotationProcessorPaths");
        int end = readme.indexOf("<plugin>");
        String junit = """
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>%s</version>
                  <scope>test</scope>
                </dependency>
                """.formatted(System.getProperty("junit.version"));
        String arguments = Page.VECTOR.block("xml", "<compilerArgs>");
        String compiler = readme.substring(end).replace("<configuration>\n", "<configuration>\n" + arguments);
        String others = Page.VECTOR.block("xml", "<argLine>").replace("app.Main", "demo.Main");
        Command built =
                Maven.AT_HAND.build(folder, readme.substring(0, end) + junit, compiler + others, "test", "exec:exec");
        assertEquals(0, built.exit(), built.output());
        assertEquals(1, built.count("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time"), built.output());
        assertEquals(1, built.count("engine: vector"), built.output());
        assertTrue(built.count("incubat") > 0, built.output());
        Path classes = folder.resolve("target/classes");
        assertEquals("engine: plain\n", engine(java(), classes, List.of()));
        assertEquals("engine: plain\n", engine(java(), classes, all(MODULE, List.of("-Drnnc.engine=plain"))));
    }

    /** Neither flag does harm alone. */
    @Test
    void byOneFlagAlone() {
        Sources sources = wave(folder);
        assertEquals(
                0,
                sources.compile("-cp", Jar.RUNTIME.path().toString(), "-processorpath", Jar.all())
                        .exit());
        assertEquals("engine: plain\n", engine(java(), sources.classes(), List.of()));
        assertEquals("engine: plain\n", engine(java(), sources.classes(), MODULE));
    }

    /** The command of the page, but for where the image is to be. */
    @Test
    void byJlink() throws Exception {
        Sources sources = wave(folder);
        Command javac = sources.compile(
                "-cp", Jar.RUNTIME.path().toString(), "-processorpath", Jar.all(), MODULE.get(0), MODULE.get(1));
        assertEquals(0, javac.exit(), javac.output());
        Path image = folder.resolve("image");
        String line = Page.VECTOR.block("sh", "jlink ").lines().findFirst().orElseThrow();
        // Words as a shell takes them: a space between quotes does not separate.
        List<String> words = Arrays.stream(line.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .map(word -> word.equals("image") ? image.toString() : word.replace("\"", ""))
                .toList();
        Command jlink = Command.ofJdk(words.get(0), words.subList(1, words.size()));
        assertEquals(0, jlink.exit(), jlink.output());
        assertEquals("engine: vector\n", engine(image.resolve("bin/java"), sources.classes(), List.of()));
    }

    /** A module that does not read the API gets no vector class, whatever else the compiler sees. */
    @Test
    void inAModule() throws Exception {
        String module = "module demo {\n    requires org.rnnc.runtime;\n%s}\n";
        for (String requires : List.of("", "    " + Page.VECTOR.inline("requires static jdk[^`]*") + "\n")) {
            Path root = Files.createDirectories(folder.resolve("module" + requires.length()));
            Sources sources = wave(root).with("module-info.java", module.formatted(requires));
            Command javac = sources.compile(
                    "--module-path",
                    Jar.RUNTIME.path().toString(),
                    "-processorpath",
                    Jar.all(),
                    MODULE.get(0),
                    MODULE.get(1));
            assertEquals(0, javac.exit(), javac.output());
            String expected = requires.isEmpty() ? "engine: plain" : "engine: vector";
            List<String> run =
                    List.of("--module-path", Jar.join(sources.classes(), Jar.RUNTIME.path()), "-m", "demo/demo.Main");
            Command with = Command.java(all(MODULE, run));
            assertEquals(1, with.count(expected), with.output());
            assertEquals(1, Command.java(run).count("engine: plain"));
        }
    }

    /** There is no Gradle here. */
    @Test
    void whatIsSaidOfGradle() {
        String block = Page.VECTOR.block("groovy", "JavaCompile");
        assertEquals(3, block.split("'--add-modules', 'jdk.incubator.vector'", -1).length - 1, block);
    }
}
