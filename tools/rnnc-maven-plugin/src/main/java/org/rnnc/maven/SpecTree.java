// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The spec files below a folder, and what each of them depends on. */
final class SpecTree {
    private static final String ENDING = ".rnn";
    /** A file without this word has no cell that others could use. */
    private static final String LENDS = "cell";

    private final SortedMap<String, Content> files = new TreeMap<>();

    private record Content(String digest, boolean lends) {}

    private SpecTree() {}

    /** Of no files where there is no such folder. */
    static SpecTree of(Path root) throws IOException {
        SpecTree tree = new SpecTree();
        if (Files.isDirectory(root)) {
            try (Stream<Path> found = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : found.filter(SpecTree::isSpec).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    boolean lends = new String(bytes, StandardCharsets.ISO_8859_1).contains(LENDS);
                    tree.files.put(name(root, file), new Content(Digest.of(bytes), lends));
                }
            }
        }
        return tree;
    }

    private static boolean isSpec(Path file) {
        return file.toString().endsWith(ENDING) && Files.isRegularFile(file);
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Their paths below the folder, with slashes. */
    SortedSet<String> names() {
        return new TreeSet<>(files.keySet());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Changes with the file {@code name}, and with the cells that stand beside it. */
    String key(String name) {
        Digest key = new Digest().add(Objects.requireNonNull(files.get(name)).digest());
        for (Map.Entry<String, Content> other : files.entrySet()) {
            if (other.getValue().lends() && folder(other.getKey()).equals(folder(name))) {
                key.add(other.getKey()).add(other.getValue().digest());
            }
        }
        return key.hex();
    }

    /** Changes with any of the files. */
    String key() {
        Digest key = new Digest();
        files.forEach((name, content) -> key.add(name).add(content.digest()));
        return key.hex();
    }

    /** The part of a path before its last slash; empty for a file of the root. */
    static String folder(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}
