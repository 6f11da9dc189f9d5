// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of Gradle, on the one that is there, if any is: in the profile {@code builds}. */
@Tag("matrix")
class GradleTest {
    /** Gradle knows {@code annotationProcessor} from 4.6 on, and Java 17 from 7.3 on. */
    private static final String BUILD = """
            apply plugin: 'java'

            repositories {
                maven { url '%s' }
                maven { url '%s' }
            }
            if (configurations.findByName('annotationProcessor') == null) {
                configurations { annotationProcessor }
                tasks.withType(JavaCompile) {
                    options.annotationProcessorPath = configurations.annotationProcessor
                    options.compilerArgs.addAll(['--release', '17'])
                }
            }
            %s
            %s
            """;

    @TempDir
    Path project;

    private Command gradle() {
        return Command.run(
                Tool.of("gradle"),
                List.of(
                        "--offline",
                        "--no-daemon",
                        "--console=plain",
                        "-g",
                        project.resolve("home").toString(),
                        "-p",
                        project.toString(),
                        "compileJava"));
    }

    private String parameters() {
        Path classes = project.resolve("build/classes/java/main");
        return Command.java(List.of("-cp", Jar.join(classes, Jar.RUNTIME.path()), "demo.Main"))
                .output();
    }

    /** Without an annotation, and what is no longer made goes. */
    @Test
    void aFolderOfSpecs() throws IOException {
        Path specs = project.resolve("src/main/rnn");
        Sources sources = new Sources(specs)
                .with("demo/Wave.rnn", Sources.WAVE)
                .with("demo/Tide.rnn", Sources.WAVE.replace("Wave", "Tide"));
        new Sources(project).with("src/main/java/demo/Main.java", Sources.MAIN);
        String task = Page.BUILDS.block("groovy", "JavaExec").replace("mainClass =", "main =");
        write(task);
        Command first = gradle();
        assertEquals(0, first.exit(), first.output());
        assertEquals("parameters: 1233\n", parameters());
        assertTrue(gradle().output().contains("2 up-to-date"));
        sources.with("demo/Wave.rnn", Sources.WAVE.replace("lstm(16)", "dense(2)"));
        Files.delete(specs.resolve("demo/Tide.rnn"));
        Command third = gradle();
        assertTrue(third.output().contains("2 executed"), third.output());
        assertEquals("parameters: 7\n", parameters());
        assertFalse(Files.exists(project.resolve("build/classes/java/main/demo/Tide.class")));
    }

    private void write(String more) {
        String dependencies = Page.README.block("groovy", "annotationProcessor");
        // What Maven has fetched; it takes some artifacts in other versions than Gradle.
        String shared = Path.of(System.getProperty("shared.repository")).toUri().toString();
        new Sources(project)
                .with("settings.gradle", "rootProject.name = 'demo'\n")
                .with("build.gradle", BUILD.formatted(Jar.REPOSITORY.toUri(), shared, dependencies, more));
    }

    @Test
    void anEditIsSeen() {
        Sources sources = Sources.ofWave(project.resolve("src/main/java"));
        write(Page.BUILDS.block("groovy", "withType(JavaCompile)"));
        Command first = gradle();
        assertEquals(0, first.exit(), first.output());
        assertEquals("parameters: 1233\n", parameters());
        Command second = gradle();
        assertTrue(second.output().contains("1 up-to-date"), second.output());
        sources.with("demo/Wave.rnn", Sources.WAVE.replace("lstm(16)", "dense(2)"));
        Command third = gradle();
        assertTrue(third.output().contains("1 executed"), third.output());
        assertEquals("parameters: 7\n", parameters());
    }
}
