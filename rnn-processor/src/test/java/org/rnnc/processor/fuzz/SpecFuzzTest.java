// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.support.EmittedModel;

/**
 * Specs spoiled by chance: each is compiled or gets a diagnostic, within a second, and what is compiled compiles under
 * javac without a warning. {@code -Dfuzz.specs=100000} tries that many, {@code -Dfuzz.seed} others.
 */
class SpecFuzzTest {
    private static final int SPECS = Integer.getInteger("fuzz.specs", 1_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(1);
    /** A model that no class file holds: it may take seconds, which CompileTimeTest looks at. */
    private static final String TOO_LARGE = "RNN057-class-file";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final JavacBatch javac = new JavacBatch();
    private final Set<String> seen = new HashSet<>();
    private int accepted;
    private long longest;

    /** The examples of the reference, the fixtures of mistakes and the library, each with a model. */
    private static List<String> bases() throws IOException {
        List<String> bases = new ArrayList<>();
        String page = Files.readString(Path.of("../docs/language.md"));
        for (String part : page.split("\n```rnn[^\n]*\n")) {
            int end = part.indexOf("\n```");
            if (!part.startsWith("#")) {
                bases.add(part.substring(0, end + 1));
            }
        }
        addFiles(bases, Path.of("src/test/resources/diagnostics"));
        addFiles(bases, Path.of("src/test/resources/fuzz"));
        addFiles(bases, Path.of("../rnn-dsl/src/main/resources/org/rnnc/dsl/library"));
        return bases;
    }

    private static void addFiles(List<String> bases, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".rnn")).sorted().toList()) {
                if (file.toString().contains(TOO_LARGE)) {
                    continue;
                }
                // What is right already is more likely to become something that is accepted.
                int times = file.toString().contains("input") ? 1 : 4;
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                bases.addAll(Collections.nCopies(times, text + user(text)));
            }
        }
    }

    /** A model that applies the first cell of {@code text}, if it has no model. */
    private static String user(String text) {
        Matcher cell = Pattern.compile("cell (\\w+)(?:\\(([^)]*)\\))?").matcher(text);
        if (text.contains("model ") || !cell.find()) {
            return "";
        }
        String parameters = cell.group(2) == null ? "" : cell.group(2);
        String sizes = Stream.of(parameters.split(","))
                .filter(parameter -> !parameter.isBlank() && !parameter.contains("="))
                .map(parameter -> "4")
                .collect(Collectors.joining(", "));
        String input = text.contains(": token<") ? "token<5>" : "vector<4>";
        return "\nmodel Uses { input x: " + input + " output y = x |> " + cell.group(1) + "(" + sizes
                + ") |> dense(2) loss mse(y) train { window 6 batch 2 } }\n";
    }

    @Test
    void everySpecEndsWell() throws IOException {
        SpecMutations mutations = new SpecMutations(bases(), SEED);
        // Loads classes, so that the first spec is not the slowest.
        compile("Warm", "model Warm { input x: vector<3> output y = x |> lstm(4) loss mse(y) }");
        longest = 0;
        for (int i = 0; i < SPECS; i++) {
            String text = mutations.next();
            long before = THREADS.getCurrentThreadCpuTime();
            Map<String, String> sources = compile("p" + i, text);
            long time = THREADS.getCurrentThreadCpuTime() - before;
            longest = Math.max(longest, time);
            assertTrue(time < LIMIT, () -> "takes " + time / 1_000_000 + " ms:\n" + text);
            if (!sources.isEmpty()) {
                accepted++;
                if (seen.add(String.join("", sources.values()).replaceAll("\\bp" + i + "\\b", ""))) {
                    javac.add("p" + i, text, sources);
                }
            }
        }
        javac.compile();
        if (System.getProperty("fuzz.specs") != null) {
            System.out.println(SPECS + " specs, " + accepted + " accepted, " + seen.size() + " different; "
                    + javac.compiled() + " classes compiled; the slowest took " + longest / 1_000_000 + " ms");
        }
        assertTrue(accepted > SPECS / 50, accepted + " accepted");
    }

    /** The generated sources by class name; empty where there are errors. */
    private static Map<String, String> compile(String packageName, String text) {
        Diagnostics diagnostics = new Diagnostics();
        Map<String, String> sources = new TreeMap<>();
        try {
            SpecFile file = SpecReader.read(new SourceText("Fuzz.rnn", text), diagnostics);
            SpecCompiler.signatures(file);
            List<ModelSpec> models =
                    diagnostics.hasErrors() ? List.of() : SpecCompiler.compile(file, List.of(), diagnostics);
            if (!diagnostics.hasErrors()) {
                models.forEach(model -> sources.putAll(EmittedModel.sources(model, packageName)));
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail("an exception of the compiler on\n" + text, e);
        }
        for (Diagnostic diagnostic : diagnostics.all()) {
            assertTrue(!diagnostic.code().equals(Code.INTERNAL.id()), () -> diagnostic.format() + "\nof\n" + text);
            assertTrue(!diagnostic.format().isBlank());
        }
        return sources;
    }
}
