// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By Maven, a test of tools/build-tests builds such a project. */
class NewCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theProjectCompilesAndLearns() throws Exception {
        Path project = folder.resolve("sine-wave");
        Run.of("new", project).ends(0);
        Path sources = project.resolve("src/main/java/sinewave");
        assertTrue(Files.exists(sources.resolve("SineWave.rnn")));
        Run.of("check", project).ends(0);
        assertEquals("", Run.of("format", "--check", project).ends(0).out());
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        Files.readString(file).matches("(?s).*@(model|name|package|path|junit|version)@.*"),
                        file::toString);
            }
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(project, classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> test = loader.loadClass("sinewave.MainTest");
            var constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method training = test.getDeclaredMethod("training");
            training.setAccessible(true);
            training.invoke(constructor.newInstance());
        }
    }

    private static void compile(Path project, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String classPath = System.getProperty("java.class.path");
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-classpath",
                classPath,
                "-processorpath",
                classPath,
                "-Xlint:all,-processing,-path");
        try (Stream<Path> files = Files.walk(project);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavaCompiler.CompilationTask task = compiler.getTask(
                    messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources));
            assertTrue(task.call(), messages::toString);
            assertEquals("", messages.toString());
        }
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        Path project = folder.resolve("demo");
        Run.of("new", project, "--package", "org.example", "--model", "Demo2").ends(0);
        String pom = Files.readString(project.resolve("pom.xml"));
        assertTrue(pom.contains("<rnnc.version>" + Version.number() + "</rnnc.version>"), pom);
        assertFalse(pom.contains("@"), pom);
        assertTrue(Files.exists(project.resolve("src/main/java/org/example/Demo2Spec.java")));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path project = folder.resolve("demo");
        Run.of("new", project).ends(0);
        assertTrue(Run.of("new", project).ends(1).err().contains("is there already, and not empty"));
        Path file = Files.writeString(folder.resolve("file"), "");
        Run.of("new", file).ends(1);
        Files.createDirectories(folder.resolve("empty"));
        Run.of("new", folder.resolve("empty")).ends(0);
    }

    @Test
    void wrongNames() {
        Run.of("new", folder.resolve("1st")).ends(2);
        Run.of("new", folder.resolve("main")).ends(2);
        Run.of("new", folder.resolve("int")).ends(2);
        Run.of("new", folder.resolve("demo"), "-p", "a-b").ends(2);
        Run.of("new", folder.resolve("demo"), "-m", "A.B").ends(2);
        Run.of("new").ends(2);
    }

    @Test
    void completion() {
        String script = Run.of("completion").ends(0).out();
        assertTrue(script.startsWith("#!/usr/bin/env bash"), script);
        assertTrue(script.contains("generate") && script.contains("--vector"), script);
    }
}
