// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("last.checkpoint");
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatKilledRunsLeftBehindIsRemoved() throws IOException {
        for (String left : List.of(
                ".last.checkpoint.1a2b3c.tmp",
                ".last.checkpoint.ffffffffffffffff.tmp",
                ".last.checkpoint.mine.tmp",
                ".best.checkpoint.1a2b3c.tmp",
                "last.checkpoint.1a2b3c.tmp")) {
            Files.writeString(folder.resolve(left), "half");
        }
        write(file, "new");
        assertEquals(
                List.of(
                        ".best.checkpoint.1a2b3c.tmp",
                        ".last.checkpoint.mine.tmp",
                        "last.checkpoint",
                        "last.checkpoint.1a2b3c.tmp"),
                names(),
                "files of others stay");
    }

    @Test
    void whatIsBeingWrittenStays() throws IOException {
        AtomicFile.write(file, channel -> {
            channel.write(ByteBuffer.wrap(new byte[] {'a'}));
            write(file, "inner");
            assertEquals("inner", Files.readString(file));
            channel.write(ByteBuffer.wrap(new byte[] {'b'}));
        });
        assertEquals("ab", Files.readString(file));
        assertEquals(List.of("last.checkpoint"), names());
    }

    /** Writes half a file and waits to be killed. */
    static final class Half {
        public static void main(String[] arguments) throws IOException {
            AtomicFile.write(Path.of(arguments[0]), channel -> {
                channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                System.out.println("half");
                System.in.read();
            });
        }
    }

    @Test
    void anotherProcessKeepsItsFileUntilItIsKilled() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, "target/classes", "target/test-classes"),
                        Half.class.getName(),
                        file.toString())
                .start();
        try {
            assertEquals("half", new String(process.getInputStream().readNBytes(4), StandardCharsets.UTF_8));
            write(file, "first");
            assertEquals(2, names().size(), "it is still being written");
        } finally {
            process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
        assertEquals(2, names().size(), "a killed process removes nothing");
        write(file, "second");
        assertEquals(List.of("last.checkpoint"), names());
    }

    @Test
    void linksStayLinks() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(file, Path.of("real/target"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), file);
        write(second, "made");
        assertTrue(Files.isSymbolicLink(file) && Files.isSymbolicLink(second));
        assertEquals("made", Files.readString(real.resolve("target")), "where nothing stood yet");
        write(second, "again");
        assertEquals("again", Files.readString(real.resolve("target")));
        assertTrue(Files.isSymbolicLink(file) && Files.isSymbolicLink(second));
        try (Stream<Path> files = Files.list(real)) {
            assertEquals(List.of(real.resolve("target")), files.toList());
        }
        Path folderLink = Files.createSymbolicLink(folder.resolve("folderLink"), real);
        write(folderLink.resolve("other"), "there");
        assertEquals("there", Files.readString(real.resolve("other")));
    }

    @Test
    void messagesNameWhatWasGiven() throws IOException {
        List<String> messages = new ArrayList<>();
        Path nowhere = folder.resolve("no").resolve("file");
        messages.add(assertThrows(NoSuchFileException.class, () -> write(nowhere, ""))
                .getMessage());
        messages.add(
                assertThrows(FileSystemException.class, () -> write(folder, "")).getMessage());
        Files.writeString(file, "text");
        Path below = file.resolve("file");
        messages.add(
                assertThrows(NoSuchFileException.class, () -> write(below, "")).getMessage());
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        messages.add(
                assertThrows(FileSystemException.class, () -> write(loop, "")).getMessage());
        Path dangling = folder.resolve("dangling");
        Files.createSymbolicLink(dangling, nowhere);
        messages.add(assertThrows(NoSuchFileException.class, () -> write(dangling, ""))
                .getMessage());
        messages.add(assertThrows(
                        FileSystemException.class,
                        () -> AtomicFile.write(file, channel -> {
                            throw new IOException("No space left on device");
                        }))
                .getMessage());
        assertEquals(
                List.of(
                        nowhere + ": cannot be written: the folder " + folder.resolve("no") + " does not exist",
                        folder + ": is a folder, expected a file",
                        below + ": cannot be written: the folder " + file + " is no folder",
                        loop + ": is a link that leads back to itself",
                        dangling + ": cannot be written: the folder " + folder.resolve("no") + " does not exist",
                        file + ": cannot be written: No space left on device"),
                messages);
        assertFalse(names().stream().anyMatch(name -> name.endsWith(".tmp")));
        assertEquals("text", Files.readString(file));
    }

    @Test
    void aFolderIsNoFileToReadEither() {
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> Safetensors.read(folder));
        assertEquals(folder + ": is a folder, expected a file", e.getMessage());
    }
}
