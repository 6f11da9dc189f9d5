// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs that annotations name, and the classes that an edit of one makes Maven compile again. */
class SpecWatchTest {
    @TempDir
    Path project;

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @BeforeEach
    void compile() throws IOException {
        write("java/demo/WaveSpec.java", "@RnnModel(file = \"Wave.rnn\") interface WaveSpec {}");
        write("java/demo/Main.java", "class Main { String text = \"RnnModels\"; }");
        write("java/demo/Wave.rnn", "model Wave {}");
        write("resources/Other.rnn", "model Other {}");
        for (String name : List.of("WaveSpec", "WaveSpec$Inner", "WaveSpecs", "Main")) {
            write("classes/demo/" + name + ".class", "");
        }
    }

    private int check() throws IOException {
        return new SpecWatch(
                        List.of(project.resolve("java"), project.resolve("resources"), project.resolve("none")),
                        new JavaSources(List.of(project.resolve("java"), project.resolve("none")), classes()),
                        project.resolve("status/main.txt"))
                .check();
    }

    private Path classes() {
        return project.resolve("classes");
    }

    private Set<String> left() throws IOException {
        try (Stream<Path> files = Files.list(classes().resolve("demo"))) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /** What is not known to be the same counts as changed. */
    @Test
    void theFirstTime() throws IOException {
        assertEquals(2, check());
        assertEquals(Set.of("WaveSpecs.class", "Main.class"), left());
        assertEquals(0, check());
    }

    @Test
    void whateverChanges() throws IOException {
        check();
        write("classes/demo/WaveSpec.class", "");
        assertEquals(0, check());
        write("java/demo/Wave.rnn", "model Wave { }");
        assertEquals(1, check());
        write("classes/demo/WaveSpec.class", "");
        write("resources/Other.rnn", "model Other { }");
        assertEquals(1, check());
        write("classes/demo/WaveSpec.class", "");
        write("java/demo/cells.rnn", "cell c {}");
        assertEquals(1, check());
        write("classes/demo/WaveSpec.class", "");
        Files.delete(project.resolve("java/demo/cells.rnn"));
        assertEquals(1, check());
        assertEquals(0, check());
    }
}
