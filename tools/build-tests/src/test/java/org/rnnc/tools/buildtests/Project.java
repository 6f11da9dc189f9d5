// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;

/** A project of a user that has rnnc's Maven plugin, and a Maven on a JDK that builds it. */
record Project(Path root, Maven maven, Path jdk) {
    static final String WAVE = """
            model Wave {
              input  x: scalar
              output y = x |> twice |> lstm(16) |> dense(1)
              loss   mse(y)
              train { window 40; batch 16; optimizer adam(rate = 5e-3); clip norm 1 }
            }
            """;
    static final String CELLS = "cell twice { input x: vector<m>  output y = 2 * x }\n";

    /**
     * For whatever compiler plugin a Maven takes by itself: the first of them knows no {@code release}, and a later one
     * on a newer JDK warns of a build without.
     */
    private static final String LANGUAGE = "<maven.compiler.source>17</maven.compiler.source>"
            + "<maven.compiler.target>17</maven.compiler.target>"
            + "<maven.compiler.release>17</maven.compiler.release>\n";

    static Project of(Path root, Maven maven) {
        return new Project(root, maven, Path.of(System.getProperty("java.home")));
    }

    /** What the README says to paste. */
    static String dependency() {
        String block = Page.README.block("xml", "rnnc-maven-plugin");
        return block.substring(0, block.indexOf("<plugin>"));
    }

    static String plugin() {
        String block = Page.README.block("xml", "rnnc-maven-plugin");
        return block.substring(block.indexOf("<plugin>"));
    }

    /** The same with specs for tests too. */
    static String pluginWithTests() {
        String goals = Page.BUILDS.block("xml", "<goal>testGenerate</goal>");
        return plugin().replaceAll("(?s)<goals>.*</goals>", goals);
    }

    Project with(String name, String text) {
        new Sources(root).with(name, text);
        return this;
    }

    /** A pom with the compiler plugin that Maven takes by itself. */
    Project withPom(String dependencies, String plugins) {
        return with("pom.xml", Maven.pom(dependencies, plugins, LANGUAGE));
    }

    /** A model with a cell of its own, and a program that uses it. */
    Project withWave() {
        return with("src/main/rnn/demo/Wave.rnn", WAVE)
                .with("src/main/rnn/demo/cells.rnn", CELLS)
                .with("src/main/java/demo/Main.java", Sources.MAIN);
    }

    void delete(String... names) throws IOException {
        for (String name : names) {
            Files.delete(root.resolve(name));
        }
    }

    Command mvn(String... arguments) {
        return maven.run(new DefaultInvocationRequest()
                .setBaseDirectory(root.toFile())
                .setJavaHome(new File(jdk.toString()))
                .setLocalRepositoryDirectory(Jar.REPOSITORY.toFile())
                .setMavenOpts("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .addArgs(List.of(arguments)));
    }

    Path classes() {
        return root.resolve("target/classes");
    }

    Command main() {
        Path java = jdk.resolve("bin/java");
        return Command.run(java, List.of("-cp", Jar.join(classes(), Jar.RUNTIME.path()), "demo.Main"));
    }

    /**
     * The files below {@code target}, and when each was written; but for a list that Maven's compiler writes anew in each
     * build.
     */
    Map<String, String> written() throws IOException {
        Map<String, String> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve("target"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("inputFiles.lst"))
                    .toList()) {
                times.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        Files.getLastModifiedTime(file).toString());
            }
        }
        return times;
    }

    /** The generated sources of a folder, by path. */
    static Map<String, String> sources(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
