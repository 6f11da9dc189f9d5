// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The whole site: a page for each Markdown file, one for each file or folder that a page links to, and the Javadoc. */
final class Site {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private final Path project;
    private final Path output;
    private final Path javadoc;
    private final Path training;
    private final Links links;
    private final Highlighter highlighter;
    private final Template template;
    private int written;

    /**
     * @param javadoc the jar of the runtime's
     * @param training that of rnnc-training; without both, nothing links to Javadoc
     */
    Site(Path project, Path output, Path javadoc, Path training) throws IOException {
        this.project = project;
        this.output = output;
        this.javadoc = javadoc;
        this.training = training;
        this.links = new Links(project);
        this.highlighter = Highlighter.of(project.resolve("tools/editors/vscode/syntaxes/rnn.tmLanguage.json"));
        this.template = Template.load(hasJavadoc());
    }

    /** @return how many pages were written */
    int write() throws IOException {
        SortedSet<Path> pages = Sources.pages(project);
        Parser parser = Parser.builder().extensions(EXTENSIONS).build();
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .nodeRendererFactory(context -> new CodeBlocks(context, highlighter))
                .build();
        for (Path page : pages) {
            Node document = parser.parse(Files.readString(project.resolve(page)));
            links.change(document, page);
            save(Links.ofPage(page), title(document, page), renderer.render(document));
        }
        for (Path other : links.others()) {
            writeOther(other);
        }
        for (Path picture : links.pictures()) {
            Path file = output.resolve(picture);
            Files.createDirectories(file.getParent());
            Files.copy(project.resolve(picture), file, StandardCopyOption.REPLACE_EXISTING);
        }
        Template.copyStyle(output);
        if (hasJavadoc()) {
            unpack(javadoc, output.resolve(Template.API));
            unpack(training, output.resolve(Template.TRAINING));
        }
        return written;
    }

    private static String title(Node document, Path page) {
        Node first = document.getFirstChild();
        return first == null || first.getFirstChild() == null ? page.toString() : new PlainText().of(first);
    }

    /** A file as it stands; of a folder, what is in it. */
    private void writeOther(Path other) throws IOException {
        Path file = project.resolve(other);
        if (Files.isDirectory(file)) {
            save(other.resolve("index.html"), other.toString(), listing(file));
            return;
        }
        String text = Files.readString(file);
        String code = other.toString().endsWith(".rnn") ? highlighter.html(text) : Highlighter.escape(text);
        String body = "<h1>" + Highlighter.escape(other.getFileName().toString()) + "</h1>\n<pre><code>" + code
                + "</code></pre>\n";
        save(other.resolveSibling(other.getFileName() + ".html"), other.toString(), body);
    }

    private String listing(Path folder) throws IOException {
        StringBuilder list = new StringBuilder(
                "<h1>" + Highlighter.escape(folder.getFileName().toString()) + "</h1>\n<ul>\n");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = Highlighter.escape(file.getFileName().toString());
                boolean page = Files.exists(file.resolve("README.md"));
                list.append("<li>")
                        .append(page ? "<a href=\"" + name + "/index.html\">" + name + "</a>" : name)
                        .append("</li>\n");
            }
        }
        return list.append("</ul>\n").toString();
    }

    private void save(Path page, String title, String body) throws IOException {
        Path file = output.resolve(page);
        Files.createDirectories(file.getParent());
        Files.writeString(file, template.page(page, title, body), StandardCharsets.UTF_8);
        written++;
    }

    private boolean hasJavadoc() {
        return Files.isRegularFile(javadoc) && Files.isRegularFile(training);
    }

    private static void unpack(Path javadoc, Path folder) throws IOException {
        try (JarFile jar = new JarFile(javadoc.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                Path file = folder.resolve(entry.getName()).normalize();
                if (!entry.isDirectory()
                        && file.startsWith(folder)
                        && !entry.getName().startsWith("META-INF/")) {
                    Files.createDirectories(file.getParent());
                    try (InputStream bytes = jar.getInputStream(entry)) {
                        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
