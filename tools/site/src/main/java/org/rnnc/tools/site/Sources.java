// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The pages of the project: every Markdown file but those of builds. */
final class Sources {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "out", "test");

    private Sources() {}

    /** By their paths below the project. */
    static SortedSet<Path> pages(Path project) throws IOException {
        SortedSet<Path> pages = new TreeSet<>();
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = NOT_OURS.contains(name) || name.startsWith(".") && !folder.equals(project);
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(project.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }
}
