// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/** Turns the links between files of the project into links between pages of the site. */
final class Links {
    private static final Set<String> PICTURES = Set.of("png", "svg", "jpg");

    private final Path project;
    /** Files and folders that are linked to and are no pages, by their paths below the project. */
    private final SortedSet<Path> others = new TreeSet<>();

    private final SortedSet<Path> pictures = new TreeSet<>();

    Links(Path project) {
        this.project = project;
    }

    SortedSet<Path> others() {
        return others;
    }

    SortedSet<Path> pictures() {
        return pictures;
    }

    /** Where the page of a Markdown file is. */
    static Path ofPage(Path file) {
        Path folder = file.getParent();
        String name = file.getFileName().toString();
        String html = name.equals("README.md") ? "index.html" : name.replaceAll("\\.md$", ".html");
        return folder == null ? Path.of(html) : folder.resolve(html);
    }

    /** Changes the links within {@code document}, the text of the file {@code page}. */
    void change(Node document, Path page) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(changed(link.getDestination(), page));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(changed(image.getDestination(), page));
                visitChildren(image);
            }
        });
    }

    private String changed(String destination, Path page) {
        if (destination.matches("[a-z]+:.*") || destination.startsWith("#")) {
            return destination;
        }
        int hash = destination.indexOf('#');
        String path = hash < 0 ? destination : destination.substring(0, hash);
        String anchor = hash < 0 ? "" : destination.substring(hash);
        Path file =
                project.relativize(project.resolve(page).resolveSibling(path).normalize());
        if (file.startsWith("..") || !Files.exists(project.resolve(file))) {
            throw new IllegalStateException(page + " links to " + destination + ", which is not there");
        }
        if (path.endsWith(".md")) {
            return path.replaceAll("README\\.md$", "index.html").replaceAll("\\.md$", ".html") + anchor;
        }
        if (Files.exists(project.resolve(file).resolve("README.md"))) {
            return path + "/index.html" + anchor;
        }
        if (Files.isRegularFile(project.resolve(file)) && PICTURES.contains(ending(path))) {
            pictures.add(file);
            return path;
        }
        others.add(file);
        return Files.isDirectory(project.resolve(file)) ? path + "/index.html" : path + ".html";
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
