// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this project, made anew: no link leads nowhere. */
class SiteTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]*)\"");

    @TempDir
    static Path output;

    private static int pages;

    @BeforeAll
    static void write() throws IOException {
        Path javadoc = output.resolve("javadoc.jar");
        try (OutputStream file = Files.newOutputStream(javadoc);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new ZipEntry("index.html"));
            jar.write("<html></html>".getBytes(StandardCharsets.UTF_8));
        }
        pages = new Site(PROJECT, output.resolve("site"), javadoc, javadoc).write();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(output.resolve("site"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static List<String> links(Path file) throws IOException {
        return LINK.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    private Set<String> anchors(Path file) throws IOException {
        if (!anchors.containsKey(file)) {
            anchors.put(
                    file,
                    ANCHOR.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet()));
        }
        return anchors.get(file);
    }

    @Test
    void allLinksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int looked = 0;
        for (Path file : files()) {
            for (String link : links(file)) {
                if (!link.matches("[a-z]+:.*")) {
                    looked++;
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty()
                            ? file
                            : file.resolveSibling(URLDecoder.decode(parts[0], StandardCharsets.UTF_8))
                                    .normalize();
                    boolean there = Files.isRegularFile(target)
                            && (parts.length == 1 || anchors(target).contains(parts[1]));
                    if (!there) {
                        broken.add(output.relativize(file) + ": " + link);
                    }
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(looked > 500, looked + " links");
    }

    /** Every page of the project is a page, and can be reached from the first one. */
    @Test
    void allPagesAreReached() throws IOException {
        TreeSet<Path> reached = new TreeSet<>();
        List<Path> open = new ArrayList<>(List.of(output.resolve("site/index.html")));
        while (!open.isEmpty()) {
            Path file = open.remove(open.size() - 1);
            if (reached.add(file)) {
                for (String link : links(file)) {
                    Path target =
                            file.resolveSibling(link.replaceAll("#.*", "")).normalize();
                    if (!link.matches("[a-z]+:.*|#.*") && link.contains(".html")) {
                        open.add(target);
                    }
                }
            }
        }
        List<String> missed = Sources.pages(PROJECT).stream()
                .map(page -> output.resolve("site").resolve(Links.ofPage(page)))
                .filter(page -> !reached.contains(page))
                .map(Path::toString)
                // GitHub shows them by itself; what stands in the folder of an extension belongs to that.
                .filter(page -> !page.matches(".*/(CONTRIBUTING|SECURITY)\\.html|.*/vscode/index\\.html"))
                .toList();
        assertEquals(List.of(), missed);
        assertEquals(files().size() - 2, pages);
    }

    @Test
    void specsHaveColours() throws IOException {
        String page = Files.readString(output.resolve("site/index.html"));
        assertTrue(
                page.contains(
                        "<span class=\"keyword-other\">optimizer</span> <span class=\"entity-name\">adagrad</span>"
                                + "(<span class=\"variable-other\">rate</span> <span class=\"keyword-operator\">=</span>"),
                page);
        assertTrue(page.contains("<span class=\"comment-block\">/** Predicts the next character of a text. */</span>"));
        assertTrue(page.contains("<table>"), page);
        assertTrue(page.contains("<title>rnnc</title>"), page);
    }

    @Test
    void aBrokenLinkIsAMistake() throws IOException {
        Path project = output.resolve("project");
        Path grammar = Path.of("tools/editors/vscode/syntaxes/rnn.tmLanguage.json");
        Files.createDirectories(project.resolve(grammar).getParent());
        Files.copy(PROJECT.resolve(grammar), project.resolve(grammar));
        Files.writeString(project.resolve("README.md"), "# A\n\n[b](docs/gone.md)\n");
        Site site = new Site(project, output.resolve("other"), output.resolve("none.jar"), output.resolve("none.jar"));
        IllegalStateException told = assertThrows(IllegalStateException.class, site::write);
        assertEquals("README.md links to docs/gone.md, which is not there", told.getMessage());
    }
}
