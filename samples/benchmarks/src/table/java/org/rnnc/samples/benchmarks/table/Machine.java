// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where figures come from, as far as the system tells. */
final class Machine {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    private Machine() {}

    /** @return JDK, processor, caches and load, in a line */
    static String describe() throws IOException {
        List<String> parts = new ArrayList<>();
        parts.add("JDK " + Runtime.version());
        parts.add(Runtime.getRuntime().availableProcessors() + " cores of " + processor());
        parts.addAll(caches());
        parts.add(load() + " running at the start");
        return String.join(", ", parts);
    }

    /** @return how many processes wanted to run in the last minute */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", load);
    }

    private static String processor() throws IOException {
        if (!Files.exists(PROCESSOR)) {
            return System.getProperty("os.arch");
        }
        return value("model name") + " (family " + value("cpu family") + ", model " + value("model") + ")";
    }

    private static String value(String key) throws IOException {
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.matches(key + "\\s*:.*"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("?");
        }
    }

    private static List<String> caches() throws IOException {
        List<String> caches = new ArrayList<>();
        for (int i = 0; Files.exists(CACHES.resolve("index" + i)); i++) {
            Path cache = CACHES.resolve("index" + i);
            if (!Files.readString(cache.resolve("type")).strip().equals("Instruction")) {
                caches.add("L" + Files.readString(cache.resolve("level")).strip() + " "
                        + Files.readString(cache.resolve("size")).strip());
            }
        }
        return caches;
    }
}
