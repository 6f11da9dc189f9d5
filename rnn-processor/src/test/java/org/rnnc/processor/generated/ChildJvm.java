// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a class in another JVM, on the tests' own class path and what else is wanted. */
final class ChildJvm {
    private ChildJvm() {}

    static Path ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The launcher of a later JDK than this one: that of {@code JAVA_HOME_25}, or one below {@code /usr/lib/jvm}. */
    static Optional<Path> laterJava() throws IOException {
        List<Path> homes = new ArrayList<>();
        String given = System.getenv("JAVA_HOME_25");
        if (given != null) {
            homes.add(Path.of(given));
        }
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all)) {
            try (Stream<Path> found = Files.list(all)) {
                found.sorted().forEach(homes::add);
            }
        }
        for (Path home : homes) {
            if (version(home) >= 21 && version(home) != Runtime.version().feature()) {
                return Optional.of(home.resolve("bin").resolve("java"));
            }
        }
        return Optional.empty();
    }

    /** As the JDK's file {@code release} says; 0 if there is none. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)
                || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return 0;
        }
        for (String line : Files.readAllLines(release)) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                return Integer.parseInt(line.replaceAll("\\D*(\\d+).*", "$1"));
            }
        }
        return 0;
    }

    /**
     * What {@code main} prints.
     *
     * @param classes a folder that goes before the class path
     */
    static String run(Path java, List<String> options, Path classes, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.add("-classpath");
        command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }
}
