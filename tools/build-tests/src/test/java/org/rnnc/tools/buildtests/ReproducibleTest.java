// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources give the same jars, byte by byte: in another folder, time zone and language, too. Jars are made by the
 * oldest JDK.
 */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "jars are made by the oldest JDK")
class ReproducibleTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("rnn-runtime", "rnn-dsl", "rnn-processor", "connect/training");

    @Test
    void theJarsOfASecondBuild(@TempDir Path folder) throws Exception {
        copySources(folder);
        Command built = Maven.AT_HAND.run(new DefaultInvocationRequest()
                .setBaseDirectory(folder.toFile())
                .setLocalRepositoryDirectory(
                        Path.of(System.getProperty("shared.repository")).toFile())
                .setProjects(MODULES)
                .addShellEnvironment("TZ", "Asia/Kathmandu")
                .addShellEnvironment("LC_ALL", "tr_TR.UTF-8")
                .setMavenOpts("-Duser.language=tr -Duser.country=TR")
                // Checks of sources change no class.
                .addArgs(List.of(
                        "package",
                        "-Dmaven.test.skip=true",
                        "-Dspotless.check.skip=true",
                        "-Derrorprone.argument=-g")));
        assertEquals(0, built.exit(), built.output());
        for (String module : MODULES) {
            TreeMap<String, Path> first = jars(ROOT.resolve(module));
            TreeMap<String, Path> second = jars(folder.resolve(module));
            String artifact = module.replace("connect/", "rnnc-");
            String name = artifact + "-" + Jar.RUNTIME.version();
            assertEquals(Set.of(name + ".jar", name + "-sources.jar", name + "-javadoc.jar"), second.keySet());
            for (String jar : second.keySet()) {
                assertEquals(-1, Files.mismatch(first.get(jar), second.get(jar)), jar);
            }
        }
    }

    /** What makes the jars, and the poms of the other modules, which Maven reads. */
    private static void copySources(Path to) throws IOException {
        Set<String> others = Set.of("target", ".git", "test", "out");
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
                return others.contains(found.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) throws IOException {
                Path file = ROOT.relativize(found);
                boolean ofAModule = MODULES.stream().anyMatch(file::startsWith);
                if (file.endsWith("pom.xml") || file.startsWith(".mvn") || ofAModule) {
                    Files.createDirectories(to.resolve(file).getParent());
                    Files.copy(found, to.resolve(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static TreeMap<String, Path> jars(Path module) throws IOException {
        TreeMap<String, Path> jars = new TreeMap<>();
        try (Stream<Path> files = Files.list(module.resolve("target"))) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .forEach(file -> jars.put(file.getFileName().toString(), file));
        }
        return jars;
    }
}
