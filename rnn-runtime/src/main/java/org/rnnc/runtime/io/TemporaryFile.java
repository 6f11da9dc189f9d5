// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A new file beside another, {@code .name.number.tmp}, to be moved to its place when it is complete. While it is written it is
 * locked; a lock ends with its process, however that ends, so that one which is not locked was left by a run that was
 * killed. Those of the same file are removed when the next one is made.
 */
final class TemporaryFile implements Closeable {
    private static final AtomicLong COUNTER = new AtomicLong(System.nanoTime());

    /**
     * The files of this process. Locks do not tell of them: to open and close a locked file once more gives up the lock on
     * many systems.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    /** A byte far behind any contents, since some systems keep others from what is locked. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private static final int LONGEST_NAME = 200;

    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static TemporaryFile beside(Path target) throws IOException {
        removeLeftBehind(target);
        while (true) {
            // Not Files.createTempFile: its files are for the owner alone, and the result would be, too.
            String number = Long.toHexString(COUNTER.incrementAndGet());
            Path path = target.resolveSibling("." + name(target) + "." + number + ".tmp");
            OWN.add(path);
            TemporaryFile file = open(path);
            if (file != null) {
                return file;
            }
            OWN.remove(path);
        }
    }

    /** As much of a name as leaves room for the rest, where one has 255 bytes: that others begin alike does no harm. */
    private static String name(Path target) {
        String name = target.getFileName().toString();
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name;
    }

    /** Null if another process has the file: its name by chance, or the file, to remove it, before it was locked. */
    private static @Nullable TemporaryFile open(Path path) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            return null;
        } catch (IOException e) {
            OWN.remove(path);
            throw e;
        }
        if (lock(channel) && Files.exists(path)) {
            return new TemporaryFile(path, channel);
        }
        channel.close();
        Files.deleteIfExists(path);
        return null;
    }

    /** Whether nobody else has it. Where there are no locks, nobody removes files either. */
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock(LOCKED, 1, false) != null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private static void removeLeftBehind(Path target) {
        String name = Pattern.quote(name(target));
        Pattern pattern = Pattern.compile("\\." + name + "\\.[0-9a-f]{1,16}\\.tmp");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                target.getParent(),
                file -> pattern.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                if (!OWN.contains(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessLocked(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What others left behind is no reason not to write.
        }
    }

    private static void removeUnlessLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock(LOCKED, 1, false) != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // It stays, as it does where there are no locks.
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** Removes the file, unless it was moved. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }
}
