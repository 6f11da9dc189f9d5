// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rnnc new} writes, by the jar that users have: Maven builds it, tests it and runs it. */
@Tag("matrix")
class NewProjectTest {
    private static final Path COMMAND = Path.of("../rnnc/target/rnnc.jar");

    @TempDir
    Path folder;

    @Test
    void buildsAsItIs() throws Exception {
        Path project = folder.resolve("sine-wave");
        Command made = Command.java(List.of("-jar", COMMAND.toString(), "new", project.toString()));
        assertEquals(0, made.exit(), made.output());
        addRepositories(project.resolve("pom.xml"));
        Command built = maven(project, "verify");
        assertEquals(0, built.exit(), built.output());
        assertTrue(built.output().contains("Tests run: 1, Failures: 0"), built.output());
        assertEquals(0, built.count("WARN"), built.output());
        Command ran = maven(project, "-q", "compile", "exec:java", "-Dexec.args=200");
        assertEquals(0, ran.exit(), ran.output());
        assertTrue(ran.output().contains("update 200: loss "), ran.output());
        assertTrue(Files.exists(project.resolve("sine-wave.safetensors")));
    }

    private static Command maven(Path project, String... goals) {
        return Maven.AT_HAND.run(new DefaultInvocationRequest()
                .setBaseDirectory(project.toFile())
                .setLocalRepositoryDirectory(Jar.REPOSITORY.toFile())
                .addArgs(List.of(goals)));
    }

    /** What the user's repository has need not be fetched again. */
    private static void addRepositories(Path pom) throws IOException {
        String shared = Path.of(System.getProperty("shared.repository")).toUri().toString();
        String repository =
                "<id>shared</id><url>" + shared + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>";
        String text = Files.readString(pom);
        Files.writeString(
                pom,
                text.replace(
                        "  <dependencies>\n",
                        "  <repositories><repository>" + repository + "</repository></repositories>\n"
                                + "  <pluginRepositories><pluginRepository>" + repository
                                + "</pluginRepository></pluginRepositories>\n  <dependencies>\n"));
    }
}
