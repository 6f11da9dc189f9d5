// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.rnnc.processor.random.RandomModel;

/** What the checks of random models found, how much they looked at, and how long it took. */
final class RandomModelReport {
    private static final Path RECORDED = Path.of("src/test/resources/generated");

    private final String test;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<Long, String> hashes = new TreeMap<>();
    private int models;
    private int slopes;
    private int kinks;

    /** @param test the method that makes the models */
    RandomModelReport(String test) {
        this.test = test;
    }

    /** The time that this thread has worked. */
    static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    void models(List<RandomModel> compiled, long since) {
        models += compiled.size();
        time("compiling", since);
    }

    void time(String what, long since) {
        nanos.merge(what, cpu() - since, Long::sum);
    }

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void hash(RandomModel model, String hash) {
        // With the model's own: whether it computes something else, or is another one.
        hashes.put(model.seed(), checksum(model.text()) + " " + hash);
    }

    void slopes(RandomModel model, Probe.Sample sample) {
        if (sample.kinks() == 0) {
            slopes += sample.checked();
        } else {
            kinks++;
            System.out.println(test + " " + model.seed() + ": " + sample.kinks() + " of " + sample.checked()
                    + " slopes are at kinks");
        }
    }

    /** Javac failed on one of them. */
    void failed(List<RandomModel> batch, Throwable e) {
        String failure = "seeds " + batch.get(0).seed() + " to "
                + batch.get(batch.size() - 1).seed() + ": " + e;
        System.out.println(failure);
        failures.add(failure);
    }

    /** What is not as it should be, with all that is needed to see it again. */
    void failed(RandomModel model, String check, Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String text = e.toString().lines().limit(3).reduce("", (a, b) -> a + "\n  " + b);
        String failure = "not " + check + ":" + text.substring(0, Math.min(text.length(), 800))
                + (e instanceof AssertionError || trace.length == 0 ? "" : "\n  at " + trace[0])
                + "\n-Dtest=RandomModelsTest#" + test + " -Dfuzz.models=1 -Dfuzz.seed=" + model.seed() + "\n"
                + model.text();
        System.out.println(failure);
        failures.add(failure);
    }

    /** That nothing failed, and that enough was looked at: few points are at kinks, many sequences stand apart. */
    void check() {
        System.out.println(this);
        assertEquals("", String.join("\n\n", failures), () -> failures.size() + " failures in " + models + " models");
        assertTrue(slopes >= 20 * models, () -> slopes + " slopes of " + models + " models");
        assertTrue(kinks <= 1 + models / 20, () -> kinks + " points at kinks of " + models + " models");
        assertTrue(counts.getOrDefault("apart", 0) >= models / 5, () -> "sequences apart: " + counts);
        assertTrue(counts.getOrDefault("streaming", 0) >= models / 5, () -> "with steps: " + counts);
    }

    /**
     * That the models which have a recorded hash have it still. {@code -Dhashes.update=true} writes the file anew.
     *
     * @param all whether every recorded model should be there
     */
    void checkHashes(boolean all) throws IOException {
        Path file = RECORDED.resolve("random-" + test + "-hashes.txt");
        Map<Long, String> recorded = new TreeMap<>();
        if (Boolean.getBoolean("hashes.update")) {
            StringBuilder lines = new StringBuilder();
            hashes.forEach(
                    (seed, hash) -> lines.append(seed).append(' ').append(hash).append('\n'));
            Files.writeString(file, lines);
        }
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", 2);
            recorded.put(Long.valueOf(words[0]), words[1]);
        }
        if (!all) {
            recorded.keySet().retainAll(hashes.keySet());
        }
        Map<Long, String> found = new TreeMap<>(hashes);
        found.keySet().retainAll(recorded.keySet());
        assertEquals(recorded, found, "by seed, checksums of the model and of its parameters after training");
    }

    private static String checksum(String text) {
        CRC32 bits = new CRC32();
        bits.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(bits.getValue());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "%s: %d models, %d failures; %d slopes compared, %d points at kinks drawn anew; %s; hash %s; ms:"
                        .formatted(test, models, failures.size(), slopes, kinks, counts, checksum(hashes.toString())));
        nanos.forEach((what, time) -> text.append(' ')
                .append(what)
                .append(' ')
                .append(time / 1_000_000)
                .append(';'));
        return text.toString();
    }
}
