// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.front.SpecBytes;

/** Whatever lies in the place of a spec or beside one: a message or nothing, without reading or waiting for it all. */
class HostileFilesTest {
    private static final long HUGE = 3L << 30;
    private static final String GOOD = "model Net {\n  input x: vector<2>\n  output y = tanh(x)\n}\n";
    private static final String TYPE = "@RnnModel(file = \"Net.rnn\")\ninterface NetSpec {}\n";

    @TempDir
    Path root;

    /** A file of so many zeros, which take no room on the disk. */
    private Path sparse(String name, long size) throws IOException {
        Path file = root.resolve("test").resolve(name);
        Files.createDirectories(file.getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }

    private Project project() {
        return new Project(root).type("NetSpec", TYPE);
    }

    private static void assertError(String message, Project project) {
        Compilation compilation = project.compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {HUGE, 200L << 20, SpecBytes.MOST + 1})
    void aSpecThatIsTooLong(long size) throws IOException {
        sparse("Net.rnn", size);
        String much = size == SpecBytes.MOST + 1 ? "more than " + SpecBytes.MOST : String.valueOf(size);
        assertError(
                "RNN091: test/Net.rnn in the folder of NetSpec is too long: it has " + much
                        + " bytes, and at most 3145728 are read",
                project());
    }

    /** Up to there a text is read, and may have too many characters. */
    @Test
    void aTextThatIsTooLong() throws IOException {
        sparse("Net.rnn", SpecBytes.MOST);
        assertError("RNN018: this text has 3145728 characters; at most 1048576 are read", project());
    }

    @Test
    void cellsThatAreTooLong() throws IOException {
        sparse("Big.rnn", HUGE);
        assertError(
                "test/Big.rnn in the folder of NetSpec is too long",
                new Project(root)
                        .type(
                                "NetSpec",
                                "@RnnModel(text = \"input x: vector<2> output y = x\", cells = \"Big.rnn\")"
                                        + " interface NetSpec {}\n"));
    }

    /** Neighbours count only where something is missing. */
    @Test
    void neighboursThatAreTooLong() throws IOException {
        sparse("Big.rnn", HUGE);
        sparse("A.rnn", SpecBytes.MOST - 10);
        sparse("B.rnn", 11);
        Project project = project().file("test/Net.rnn", GOOD).file("test/Bytes.rnn", new byte[] {(byte) 0xff});
        assertThat(project.compile()).succeededWithoutWarnings();
        project.file("test/Net.rnn", GOOD.replace("tanh(x)", "x |> twice(2)"));
        assertError(
                "cells were not looked for in test/B.rnn (of all files beside a spec, at most 3145728 bytes are read), "
                        + "test/Big.rnn (it has 3221225472 bytes, and at most 3145728 are read), "
                        + "test/Bytes.rnn (it is not UTF-8)",
                project);
    }

    @Test
    void links() throws IOException {
        Files.createDirectories(root.resolve("test"));
        Files.createSymbolicLink(root.resolve("test/Net.rnn"), root.resolve("nothing"));
        assertError("test/Net.rnn in the folder of NetSpec (a link that leads nowhere)", project());
        Files.delete(root.resolve("test/Net.rnn"));
        Files.createSymbolicLink(root.resolve("test/Net.rnn"), root.resolve("test/Other.rnn"));
        Files.createSymbolicLink(root.resolve("test/Other.rnn"), root.resolve("test/Net.rnn"));
        assertError("test/Net.rnn in the folder of NetSpec (a link that leads nowhere)", project());
    }

    @Test
    void strangeNeighbours() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve("test"));
        Files.createSymbolicLink(folder.resolve("Gone.rnn"), root.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("Self.rnn"), folder.resolve("Self.rnn"));
        Files.createSymbolicLink(folder.resolve("Up.rnn"), folder);
        Files.createDirectories(folder.resolve("Folder.rnn"));
        if (new File("/dev/zero").exists()) {
            Files.createSymbolicLink(folder.resolve("Zero.rnn"), Path.of("/dev/zero"));
        }
        pipe(folder.resolve("Pipe.rnn"));
        assertThat(project().file("test/Net.rnn", GOOD).compile()).succeededWithoutWarnings();
    }

    private static boolean pipe(Path file) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reading a pipe would wait for a writer for ever. */
    @Test
    void aPipe() throws IOException, InterruptedException {
        assumeTrue(pipe(Files.createDirectories(root.resolve("test")).resolve("Net.rnn")));
        assertError("test/Net.rnn in the folder of NetSpec (not a file of text)", project());
    }

    @Test
    void aDevice() throws IOException {
        assumeTrue(new File("/dev/zero").exists());
        Files.createDirectories(root.resolve("test"));
        Files.createSymbolicLink(root.resolve("test/Net.rnn"), Path.of("/dev/zero"));
        assertError("test/Net.rnn in the folder of NetSpec (not a file of text)", project());
    }

    @Test
    void aFolder() throws IOException {
        Files.createDirectories(root.resolve("test/Net.rnn"));
        assertError("test/Net.rnn in the folder of NetSpec (a folder)", project());
    }

    @Test
    void whatMayNotBeRead() throws IOException {
        Project project = project().file("test/Net.rnn", GOOD);
        File file = root.resolve("test/Net.rnn").toFile();
        assumeTrue(file.setReadable(false) && !file.canRead(), "whoever may read everything cannot try this");
        assertError("test/Net.rnn cannot be read", project);
    }

    /** An entry of a jar is packed: nobody knows its length before it has been read. */
    @Test
    void anEntryOfAJar() throws IOException {
        Path jar = root.resolve("lib.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("test/Net.rnn"));
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 8; i++) {
                zip.write(spaces);
            }
        }
        assertError(
                "test/Net.rnn in CLASS_PATH is too long: it has more than 3145728 bytes",
                project().options("-cp", System.getProperty("java.class.path") + File.pathSeparator + jar));
    }

    @Test
    void aStreamWithoutEnd() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                return length;
            }
        };
        SpecBytes bytes = SpecBytes.of(endless);
        assertTrue(bytes.isTooLong());
        assertEquals("has more than 3145728 bytes, and at most 3145728 are read", bytes.excess());
    }
}
