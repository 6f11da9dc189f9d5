// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;

/**
 * Brings the sources of a folder of specs up to date. A spec is compiled again if it has changed, or a file beside it that
 * has cells, or the compiler, or what was made of it; nothing else is touched.
 */
final class Generation {
    private final Folders folders;
    private final Settings settings;
    private final SourceTree sources;
    private final Receipt before;
    private final Receipt after;
    private final SpecTree specs;
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private int compiled;

    /**
     * Where everything is.
     *
     * @param specs the root of the spec files
     * @param sources the root of what is generated
     * @param classes what Maven's compiler makes of it
     * @param receipt the file that is kept from one build to the next
     */
    record Folders(Path specs, Path sources, Path classes, Path receipt) {}

    /**
     * How sources are written.
     *
     * @param compiler names it, with its version
     * @param vectors whether kernels are wanted in the Vector API too
     */
    record Settings(String compiler, boolean vectors, Charset encoding) {
        private String maker() {
            return compiler + (vectors ? " vector" : "") + " " + encoding;
        }
    }

    /**
     * What was done.
     *
     * @param specs all there are
     * @param compiled how many of them were compiled
     * @param deleted how many sources of earlier builds were taken away
     * @param sources those that were written or deleted, by path
     * @param findings errors and warnings, each once
     */
    record Outcome(
            SortedSet<String> specs, int compiled, int deleted, SortedSet<String> sources, List<Diagnostic> findings) {
        boolean hasErrors() {
            return findings.stream().anyMatch(SpecSources::isError);
        }

        boolean changed() {
            return compiled + deleted > 0;
        }

        /** The names of the classes that are others now, or gone. */
        Set<String> classes() {
            return sources.stream()
                    .map(path -> path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')))
                    .collect(Collectors.toSet());
        }
    }

    private Generation(Folders folders, Settings settings) throws IOException {
        this.folders = folders;
        this.settings = settings;
        this.sources = new SourceTree(folders.sources(), folders.classes(), settings.encoding());
        this.before = Receipt.read(folders.receipt());
        this.after = new Receipt(settings.maker());
        this.specs = SpecTree.of(folders.specs());
    }

    static Outcome run(Folders folders, Settings settings) throws IOException {
        return new Generation(folders, settings).run();
    }

    private Outcome run() throws IOException {
        Map<String, SpecSources> results = new LinkedHashMap<>();
        for (String spec : specs.names()) {
            Optional<Receipt.Entry> old = before.entry(spec);
            if (old.isPresent() && isUpToDate(spec, old.get())) {
                after.put(spec, old.get());
            } else {
                compiled++;
                results.put(spec, SpecSources.of(folders.specs(), spec, settings.vectors()));
            }
        }
        results.values().forEach(result -> result.findings().forEach(this::say));
        Set<String> failed = failed(results);
        // Before anything is written: where case does not matter, an old name may be that of a new file.
        int deleted = deleteOthers(results, failed);
        for (Map.Entry<String, SpecSources> result : results.entrySet()) {
            if (!failed.contains(result.getKey())) {
                after.put(result.getKey(), write(result.getKey(), result.getValue()));
            }
        }
        if (!before.isEmpty() || !specs.isEmpty()) {
            after.write(folders.receipt());
        }
        return new Outcome(specs.names(), compiled, deleted, sources.changed(), findings);
    }

    private boolean isUpToDate(String spec, Receipt.Entry old) throws IOException {
        return before.isBy(settings.maker()) && old.key().equals(specs.key(spec)) && sources.has(old.sources());
    }

    private Receipt.Entry write(String spec, SpecSources result) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, String> source : result.texts().entrySet()) {
            digests.put(source.getKey(), sources.write(source.getKey(), source.getValue()));
        }
        return new Receipt.Entry(specs.key(spec), digests);
    }

    /** The specs that give nothing now. What they gave stays known, so that it goes when they do. */
    private Set<String> failed(Map<String, SpecSources> results) {
        Set<String> failed = clashing(results);
        results.forEach((spec, result) -> {
            if (result.hasErrors()) {
                failed.add(spec);
            }
        });
        failed.forEach(spec -> before.entry(spec).ifPresent(old -> after.put(spec, old.outdated())));
        return failed;
    }

    /** The specs that want a class of another spec, by the rules of file systems that ignore case. */
    private Set<String> clashing(Map<String, SpecSources> results) {
        Map<String, String> owners = new HashMap<>();
        after.owners().forEach((source, spec) -> owners.put(source.toLowerCase(Locale.ROOT), spec));
        Set<String> clashing = new HashSet<>();
        results.forEach((spec, result) -> result.texts().keySet().forEach(source -> {
            String other = owners.putIfAbsent(source.toLowerCase(Locale.ROOT), spec);
            if (other != null && !other.equals(spec) && clashing.add(spec)) {
                say(clash(spec, source, other));
            }
        }));
        return clashing;
    }

    private static Diagnostic clash(String spec, String source, String other) {
        return new Diagnostic(
                Code.DEFINED_TWICE.id(),
                Severity.ERROR,
                new SourceSpan(new SourceText(spec, ""), 0, 0),
                source + " is made of " + other + " already",
                "give one of the models another name");
    }

    private void say(Diagnostic found) {
        if (said.add(found.format())) {
            findings.add(found);
        }
    }

    private int deleteOthers(Map<String, SpecSources> results, Set<String> failed) throws IOException {
        Set<String> kept = new HashSet<>(after.owners().keySet());
        results.forEach((spec, result) -> {
            if (!failed.contains(spec)) {
                kept.addAll(result.texts().keySet());
            }
        });
        int deleted = 0;
        for (String source : before.owners().keySet()) {
            if (!kept.contains(source)) {
                sources.delete(source);
                deleted++;
            }
        }
        return deleted;
    }
}
