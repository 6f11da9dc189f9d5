// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new file may take the place of, and what it takes over from it. */
class ReplacedFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("file");
    }

    private static void write(Path file) throws IOException {
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {'n', 'e', 'w'})));
    }

    private void setPermissions(String permissions) throws IOException {
        Files.writeString(file, "old");
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void permissionsStay() throws IOException {
        for (String permissions : new String[] {"rw-------", "rw-rw-r--"}) {
            setPermissions(permissions);
            write(file);
            assertEquals("new", Files.readString(file));
            assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void whatIsWriteProtectedStays() throws IOException {
        setPermissions("r--r--r--");
        assumeFalse(Files.isWritable(file), "to root nothing is protected");
        AccessDeniedException e = assertThrows(AccessDeniedException.class, () -> write(file));
        assertEquals(file + ": cannot be written: the file is write-protected", e.getMessage());
        assertEquals("old", Files.readString(file));
    }

    @Test
    void aPipeIsNotReplaced() throws Exception {
        try {
            assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0);
        } catch (IOException e) {
            assumeTrue(false, "no mkfifo");
        }
        FileSystemException e = assertThrows(FileSystemException.class, () -> write(file));
        assertEquals(
                file + ": is a device or a pipe, expected a file, which can be replaced as a whole", e.getMessage());
        assertFalse(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aNameMayBeAsLongAsNamesCanBe() throws IOException {
        for (String name : new String[] {"n".repeat(255), "\u00fc".repeat(127), "\ud83d\ude00".repeat(63)}) {
            Path longest = folder.resolve(name);
            try {
                Files.writeString(longest, "old");
            } catch (IOException e) {
                assumeTrue(false, "names are shorter here");
            }
            write(longest);
            assertEquals("new", Files.readString(longest));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }
}
