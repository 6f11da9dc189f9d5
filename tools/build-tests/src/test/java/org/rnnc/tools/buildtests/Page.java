// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a page of the documentation shows, as a reader would paste it. */
enum Page {
    README("README.md"),
    BUILDS("docs/builds.md"),
    TRANSLATION("docs/translation.md"),
    TUTORIAL("docs/tutorial.md"),
    VECTOR("docs/vector.md");

    private final Path file;

    Page(String name) {
        file = Path.of("../..").resolve(name);
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of a language, in their order. */
    List<String> blocks(String language) {
        return Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text())
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2))
                .toList();
    }

    /** The one block of a language that has {@code text} in it. */
    String block(String language, String text) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(text)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " blocks of " + language + " in " + file + " have: " + text);
        }
        return found.get(0);
    }

    /** Code within a sentence: what the first group of {@code pattern} matches, between backticks. */
    String inline(String pattern) {
        return Pattern.compile("`(" + pattern + ")`")
                .matcher(text())
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow(() -> new IllegalStateException(file + " has no " + pattern));
    }
}
