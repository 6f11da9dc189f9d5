// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was generated of what, kept from one build to the next: a file of lines, each a kind, a key and a name. */
final class Receipt {
    private static final String MAKER = "maker";
    private static final String SPEC = "spec";
    private static final String SOURCE = "source";
    private static final String ANY_KEY = "-";

    private final String maker;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /**
     * Of one spec.
     *
     * @param key {@link SpecTree#key} of it
     * @param sources by path, the digest of each
     */
    record Entry(String key, SortedMap<String, String> sources) {
        /** One that fits no spec, so that it is compiled again. */
        Entry outdated() {
            return new Entry(ANY_KEY, sources);
        }
    }

    /** @param maker all that the sources depend on besides specs: the compiler and its options */
    Receipt(String maker) {
        this.maker = maker;
    }

    /** An empty one where there is no such file; what cannot be read in one is as if it were not there. */
    static Receipt read(Path file) throws IOException {
        Receipt receipt = new Receipt("");
        SortedMap<String, String> sources = new TreeMap<>();
        for (String line : Files.isRegularFile(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].equals(MAKER)) {
                receipt = new Receipt(words[2]);
            } else if (words.length == 3 && words[0].equals(SPEC)) {
                sources = new TreeMap<>();
                receipt.put(words[2], new Entry(words[1], sources));
            } else if (words.length == 3 && words[0].equals(SOURCE)) {
                sources.put(words[2], words[1]);
            }
        }
        return receipt;
    }

    /** Writes it, unless the same is there already. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(MAKER + " " + ANY_KEY + " " + maker));
        entries.forEach((spec, entry) -> {
            lines.add(SPEC + " " + entry.key() + " " + spec);
            entry.sources().forEach((source, digest) -> lines.add(SOURCE + " " + digest + " " + source));
        });
        if (!Files.isRegularFile(file) || !Files.readAllLines(file).equals(lines)) {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        }
    }

    boolean isBy(String other) {
        return maker.equals(other);
    }

    Optional<Entry> entry(String spec) {
        return Optional.ofNullable(entries.get(spec));
    }

    void put(String spec, Entry entry) {
        entries.put(spec, entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Every source, and the spec it was made of. */
    SortedMap<String, String> owners() {
        SortedMap<String, String> owners = new TreeMap<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            entry.getValue().sources().keySet().forEach(source -> owners.put(source, entry.getKey()));
        }
        return owners;
    }
}
