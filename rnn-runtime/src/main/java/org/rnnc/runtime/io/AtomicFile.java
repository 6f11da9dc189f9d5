// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that a reader, or a crash, sees the old one or the new one and nothing between. */
final class AtomicFile {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /** Writes the contents, in order; what was written may be overwritten at its place. */
    @FunctionalInterface
    interface Contents {
        void writeTo(FileChannel channel) throws IOException;
    }

    static void write(Path file, Contents contents) throws IOException {
        Path target = target(file);
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            contents.writeTo(temporary.channel());
            temporary.channel().force(true);
            keepPermissions(target, temporary.path());
            move(temporary.path(), target);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    /** Who asked for the file knows nothing of a temporary one: the message is about theirs. */
    private static IOException named(Path file, IOException e) {
        String reason = e instanceof FileSystemException ofFile ? ofFile.getReason() : e.getMessage();
        String text = reason == null ? e.getClass().getSimpleName() : reason;
        FileSystemException named = new FileSystemException(file.toString(), null, "cannot be written: " + text);
        named.initCause(e);
        return named;
    }

    /** What is to be written. A link is followed, so that it stays one, also where nothing stands yet at its end. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "is a link that leads back to itself");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "is a folder, expected a file");
        }
        if (Files.exists(target)) {
            checkReplaceable(file, target);
        }
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? " is no folder" : " does not exist";
            throw new NoSuchFileException(file.toString(), null, "cannot be written: the folder " + folder + what);
        }
        return folder.toRealPath().resolve(target.getFileName());
    }

    /** What stands in the place of the new file must be one that may be overwritten: a device would be gone, and be a file. */
    private static void checkReplaceable(Path file, Path target) throws IOException {
        if (!Files.isRegularFile(target)) {
            throw new FileSystemException(
                    file.toString(), null, "is a device or a pipe, expected a file, which can be replaced as a whole");
        }
        if (!Files.isWritable(target)) {
            throw new AccessDeniedException(file.toString(), null, "cannot be written: the file is write-protected");
        }
    }

    /** The new file is for the same people as the one it replaces. */
    private static void keepPermissions(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Where there are none, a new file has what its folder gives it.
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
