// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java sources of a project. Some of Maven's compilers look at files that have changed alone, and not at what uses
 * them; but a source whose class is not there, each of them compiles.
 */
final class JavaSources {
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_$][\\w$]*");

    private final List<Path> roots;
    private final Path classes;

    JavaSources(List<Path> roots, Path classes) {
        this.roots = roots;
        this.classes = classes;
    }

    /**
     * Deletes the classes of all sources that have one of {@code words} in them.
     *
     * @return how many
     */
    int deleteClassesOf(Set<String> words) throws IOException {
        int deleted = 0;
        for (Path root : roots) {
            if (Files.isDirectory(root) && !words.isEmpty()) {
                deleted += deleteClassesOf(words, root);
            }
        }
        return deleted;
    }

    private int deleteClassesOf(Set<String> words, Path root) throws IOException {
        int deleted = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                if (hasOneOf(words, file)) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    deleted += SourceTree.deleteClasses(classes, path);
                }
            }
        }
        return deleted;
    }

    private static boolean hasOneOf(Set<String> words, Path file) throws IOException {
        Matcher word = WORD.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (word.find()) {
            if (words.contains(word.group())) {
                return true;
            }
        }
        return false;
    }
}
