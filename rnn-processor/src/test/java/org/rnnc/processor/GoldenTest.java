// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.golden.GoldenCase;
import org.rnnc.processor.golden.GoldenComparison;
import org.rnnc.processor.golden.GoldenPlateau;
import org.rnnc.processor.golden.GoldenRun;
import org.rnnc.processor.golden.GoldenSpec;
import org.rnnc.processor.golden.TranslationRun;
import org.rnnc.processor.golden.TranslationSpec;
import org.rnnc.processor.golden.TreeRun;
import org.rnnc.processor.golden.TreeSpec;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.annotation.Precision;

/**
 * Compares compiled models with what PyTorch computed: values, losses, gradients, and parameters after training, in
 * double and in float. Prints a line for each case with the tensor that is farthest off, and one for each case of a
 * family that the language does not know.
 *
 * <p>{@code -Dgolden.dir=...} names a directory of cases, of either format; every one must pass. Without it, the cases
 * among the test's resources are run.
 */
class GoldenTest {
    /** What a case of the first format is, and the families of the second. */
    private static final Set<String> FAMILIES = Set.of("network", "loss");

    /** Those of two networks, one along each axis. */
    private static final Set<String> TRANSLATIONS = Set.of("seq2seq", "attention");

    /** Those over trees. */
    private static final Set<String> TREES = Set.of("tree");

    private int passed;
    private final List<String> failures = new ArrayList<>();

    @Test
    void compiledModelsComputeWhatPyTorchComputes() throws IOException, URISyntaxException {
        String given = System.getProperty("golden.dir", "");
        if (given.isEmpty()) {
            runAll(resource("/golden/README.md"));
            runAll(resource("/golden2/README.md"));
        } else {
            runAll(directory(Path.of(given)));
        }
        System.out.println(passed + " passed, " + failures.size() + " failed");
        assertEquals(List.of(), failures);
    }

    private static Path resource(String readme) throws URISyntaxException {
        return Path.of(GoldenTest.class.getResource(readme).toURI()).getParent();
    }

    /** A path below the project's root works from there as well as from this module, where the test runs. */
    private static Path directory(Path given) {
        return Files.isDirectory(given) || given.isAbsolute()
                ? given
                : Path.of("..").resolve(given);
    }

    private void runAll(Path directory) throws IOException {
        List<String> names = GoldenCase.names(directory);
        assertFalse(names.isEmpty(), () -> "no cases in " + directory);
        for (String name : names) {
            GoldenCase golden = GoldenCase.read(directory, name);
            if (TRANSLATIONS.contains(golden.config().family())) {
                translate(golden, Precision.DOUBLE);
                translate(golden, Precision.FLOAT);
            } else if (TREES.contains(golden.config().family())) {
                overTrees(golden, Precision.DOUBLE);
                overTrees(golden, Precision.FLOAT);
            } else if (!FAMILIES.contains(golden.config().family())) {
                System.out.println(
                        "skip " + name + ": family " + golden.config().family() + ": not in the language yet");
            } else if (golden.config().ratesOnly()) {
                run(name, () -> GoldenPlateau.run(golden));
            } else {
                run(golden, Precision.DOUBLE);
                run(golden, Precision.FLOAT);
            }
        }
    }

    private void translate(GoldenCase golden, Precision precision) {
        run(golden.config().name() + " " + precision, () -> {
            CompiledModel compiled = CompiledModel.of(new TranslationSpec(golden).body(precision));
            return TranslationRun.run(golden, precision, compiled.create(1));
        });
    }

    private void overTrees(GoldenCase golden, Precision precision) {
        run(golden.config().name() + " " + precision, () -> {
            CompiledModel compiled = CompiledModel.of(new TreeSpec(golden).body(precision));
            return TreeRun.run(golden, precision, compiled.create(1));
        });
    }

    private void run(GoldenCase golden, Precision precision) {
        run(golden.config().name() + " " + precision, () -> {
            CompiledModel compiled = CompiledModel.of(new GoldenSpec(golden).body(precision));
            return GoldenRun.run(golden, precision, compiled.create(1));
        });
    }

    private void run(String title, Supplier<GoldenComparison> work) {
        boolean success;
        String result;
        try {
            GoldenComparison comparison = work.get();
            success = comparison.passed();
            result = comparison.toString();
        } catch (RuntimeException | LinkageError e) {
            success = false;
            result = e.toString();
        }
        if (success) {
            passed++;
        } else {
            failures.add(title + ": " + result);
        }
        System.out.println((success ? "ok   " : "FAIL ") + title + ": "
                + result.lines().findFirst().orElse(""));
    }
}
