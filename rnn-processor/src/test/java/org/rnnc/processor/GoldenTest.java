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
import org.junit.jupiter.api.Test;
import org.rnnc.processor.golden.GoldenCase;
import org.rnnc.processor.golden.GoldenComparison;
import org.rnnc.processor.golden.GoldenRun;
import org.rnnc.processor.golden.GoldenSpec;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.Precision;

/**
 * Compares compiled models with what PyTorch computed: values, losses, gradients, and parameters after training, in
 * double and in float. Prints a line for each case with the tensor that is farthest off.
 *
 * <p>{@code -Dgolden.dir=...} names a directory of cases, of which every one must pass. Without it, the cases among the
 * test's resources are run.
 */
class GoldenTest {
    private int passed;
    private final List<String> failures = new ArrayList<>();

    @Test
    void compiledModelsComputeWhatPyTorchComputes() throws IOException, URISyntaxException {
        String given = System.getProperty("golden.dir", "");
        Path directory = given.isEmpty()
                ? Path.of(GoldenTest.class.getResource("/golden/README.md").toURI())
                        .getParent()
                : directory(Path.of(given));
        List<String> names = GoldenCase.names(directory);
        assertFalse(names.isEmpty(), () -> "no cases in " + directory);
        for (String name : names) {
            GoldenCase golden = GoldenCase.read(directory, name);
            run(golden, Precision.DOUBLE);
            run(golden, Precision.FLOAT);
        }
        System.out.println(passed + " passed, " + failures.size() + " failed");
        assertEquals(List.of(), failures);
    }

    /** A path below the project's root works from there as well as from this module, where the test runs. */
    private static Path directory(Path given) {
        return Files.isDirectory(given) || given.isAbsolute()
                ? given
                : Path.of("..").resolve(given);
    }

    private void run(GoldenCase golden, Precision precision) {
        String title = golden.config().name() + " " + precision;
        boolean success;
        String result;
        try {
            CompiledModel compiled = CompiledModel.of(new GoldenSpec(golden).body(precision));
            GoldenComparison comparison = GoldenRun.run(golden, precision, compiled.create(1));
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
