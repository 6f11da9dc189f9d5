// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.random.RandomSource;

class SourceFilesTest {
    @TempDir
    private Path folder;

    @Test
    void readsOneFileAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("poem.txt"), "Tyger, tyger,\r\n// burning bright\n");
        assertEquals("Tyger, tyger,\n// burning bright\n", SourceFiles.read(file, RandomSource.of(1)));
    }

    @Test
    void readsTheJavaFilesOfAFolderWithoutTheirComments() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("p/q"));
        Files.writeString(inner.resolve("A.java"), "/* A licence. */\npackage p.q;\n");
        Files.writeString(inner.resolve("notes.txt"), "not Java");
        assertEquals("package p.q;\n\n", SourceFiles.read(folder, RandomSource.of(1)));
    }

    @Test
    void theOrderOfFilesFollowsFromTheSeed() throws IOException {
        for (char name = 'A'; name <= 'Z'; name++) {
            Files.writeString(folder.resolve(name + ".java"), "class " + name + " {}\n");
        }
        String text = SourceFiles.read(folder, RandomSource.of(1));
        assertEquals(text, SourceFiles.read(folder, RandomSource.of(1)));
        assertEquals(
                26,
                text.lines()
                        .filter(line -> line.startsWith("class "))
                        .distinct()
                        .count());
    }
}
