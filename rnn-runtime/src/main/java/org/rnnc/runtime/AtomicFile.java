// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a file so that a reader, or a crash, sees the old one or the new one and nothing between. */
final class AtomicFile {
    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());

    private AtomicFile() {}

    /** Writes the contents. */
    @FunctionalInterface
    interface Contents {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    static void write(Path file, Contents contents) throws IOException {
        // A link is followed, so that it stays one.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        // Not Files.createTempFile: its files are for the owner alone, and the result would be, too.
        String suffix = Long.toHexString(COUNTER.incrementAndGet());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + suffix + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                contents.writeTo(channel);
                channel.force(true);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
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
