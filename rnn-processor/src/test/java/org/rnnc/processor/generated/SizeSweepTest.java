// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/**
 * Hidden sizes by window lengths, from the smallest to large: each generates, compiles and trains a window within all
 * limits, and the source does not grow with either. {@code -Dsweep=few} takes fewer sizes.
 */
@Isolated("measures time")
class SizeSweepTest {
    private static final boolean FEW = System.getProperty("sweep", "").equals("few");

    private static final List<Integer> HIDDEN =
            FEW ? List.of(1, 7, 17, 128) : List.of(1, 2, 3, 5, 7, 8, 16, 17, 31, 33, 64, 100, 128, 256, 512, 1024);

    private static final List<Integer> WINDOWS = FEW ? List.of(1, 25, 1000) : List.of(1, 2, 25, 100, 1000);

    private static final int LARGEST_HIDDEN = 1024;
    private static final int LARGEST_WINDOW = 1000;
    private static final double SECONDS_FOR_LARGEST = 5;

    private static String body(String cell, int hidden, int window, String unroll) {
        return """
                input x: token<65>
                output y = x |> %s(%d) |> dense(65) |> softmax
                loss crossEntropy(y)
                train { window %d, carry state; optimizer adagrad(rate = 0.1); clip value 5; unroll %s }
                """.formatted(cell, hidden, window, unroll);
    }

    @Test
    void everySizeGeneratesCompilesAndTrains() {
        for (int hidden : HIDDEN) {
            for (int window : WINDOWS) {
                String line = train(EmittedModel.spec("Swept", body("rnn", hidden, window, "auto")));
                System.out.printf(Locale.ROOT, "hidden %d, window %d: %s%n", hidden, window, line);
            }
        }
    }

    private static String train(ModelSpec spec) {
        long start = System.nanoTime();
        CompiledModel compiled = CompiledModel.of(spec);
        double seconds = (System.nanoTime() - start) / 1e9;
        ModelRun run = new ModelRun(spec, compiled.create(1));
        WindowData data = WindowData.random(spec.graph(), spec.training().window(), 1, 2);
        double loss = run.trainer().train(Batches.of(run.trainer(), run.arrays(data)));
        assertTrue(loss > 0 && loss < 100, () -> spec.name() + " has the loss " + loss);
        int largest = 0;
        int constants = 0;
        for (byte[] bytes : compiled.classes().values()) {
            largest = Math.max(largest, MethodSizes.largest(bytes));
            constants = Math.max(constants, MethodSizes.constants(bytes));
        }
        assertTrue(largest <= MethodSizes.HUGE_METHOD_LIMIT, spec.name() + " has a method of " + largest + " bytes");
        return String.format(
                Locale.ROOT,
                "%.2f s, source %d characters, largest method %d bytes, %d constants",
                seconds,
                length(compiled.sources()),
                largest,
                constants);
    }

    private static int length(Map<String, String> sources) {
        return sources.values().stream().mapToInt(String::length).sum();
    }

    private static int length(String body) {
        return length(EmittedModel.sources(EmittedModel.spec("Swept", body), "p"));
    }

    @Test
    void sourceIsFlatInTheHiddenSizeAndInTheWindow() {
        List<Integer> lengths = new ArrayList<>();
        for (int hidden : List.of(16, 100, 256, LARGEST_HIDDEN)) {
            for (int window : List.of(16, 100, LARGEST_WINDOW)) {
                lengths.add(length(body("lstm", hidden, window, "auto")));
            }
        }
        int shortest = lengths.stream().mapToInt(Integer::intValue).min().orElseThrow();
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertTrue(longest < 1.1 * shortest, () -> "from " + shortest + " to " + longest + " characters: " + lengths);
    }

    @Test
    void sourceWrittenOutInFullIsLinearInTheWindow() {
        int[] lengths = IntStream.of(100, 200, 300)
                .map(window -> length(body("rnn", 16, window, "full")))
                .toArray();
        double growth = (lengths[2] - lengths[1]) / (double) (lengths[1] - lengths[0]);
        assertEquals(1, growth, 0.1);
        assertTrue((lengths[1] - lengths[0]) / 100 < 600, "characters for each step: two loops, two calls each");
    }

    @Test
    void theLargestIsThereInSeconds() {
        train(EmittedModel.spec("First", body("rnn", 3, 2, "auto")));
        long start = System.nanoTime();
        CompiledModel.of(EmittedModel.spec("Largest", body("lstm", LARGEST_HIDDEN, LARGEST_WINDOW, "auto")));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "from spec to classes: %.2f s%n", seconds);
        assertTrue(seconds < SECONDS_FOR_LARGEST, () -> "it took " + seconds + " s");
    }
}
