// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the README shows, as a reader would paste it. */
final class Readme {
    private static final Path FILE = Path.of("../../README.md");

    private Readme() {}

    /** The blocks of a language, in their order. */
    static List<String> blocks(String language) {
        try {
            return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                    .matcher(Files.readString(FILE))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one block of a language that has {@code text} in it. */
    static String block(String language, String text) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(text)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " blocks of " + language + " have: " + text);
        }
        return found.get(0);
    }

    /** Code within a sentence: what the first group of {@code pattern} matches, between backticks. */
    static String inline(String pattern) {
        try {
            return Pattern.compile("`(" + pattern + ")`")
                    .matcher(Files.readString(FILE))
                    .results()
                    .findFirst()
                    .map((MatchResult found) -> found.group(1))
                    .orElseThrow(() -> new IllegalStateException("the README has no " + pattern));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
