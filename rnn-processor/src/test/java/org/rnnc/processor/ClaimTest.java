// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside other processors, on one processor path: nobody warns of our annotations, and nobody is left out. */
class ClaimTest {
    private static final String SPEC = """
            package test;
            @org.rnnc.runtime.annotation.RnnModel(text = "input x: vector<2> output y = x |> rnn(3) loss mse(y)")
            interface NetSpec {}
            """;
    private static final String USER = "package test;\nclass User { Net net = Net.create(); }\n";
    private static final String ANNOTATED = "package test;\n@FunctionalInterface interface Other { void run(); }\n";

    @TempDir
    Path root;

    /** Looks at everything, and tells what it was given in the first round. */
    @SupportedAnnotationTypes("*")
    public static class Star extends AbstractProcessor {
        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.NOTE, getClass().getSimpleName() + " saw " + annotations);
            return false;
        }
    }

    /** Besides claims everything. */
    @SupportedAnnotationTypes("*")
    public static final class Greedy extends Star {
        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            super.process(annotations, round);
            return true;
        }
    }

    /** An entry of a processor path that names {@code processor}, which is on the tests' class path. */
    private String entry(Class<? extends Processor> processor) throws IOException {
        Path services =
                Files.createDirectories(root.resolve(processor.getSimpleName()).resolve("META-INF/services"));
        Files.writeString(services.resolve(Processor.class.getName()), processor.getName(), StandardCharsets.UTF_8);
        return root.resolve(processor.getSimpleName()).toString();
    }

    private static String own() {
        return System.getProperty("java.class.path");
    }

    private static String jar(String name) {
        return Path.of("target/processors", name + ".jar").toAbsolutePath().toString();
    }

    private List<String> compile(List<String> processorPath, List<String> classPath, String... sources)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve("src/test"));
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            String name = source.replaceAll("(?s).*?(?:interface|class) (\\w+).*", "$1");
            files.add(Files.writeString(folder.resolve(name + ".java"), source));
        }
        Path path = Files.createDirectories(root.resolve("out"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-Xlint:all,-path",
                "-d",
                path.toString(),
                "-cp",
                String.join(
                        File.pathSeparator,
                        Stream.concat(classPath.stream(), Stream.of(own())).toList()),
                "-processorpath",
                String.join(File.pathSeparator, processorPath)));
        files.forEach(file -> command.add(file.toString()));
        // In a JVM of its own: in this one the processor is on the class path, and would come first on any path.
        Path said = root.resolve("said.txt");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        return Files.readAllLines(said);
    }

    private static List<String> withoutNotes(List<String> said) {
        return said.stream()
                .filter(text -> !text.startsWith("Note:") && !text.startsWith("Picked up "))
                .toList();
    }

    private static void assertSaw(String processor, List<String> said) {
        assertTrue(
                said.stream().anyMatch(text -> text.contains(processor + " saw [org.rnnc.runtime.annotation.RnnModel")),
                said::toString);
    }

    @Test
    void alone() throws IOException, InterruptedException {
        assertEquals(List.of(), compile(List.of(own()), List.of(), SPEC, USER));
        assertEquals(List.of(), compile(List.of(own()), List.of(), SPEC, USER, ANNOTATED));
    }

    /** What an earlier build generated may be compiled as a source as well. */
    @Test
    void whatIsGenerated() throws IOException, InterruptedException {
        String generated = "package test;\n@org.rnnc.runtime.generated.Generated(\"\") class Old {}\n";
        assertEquals(List.of(), compile(List.of(own()), List.of(), generated));
        assertEquals(List.of(), compile(List.of(own()), List.of(), SPEC, USER, generated));
    }

    @Test
    void behindOneThatLooksAtEverything() throws IOException, InterruptedException {
        List<String> said = compile(List.of(entry(Star.class), own()), List.of(), SPEC, USER);
        assertEquals(List.of(), withoutNotes(said));
        assertSaw("Star", said);
    }

    @Test
    void beforeOneThatLooksAtEverything() throws IOException, InterruptedException {
        List<String> said = compile(List.of(own(), entry(Star.class)), List.of(), SPEC, USER, ANNOTATED);
        assertEquals(List.of(), withoutNotes(said));
        assertTrue(said.stream().anyMatch(text -> text.contains("Star saw")), said::toString);
    }

    /** The corner: javac asks it only where something is left to claim, so that the warning has to stay. */
    @Test
    void beforeOneThatLooksAtEverythingWhereNothingElseIsAnnotated() throws IOException, InterruptedException {
        List<String> said = compile(List.of(own(), entry(Star.class)), List.of(), SPEC, USER);
        assertSaw("Star", said);
        List<String> warnings = withoutNotes(said);
        assertEquals("1 warning", warnings.get(warnings.size() - 1), said::toString);
        assertTrue(warnings.get(0).contains("No processor claimed any of these annotations"), said::toString);
    }

    @Test
    void beforeOneThatClaimsEverything() throws IOException, InterruptedException {
        List<String> said = compile(List.of(own(), entry(Greedy.class)), List.of(), SPEC, USER);
        assertEquals(List.of(), withoutNotes(said));
        assertSaw("Greedy", said);
    }

    /** The other corner: javac asks nobody behind it, so that its place on the path is what helps. */
    @Test
    void behindOneThatClaimsEverything() throws IOException, InterruptedException {
        List<String> said = compile(List.of(entry(Greedy.class), own()), List.of(), SPEC, USER);
        assertTrue(said.stream().anyMatch(text -> text.contains("error: cannot find symbol")), said::toString);
        assertFalse(Files.exists(root.resolve("out/test/Net.class")));
    }

    private static final String VALUE = """
            package test;
            @com.google.auto.value.AutoValue
            abstract class Value {
                abstract int number();
                static Value of(int number) { return new AutoValue_Value(number); }
            }
            """;
    private static final String BEAN = """
            package test;
            @lombok.Data
            class Bean { private int number; int twice() { return 2 * getNumber(); } }
            """;
    private static final String MAPPER = """
            package test;
            @org.mapstruct.Mapper
            interface Copy { Other2 copy(Other2 from); class Other2 { public int number; } }
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void besideLombokMapStructAndAutoValue(boolean first) throws IOException, InterruptedException {
        List<String> others = List.of(jar("lombok"), jar("mapstruct-processor"), jar("auto-value"), jar("mapstruct"));
        List<String> path = new ArrayList<>(others);
        path.add(first ? 0 : others.size(), own());
        List<String> classPath = List.of(jar("lombok"), jar("mapstruct"), jar("auto-value-annotations"));
        List<String> said = withoutNotes(compile(path, classPath, SPEC, USER, VALUE, BEAN, MAPPER));
        assertTrue(said.stream().noneMatch(text -> text.contains("error:")), said::toString);
        assertTrue(said.stream().noneMatch(text -> text.contains("org.rnnc")), said::toString);
        for (String made : List.of("Net", "AutoValue_Value", "CopyImpl", "Bean")) {
            assertTrue(Files.exists(root.resolve("out/test/" + made + ".class")), made);
        }
    }

    /** Lombok's {@code val} is no annotation: where ours are the only ones, it must be asked all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void besideLombokWhereNothingElseIsAnnotated(boolean first) throws IOException, InterruptedException {
        List<String> path = first ? List.of(own(), jar("lombok")) : List.of(jar("lombok"), own());
        String user = "package test;\nimport lombok.val;\nclass User { int number() { val n = 3; return n; } }\n";
        List<String> said = withoutNotes(compile(path, List.of(jar("lombok")), SPEC, user));
        assertTrue(said.stream().noneMatch(text -> text.contains("error:")), said::toString);
    }
}
