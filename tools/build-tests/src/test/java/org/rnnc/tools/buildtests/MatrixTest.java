// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Maven plugin on every Maven and every JDK that is there: in the profile {@code builds}, since it takes minutes. */
@Tag("matrix")
class MatrixTest {
    private static final String JUNIT = """
            <dependency>
              <groupId>org.junit.jupiter</groupId>
              <artifactId>junit-jupiter</artifactId>
              <version>%s</version>
              <scope>test</scope>
            </dependency>
            """.formatted(System.getProperty("junit.version"));
    private static final String SUREFIRE = """
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-surefire-plugin</artifactId>
              <version>3.5.6</version>
            </plugin>
            """;
    private static final String MODULE = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>demo</groupId><artifactId>demo</artifactId><version>1</version></parent>
              <artifactId>%s</artifactId>
              <dependencies>%s</dependencies>
            </project>
            """;

    @TempDir
    Path folder;

    static Stream<Arguments> everywhere() {
        return Stream.of(Maven.values())
                .flatMap(maven -> Jdks.all().entrySet().stream()
                        .map(jdk -> Arguments.argumentSet(maven + " on JDK " + jdk.getKey(), maven, jdk.getValue())));
    }

    private Project project(Maven maven, Path jdk) {
        // Maven 4 wants to know where a build begins.
        return new Project(folder, maven, jdk).with(".mvn/maven.config", "");
    }

    private static void assertBuilt(Command built) {
        assertEquals(0, built.exit(), built.output());
    }

    private static void assertNothingDone(Project project, Map<String, String> written, String... goals)
            throws IOException {
        Command again = project.mvn(goals);
        assertBuilt(again);
        assertEquals(written, project.written());
        assertTrue(again.count("Nothing to compile - all classes are up to date") > 0, again.output());
    }

    /** An edit, nothing, a deletion. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void edits(Maven maven, Path jdk) throws IOException {
        Project project = project(maven, jdk)
                .withWave()
                .with(
                        "src/main/rnn/org/example/deep/Two.rnn",
                        "model Two { input x: vector<3>  output y = x |> dense(2) }\n"
                                + "model Three { input x: vector<3>  output y = x |> dense(3) }\n")
                .withPom(Project.dependency(), Project.plugin());
        assertBuilt(project.mvn("compile"));
        assertEquals(new Command(0, "parameters: 1233\n"), project.main());
        assertNothingDone(project, project.written(), "compile");
        project.with("src/main/rnn/demo/Wave.rnn", Project.WAVE.replace("lstm(16)", "dense(2)"));
        assertBuilt(project.mvn("compile"));
        assertEquals(new Command(0, "parameters: 7\n"), project.main());
        project.delete("src/main/rnn/org/example/deep/Two.rnn");
        assertBuilt(project.mvn("compile"));
        assertFalse(Files.exists(folder.resolve("target/classes/org")));
        // What uses a class that is gone does not compile, as if it were the first build.
        project.delete("src/main/rnn/demo/Wave.rnn");
        Command without = project.mvn("compile");
        assertTrue(without.exit() != 0, without.output());
        assertTrue(without.count("Main.java:[5,") > 0 && without.count("symbol") > 0, without.output());
    }

    /** Said once, and not of each name that the classes use. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void withoutTheRuntime(Maven maven, Path jdk) {
        Command built =
                project(maven, jdk).withWave().withPom("", Project.plugin()).mvn("compile");
        assertTrue(built.exit() != 0, built.output());
        assertEquals(1, built.count("the classes of specs need " + Jar.RUNTIME.coordinates()), built.output());
        assertEquals(0, built.count("cannot find symbol"), built.output());
    }

    /** Specs for tests alone, and a test that uses one. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void specsOfTests(Maven maven, Path jdk) throws IOException {
        Project project = project(maven, jdk)
                .with("src/test/rnn/demo/Small.rnn", "model Small { input x: vector<3>  output y = x |> dense(2) }\n")
                .with("src/test/java/demo/SmallTest.java", """
                        package demo;

                        class SmallTest {
                            @org.junit.jupiter.api.Test
                            void hasParameters() {
                                org.junit.jupiter.api.Assertions.assertEquals(8, Small.create(1).parameterCount());
                            }
                        }
                        """)
                .withPom(Project.dependency() + JUNIT, SUREFIRE + Project.pluginWithTests());
        Command tested = project.mvn("test");
        assertBuilt(tested);
        assertEquals(1, tested.count("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time"), tested.output());
        assertFalse(Files.exists(folder.resolve("target/classes/demo")));
        Map<String, String> written = project.written();
        assertBuilt(project.mvn("test-compile"));
        assertEquals(written, project.written());
        project.with("src/test/rnn/demo/Small.rnn", "model Small { input x: vector<3>  output y = x |> dense(3) }\n");
        Command broken = project.mvn("test");
        assertTrue(broken.output().contains("expected: <8> but was: <12>"), broken.output());
    }

    /** A module that uses the models of another, both built at once, and both modules of Java. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void modules(Maven maven, Path jdk) throws IOException {
        String parent = Maven.pom(
                        Project.dependency(), Project.plugin(), "<maven.compiler.release>17</maven.compiler.release>\n")
                .replace(
                        "<properties>",
                        "<packaging>pom</packaging>\n<modules><module>models</module><module>app</module>"
                                + "<module>other</module></modules>\n<properties>")
                .replace("<plugins>", "<plugins>\n" + COMPILER);
        Project project = project(maven, jdk)
                .with("pom.xml", parent)
                .with("models/pom.xml", MODULE.formatted("models", ""))
                .with("models/src/main/rnn/demo/models/Wave.rnn", Project.WAVE)
                .with("models/src/main/rnn/demo/models/cells.rnn", Project.CELLS)
                .with(
                        "models/src/main/java/module-info.java",
                        "module demo.models {\n"
                                + "    requires transitive org.rnnc.runtime;\n    exports demo.models;\n}\n")
                .with("other/pom.xml", MODULE.formatted("other", ""))
                .with(
                        "other/src/main/rnn/demo/other/Tide.rnn",
                        Project.WAVE.replace("Wave", "Tide").replace(" |> twice", ""))
                .with(
                        "app/pom.xml",
                        MODULE.formatted(
                                "app",
                                "<dependency><groupId>demo</groupId>"
                                        + "<artifactId>models</artifactId><version>1</version></dependency>"))
                .with("app/src/main/java/module-info.java", "module demo.app {\n    requires demo.models;\n}\n")
                .with(
                        "app/src/main/java/demo/Main.java",
                        Sources.MAIN.replace("public final", "import demo.models.Wave;\n\npublic final"));
        Command built = project.mvn("-T2", "compile");
        assertBuilt(built);
        assertEquals(0, built.count("not marked as thread-safe"), built.output());
        assertEquals("parameters: 1233\n", inModules(project).output());
        assertTrue(Files.exists(folder.resolve("other/target/classes/demo/other/Tide.class")));
        project.with(
                "models/src/main/rnn/demo/models/cells.rnn",
                "cell twice { input x: vector<m>  output y = x |> dense(2) }\n");
        assertBuilt(project.mvn("-T2", "compile"));
        assertEquals("parameters: 1301\n", inModules(project).output());
        // A class that another module uses.
        project.with("models/src/main/rnn/demo/models/Wave.rnn", Project.WAVE.replace("model Wave", "model Waves"));
        Command without = project.mvn("-T2", "compile");
        assertTrue(without.exit() != 0 && without.output().contains("cannot find symbol"), without.output());
    }

    /** The first that takes module paths and annotations alike on each Maven. */
    private static final String COMPILER = """
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.15.0</version>
            </plugin>
            """;

    private static Command inModules(Project project) {
        String path = Jar.join(
                project.root().resolve("models/target/classes"),
                project.root().resolve("app/target/classes"),
                Jar.RUNTIME.path());
        return Command.run(
                project.jdk().resolve("bin/java"),
                java.util.List.of("--module-path", path, "-m", "demo.app/demo.Main"));
    }

    /** An edit of a file that an annotation names. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void annotatedTypes(Maven maven, Path jdk) throws IOException {
        Project project = project(maven, jdk)
                .with("src/main/java/demo/WaveSpec.java", Sources.WAVE_SPEC)
                .with("src/main/java/demo/Wave.rnn", Sources.WAVE)
                .with("src/main/java/demo/Main.java", Sources.MAIN)
                .withPom(MavenTest.dependency(), MavenTest.plugin() + Page.BUILDS.block("xml", "<goal>check</goal>"));
        assertBuilt(project.mvn("compile"));
        assertEquals(new Command(0, "parameters: 1233\n"), project.main());
        assertNothingDone(project, project.written(), "compile");
        project.with("src/main/java/demo/Wave.rnn", Sources.WAVE.replace("lstm(16)", "dense(2)"));
        assertBuilt(project.mvn("compile"));
        assertEquals(new Command(0, "parameters: 7\n"), project.main());
    }
}
