// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine, where systems and tools install them. */
final class Jdks {
    private static final int OLDEST = 17;
    private static final Pattern VERSION = Pattern.compile("javac (\\d+)");

    private Jdks() {}

    /** By version, the one that runs the tests among them. */
    static SortedMap<Integer, Path> all() {
        SortedMap<Integer, Path> all = new TreeMap<>();
        all.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        for (Path home : candidates()) {
            if (Files.isExecutable(home.resolve("bin/javac"))) {
                Matcher version = VERSION.matcher(Command.run(home.resolve("bin/javac"), List.of("-version"))
                        .output());
                if (version.find() && Integer.parseInt(version.group(1)) >= OLDEST) {
                    all.putIfAbsent(Integer.valueOf(version.group(1)), home);
                }
            }
        }
        return all;
    }

    private static List<Path> candidates() {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(Map.Entry::getValue)
                .map(Path::of);
        String home = System.getProperty("user.home");
        Stream<Path> found = Stream.of(
                        "/usr/lib/jvm",
                        "/opt/java",
                        home + "/.sdkman/candidates/java",
                        home + "/.jdks",
                        "/Library/Java/JavaVirtualMachines")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(Jdks::children);
        return Stream.concat(named, found).toList();
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().flatMap(file -> Stream.of(file, file.resolve("Contents/Home"))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
