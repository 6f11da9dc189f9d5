// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {
    private static final String WILD = "model Wild{input x:vector<2>// two\noutput y=x|>rnn(3)}";
    private static final String TAME = """
            model Wild {
              input  x: vector<2>  // two
              output y = x |> rnn(3)
            }
            """;
    private static final String WRONG = "model Wrong {\n  output y = x |>\n}\n";

    @TempDir
    private Path folder;

    @Test
    void whatDiffersIsWrittenAndNamed() throws IOException {
        Path wild = Files.writeString(folder.resolve("Wild.rnn"), WILD);
        Path tame = Files.writeString(folder.resolve("Tame.rnn"), TAME);
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(tame, old);
        assertEquals(name(wild) + "\n", Run.of("format", folder).ends(0).out());
        assertEquals(TAME, Files.readString(wild));
        assertEquals(old, Files.getLastModifiedTime(tame));
        assertEquals("", Run.of("format", folder).ends(0).out());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aCheckWritesNothing() throws IOException {
        Path wild = Files.writeString(folder.resolve("Wild.rnn"), WILD);
        assertEquals(
                name(wild) + " is not laid out\n",
                Run.of("format", "--check", folder).ends(1).out());
        assertEquals(WILD, Files.readString(wild));
        Run.of("format", folder).ends(0);
        assertEquals("", Run.of("format", "--check", folder).ends(0).out());
    }

    @Test
    void whatIsWrongIsSaidAndStaysAndStopsNothing() throws IOException {
        Path wrong = Files.writeString(folder.resolve("A.rnn"), WRONG);
        Path wild = Files.writeString(folder.resolve("Wild.rnn"), WILD);
        Run run = Run.of("format", folder, folder.resolve("none.rnn")).ends(1);
        assertTrue(run.err().contains("A.rnn:2:16: error RNN"), run.err());
        assertTrue(run.err().contains("none.rnn was not found"), run.err());
        assertEquals(WRONG, Files.readString(wrong));
        assertEquals(TAME, Files.readString(wild));
    }

    @Test
    void standardInput() {
        Run run = Run.reading(WILD, "format", "--stdin").ends(0);
        assertEquals(TAME, run.out());
        assertEquals("", run.err());
        Run wrong = Run.reading(WRONG, "format", "--stdin").ends(1);
        assertEquals("", wrong.out());
        assertTrue(wrong.err().startsWith("-:2:16: error RNN"), wrong.err());
    }

    @Test
    void wrongUsage() {
        Run.of("format").ends(2);
        Run.of("format", "--stdin", folder).ends(2);
        Run.of("format", "--stdin", "--check").ends(2);
    }

    private static String name(Path file) {
        return file.toString().replace('\\', '/');
    }
}
