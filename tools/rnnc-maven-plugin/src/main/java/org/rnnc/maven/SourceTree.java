// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The folder of generated sources, and what was compiled of them. */
final class SourceTree {
    private static final String JAVA = ".java";

    private final Path root;
    private final Path classes;
    private final Charset encoding;
    private final SortedSet<String> changed = new TreeSet<>();

    /** @param classes where Maven's compiler puts the classes of this folder */
    SourceTree(Path root, Path classes, Charset encoding) {
        this.root = root;
        this.classes = classes;
        this.encoding = encoding;
    }

    /** Whether all sources are there as they were written. */
    boolean has(Map<String, String> digests) throws IOException {
        for (Map.Entry<String, String> source : digests.entrySet()) {
            Path file = root.resolve(source.getKey());
            if (!Files.isRegularFile(file)
                    || !Digest.of(Files.readAllBytes(file)).equals(source.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Those that were written or deleted. */
    SortedSet<String> changed() {
        return changed;
    }

    /**
     * Writes a source unless the same is there: Maven's compiler goes by the times of files.
     *
     * @return its digest
     */
    String write(String path, String text) throws IOException {
        byte[] bytes = text.getBytes(encoding);
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            changed.add(path);
        }
        return Digest.of(bytes);
    }

    /** Takes a source away, with its classes: where no source is left, Maven's compiler does not look at them. */
    void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
        changed.add(path);
        removeEmpty(root.resolve(path).getParent(), root);
        deleteClasses(classes, path);
    }

    /** Deletes the classes of the source {@code path} with those nested in them. */
    static int deleteClasses(Path classes, String path) throws IOException {
        Path folder = classes.resolve(path).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return 0;
        }
        String name = path.substring(path.lastIndexOf('/') + 1, path.length() - JAVA.length());
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "*.class")) {
            for (Path file : files) {
                String rest = file.getFileName().toString().substring(name.length());
                if (rest.equals(".class") || rest.startsWith("$")) {
                    Files.delete(file);
                    deleted++;
                }
            }
        }
        removeEmpty(folder, classes);
        return deleted;
    }

    private static void removeEmpty(@Nullable Path folder, Path root) throws IOException {
        @Nullable Path empty = folder;
        try {
            while (empty != null && !empty.equals(root) && Files.isDirectory(empty)) {
                Files.delete(empty);
                empty = empty.getParent();
            }
        } catch (DirectoryNotEmptyException e) {
            // Something else is in it.
            return;
        }
    }
}
