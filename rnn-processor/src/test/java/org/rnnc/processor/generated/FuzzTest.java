// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.ModelSpec.Precision;
import org.rnnc.processor.reference.RandomGraphs;
import org.rnnc.processor.reference.RandomGraphs.Options;
import org.rnnc.processor.support.CompiledModel;

/**
 * Random models, compiled and run. {@code -Dfuzz.models=200} tries more of them, {@code -Dfuzz.seed=17} begins there;
 * whatever fails is listed by its seed.
 */
class FuzzTest {
    private static final int MODELS = Integer.getInteger("fuzz.models", 20);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);

    @Test
    void generatedCodeComputesWhatTheGraphMeans() {
        everyModel(Options.EVERYTHING, Precision.DOUBLE, WindowComparison::compare);
    }

    @Test
    void generatedCodeInFloatIsAsCloseAsFloatsAre() {
        everyModel(Options.EVERYTHING, Precision.FLOAT, WindowComparison::compare);
    }

    @Test
    void stepsAndWindowsHaveTheSameBits() {
        everyModel(Options.STREAMING, Precision.FLOAT, StreamComparison::compare);
        everyModel(Options.STREAMING, Precision.DOUBLE, StreamComparison::compare);
    }

    private static void everyModel(Options options, Precision precision, Consumer<ModelRun> comparison) {
        List<String> failures = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MODELS; seed++) {
            ModelSpec spec = RandomGraphs.model(seed, options, precision);
            try {
                comparison.accept(new ModelRun(spec, CompiledModel.of(spec).create(seed)));
            } catch (RuntimeException | LinkageError | AssertionError e) {
                failures.add("-Dfuzz.seed=" + seed + ", " + options + ", " + precision + ": " + brief(e));
            }
        }
        assertEquals("", String.join("\n", failures), () -> failures.size() + " of " + MODELS + " models");
    }

    private static String brief(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String text = e.toString().lines().limit(3).reduce("", (a, b) -> a + " | " + b);
        return text + (trace.length > 0 && !(e instanceof AssertionError) ? " at " + trace[0] : "");
    }
}
