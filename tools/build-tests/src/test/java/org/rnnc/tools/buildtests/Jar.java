// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The jars that rnnc needs, where the build has installed them for these tests. */
enum Jar {
    PROCESSOR("org/rnnc", "rnn-processor", "project"),
    DSL("org/rnnc", "rnn-dsl", "project"),
    RUNTIME("org/rnnc", "rnn-runtime", "project"),
    ANTLR("org/antlr", "antlr4-runtime", "antlr"),
    JAVAPOET("com/palantir/javapoet", "javapoet", "javapoet");

    /** What tests install, and what Maven brings in the tests: not the repository of the user. */
    static final Path REPOSITORY = Path.of(System.getProperty("local.repository"));

    private final String folder;
    private final String artifact;
    private final String versionOf;

    Jar(String folder, String artifact, String versionOf) {
        this.folder = folder;
        this.artifact = artifact;
        this.versionOf = versionOf;
    }

    String version() {
        return System.getProperty(versionOf + ".version");
    }

    /** As messages name it. */
    String coordinates() {
        return folder.replace('/', '.') + ":" + artifact + ":" + version();
    }

    Path path() {
        return installed(folder, artifact, version());
    }

    /** That of rnnc-training, which the processor does without. */
    static Path training() {
        return installed("org/rnnc", "rnnc-training", RUNTIME.version());
    }

    private static Path installed(String folder, String artifact, String version) {
        Path file =
                REPOSITORY.resolve(folder + "/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar");
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + " is not there: run mvn -pl tools/build-tests -am verify");
        }
        return file;
    }

    /** A path of javac. */
    static String join(Path... files) {
        return Arrays.stream(files).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    static String join(Jar... jars) {
        return join(Arrays.stream(jars).map(Jar::path).toArray(Path[]::new));
    }

    static String all() {
        return join(values());
    }

    static String allBut(Jar... missing) {
        return join(Arrays.stream(values())
                .filter(jar -> !List.of(missing).contains(jar))
                .toArray(Jar[]::new));
    }
}
