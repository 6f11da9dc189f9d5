// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The spec files that arguments name: files as they are, and of folders all that end in {@code .rnn}, in the order of
 * their names, however deep. Hidden folders are left out, and what builds write.
 */
public final class SpecFiles {
    private static final String ENDING = ".rnn";

    /** By place, so that a file named twice is there once. */
    private final Map<Path, Found> found = new LinkedHashMap<>();

    private final List<String> problems = new ArrayList<>();

    private SpecFiles() {}

    /**
     * A file.
     *
     * @param name as the user would write it, with {@code /} between folders
     * @param below the folder it was found in, as it was named; the file's own one if it was named itself
     */
    public record Found(Path path, String name, Path below) {}

    /** What {@code arguments} name; whatever is wrong with one of them, the others are found. */
    public static SpecFiles of(List<Path> arguments) {
        SpecFiles files = new SpecFiles();
        arguments.forEach(files::add);
        return files;
    }

    public Collection<Found> all() {
        return found.values();
    }

    /** What could not be looked into, each a line. */
    public List<String> problems() {
        return problems;
    }

    private void add(Path argument) {
        if (Files.isDirectory(argument)) {
            addFolder(argument);
        } else {
            Path parent = argument.getParent();
            put(argument, parent == null ? Path.of("") : parent);
        }
    }

    private void put(Path file, Path below) {
        String name = file.normalize().toString().replace(File.separatorChar, '/');
        found.putIfAbsent(file.toAbsolutePath().normalize(), new Found(file, name, below));
    }

    private void addFolder(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new Walk(folder, files));
        } catch (IOException e) {
            problems.add(Failures.explain(e));
        }
        if (files.isEmpty()) {
            problems.add("there is no " + ENDING + " file in " + folder);
        }
        files.stream().sorted().forEach(file -> put(file, folder));
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> files;

        Walk(Path root, List<Path> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean out = !folder.equals(root) && (isHidden(folder) || isWritten(folder));
            return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ENDING)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            problems.add(Failures.explain(e));
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isHidden(Path folder) {
        return folder.getFileName().toString().startsWith(".");
    }

    /** What Maven and Gradle write into: there are copies of specs. */
    private static boolean isWritten(Path folder) {
        String name = folder.getFileName().toString();
        Stream<String> builds = name.equals("target")
                ? Stream.of("pom.xml")
                : name.equals("build") ? Stream.of("build.gradle", "build.gradle.kts") : Stream.empty();
        return builds.anyMatch(build -> Files.exists(folder.resolveSibling(build)));
    }
}
