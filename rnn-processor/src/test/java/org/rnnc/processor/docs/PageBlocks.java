// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fenced blocks of a page of the documentation. */
final class PageBlocks {
    static final String README = "../README.md";

    private static final Path DOCS = Path.of("../docs");

    /**
     * A block.
     *
     * @param info what follows the opening fence, such as {@code rnn error RNN036}
     * @param line of its first line of text in the page
     */
    record Block(String page, String info, int line, String text) {
        boolean is(String itsPage, String itsLanguage) {
            return page.equals(itsPage) && language().equals(itsLanguage);
        }

        String language() {
            return info.split(" ")[0];
        }

        /** The word after {@code key} in the info, or empty. */
        String option(String key) {
            String[] words = info.split(" ");
            for (int i = 1; i + 1 < words.length; i++) {
                if (words[i].equals(key)) {
                    return words[i + 1];
                }
            }
            return "";
        }

        @Override
        public String toString() {
            return page + ":" + line + " " + info;
        }
    }

    private PageBlocks() {}

    static Path page(String name) {
        return DOCS.resolve(name);
    }

    /** The blocks of all pages: the README, the documentation, the READMEs of samples and of the command. */
    static List<Block> all() throws IOException {
        List<Block> blocks = new ArrayList<>(of(README));
        for (Path root : List.of(DOCS, DOCS.resolve("../samples"), DOCS.resolve("../tools/rnnc"))) {
            try (Stream<Path> files = Files.walk(root)) {
                List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file ->
                                !List.of(file.toString().split("[/\\\\]")).contains("target"))
                        .sorted()
                        .toList();
                for (Path file : pages) {
                    blocks.addAll(of(DOCS.relativize(file).toString().replace('\\', '/')));
                }
            }
        }
        return blocks;
    }

    static List<Block> all(Predicate<Block> claimed) throws IOException {
        return all().stream().filter(claimed).toList();
    }

    static List<Block> of(String page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        String info = null;
        int first = 0;
        StringBuilder text = new StringBuilder();
        List<String> lines = Files.readAllLines(page(page));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("```")) {
                text.append(line).append('\n');
            } else if (info == null) {
                info = line.substring(3).strip();
                first = i + 2;
                text.setLength(0);
            } else {
                blocks.add(new Block(page, info, first, text.toString()));
                info = null;
            }
        }
        return blocks;
    }
}
