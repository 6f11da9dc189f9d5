// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of specs in a build by Maven, from one edit to the next. */
class PluginTest {
    @TempDir
    Path folder;

    private static void assertBuilt(Command built) {
        assertEquals(0, built.exit(), built.output());
    }

    /** One project, built again and again as a user would. */
    @Test
    void fromEditToEdit() throws IOException {
        Project project = Project.of(folder, Maven.AT_HAND)
                .withWave()
                .with("src/main/java/demo/Other.java", "package demo;\n\nclass Other {}\n")
                .withPom(Project.dependency(), Project.plugin());
        Command first = project.mvn("compile");
        assertBuilt(first);
        assertEquals(0, first.count("WARN"), first.output());
        assertEquals(new Command(0, "parameters: 1233\n"), project.main());
        assertEquals(
                byProcessor(project, folder.resolve("processor")),
                Project.sources(folder.resolve("target/generated-sources/rnn")));

        Map<String, String> written = project.written();
        Command second = project.mvn("compile");
        assertBuilt(second);
        assertEquals(written, project.written());
        assertEquals(1, second.count("Nothing to generate - all classes are up to date"), second.output());
        assertEquals(1, second.count("Nothing to compile - all classes are up to date"), second.output());

        // A cell of another file, so that nothing else says that the model is another one.
        project.with("src/main/rnn/demo/cells.rnn", "cell twice { input x: vector<m>  output y = x |> dense(2) }\n");
        assertBuilt(project.mvn("compile"));
        assertEquals(new Command(0, "parameters: 1301\n"), project.main());

        assertMistakesShown(project.with("src/main/rnn/demo/Wave.rnn", Project.WAVE.replace("twice", "twise"))
                .with("src/main/rnn/other/Bad.rnn", "model Bad { input x: vector<3>  output y = x |> dense(0) }\n")
                .with(
                        "src/main/rnn/org/example/CharRnn.rnn",
                        Page.README.block("rnn", "model CharRnn").replace("rnn(100)", "run(100)")));

        project.delete(
                "src/main/rnn/demo/Wave.rnn",
                "src/main/rnn/other/Bad.rnn",
                "src/main/rnn/org/example/CharRnn.rnn",
                "src/main/java/demo/Main.java");
        assertBuilt(project.mvn("compile"));
        assertFalse(project.written().keySet().stream().anyMatch(name -> name.contains("Wave")));
    }

    /** What javac with the processor makes of the same file, for a public type. */
    private static Map<String, String> byProcessor(Project project, Path other) throws IOException {
        Sources sources = new Sources(Files.createDirectories(other))
                .with("demo/Wave.rnn", Project.WAVE)
                .with("demo/cells.rnn", Project.CELLS)
                .with("demo/WaveSpec.java", Sources.WAVE_SPEC.replace("interface", "public interface"));
        Path generated = Files.createDirectories(other.resolve("generated"));
        Command javac = sources.compile(
                "-cp", Jar.RUNTIME.path().toString(), "-processorpath", Jar.all(), "-s", generated.toString());
        assertEquals(new Command(0, ""), javac);
        return Project.sources(generated);
    }

    /** All mistakes of all files, as Maven shows those of javac. */
    private static void assertMistakesShown(Project project) {
        Command built = project.mvn("compile");
        assertTrue(built.exit() != 0, built.output());
        Path specs = project.root().resolve("src/main/rnn");
        String shown = Page.BUILDS
                .block("", "[ERROR]")
                .replace("/home/me/demo", project.root().toString());
        assertTrue(built.output().contains(shown), built.output());
        String wave = "[ERROR] " + specs.resolve("demo/Wave.rnn") + ":[3,19] RNN031: ";
        assertEquals(1, built.count(wave), built.output());
        assertTrue(
                built.output().contains("[ERROR] " + specs.resolve("other/Bad.rnn") + ":[1,55] RNN042: "),
                built.output());
        assertEquals(1, built.count("3 errors in " + specs), built.output());
        assertEquals(0, built.count("\tat "), built.output());
    }
}
