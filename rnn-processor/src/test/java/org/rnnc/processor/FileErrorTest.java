// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.JavaCompilers;

/** What can be wrong with a spec's file: one error each, at the annotation value that names it. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class FileErrorTest {
    private static final String TYPE = "@RnnModel(\n    file = \"Net.rnn\")\ninterface NetSpec {}\n";
    private static final int LINE = 4;
    private static final String GOOD = "model Net {\n  input x: vector<2>\n  output y = tanh(x)\n}\n";

    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    private void assertError(String message, Project project) {
        Compilation compilation = project.compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining(message)
                .inFile(project.sources().get(0))
                .onLine(LINE);
    }

    private Project project(String spec) {
        return new Project(compiler, root).file("test/Net.rnn", spec).type("NetSpec", TYPE);
    }

    @Test
    void theListOfAllPlaces() {
        Path given = root.resolve("given");
        Project project =
                new Project(compiler, root).options("-Arnnc.path=" + given).type("NetSpec", TYPE);
        assertError("RNN091: Net.rnn was not found", project);
        String places = "hint: tried test/Net.rnn in " + given + ", Net.rnn in " + given
                + ", test/Net.rnn in SOURCE_PATH, Net.rnn in SOURCE_PATH, test/Net.rnn in the folder of NetSpec, "
                + "test/Net.rnn in CLASS_OUTPUT, Net.rnn in CLASS_OUTPUT, "
                + "test/Net.rnn in CLASS_PATH, Net.rnn in CLASS_PATH; -Arnnc.path=FOLDER adds a folder";
        assertThat(project.compile()).hadErrorContaining(places);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../Net.rnn", "a/../../Net.rnn", "a//Net.rnn", "./Net.rnn"})
    void pathsThatLeaveTheRoots(String path) {
        Project project =
                new Project(compiler, root).file("Net.rnn", GOOD).type("NetSpec", TYPE.replace("Net.rnn", path));
        assertError("\"" + path + "\" leaves the source roots", project);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/Net.rnn", "C:/Net.rnn", "a\\\\Net.rnn", "a\\0Net.rnn"})
    void pathsThatAreNotBelowTheRoot(String path) {
        assertError(
                "is not a path below the source root",
                new Project(compiler, root).type("NetSpec", TYPE.replace("Net.rnn", path)));
    }

    @Test
    void otherEndings() {
        assertError(
                "does not end with .rnn", new Project(compiler, root).type("NetSpec", TYPE.replace(".rnn", ".txt")));
    }

    @Test
    void foldersThatAreNoPackages() {
        Project project = new Project(compiler, root)
                .file("test/my-nets/Net.rnn", GOOD)
                .type("NetSpec", TYPE.replace("Net.rnn", "my-nets/Net.rnn"));
        assertError("the folder test/my-nets cannot be a Java package", project);
    }

    @Test
    void notUtf8() {
        Project project = project("").file("test/Net.rnn", new byte[] {'m', (byte) 0xe9, '\n'});
        assertError("RNN091: test/Net.rnn is not UTF-8", project);
    }

    /** A folder of the file's name is no file. */
    @Test
    void aFolder() {
        Project project =
                new Project(compiler, root).file("test/Net.rnn/inside", "").type("NetSpec", TYPE);
        assertError("Net.rnn was not found", project);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "// nothing\n", "cell c(n) {\n  input x: vector<n>\n  output y = x\n}\n"})
    void noModel(String text) {
        assertError("RNN091: no model in test/Net.rnn", project(text));
    }

    @Test
    void aModelThatIsNotThere() {
        Project project = new Project(compiler, root)
                .file("test/Net.rnn", GOOD)
                .type("NetSpec", TYPE.replace("\")", "\", name = \"Nets\")"));
        assertError("no model Nets in test/Net.rnn\n    hint: its models are Net", project);
    }

    @Test
    void aMistakeInTheFile() {
        assertError(
                "test/Net.rnn:3:14: error RNN031: there is no cell or function `tan`",
                project(GOOD.replace("tanh", "tan")));
    }

    @Test
    void eachMistakeOnce() {
        String bad = GOOD.replace("tanh", "tan");
        Compilation compilation = new Project(compiler, root)
                .file("test/Net.rnn", bad + bad.replace("Net", "Other").replace("tan", "sinh"))
                .type("ASpec", "@RnnModel(file = \"Net.rnn\", name = \"Net\")\ninterface ASpec {}\n")
                .type("BSpec", "@RnnModel(file = \"Net.rnn\", name = \"Other\")\ninterface BSpec {}\n")
                .type("CSpec", "@RnnModel(file = \"Net.rnn\", name = \"Other\")\ninterface CSpec {}\n")
                .compile();
        List<String> places = compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT).replaceAll("(?s): error.*", ""))
                .toList();
        assertEquals(List.of("test/Net.rnn:3:14", "test/Net.rnn:7:14"), places);
    }

    @Test
    void aNeighboursMistakesAreItsOwn() {
        Compilation compilation = project(GOOD)
                .file("test/Broken.rnn", "model ( {{{\n cell x y z -> \n")
                .file("test/Bytes.rnn", new byte[] {(byte) 0xff})
                .file("test/Cells.rnn", "cell c(n) {\n  input x: vector<n>\n  output y = x + q\n}\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }

    /** Unless its cell is wanted: then its mistake is why there is none. */
    @Test
    void exceptThoseOfACellThatIsWanted() {
        String cell = "cell twice(n) {\n  input x: vector<n>\n  output y = 2 x\n}\n";
        Project project = project(GOOD.replace("tanh(x)", "x |> twice(2)")).file("test/Cells.rnn", cell);
        assertError("test/Cells.rnn:3:16: error RNN007", project);
        project.file("test/Cells.rnn", cell.replace("2 x", "x + q"));
        assertError("test/Cells.rnn:3:18: error RNN030", project);
    }

    @Test
    void cellsOfAnAttribute() {
        String type = "@RnnModel(text = \"input x: vector<2> output y = x |> twice(2)\",\n cells = \"Cells.rnn\")\n"
                + "interface NetSpec {}\n";
        Project project = new Project(compiler, root).type("NetSpec", type);
        assertError("Cells.rnn was not found", project);
        project.file("test/Cells.rnn", "cell twice(n) {\n  input x: vector<n>\n  output y = 2 x\n}\n");
        assertError("test/Cells.rnn:3:16: error RNN007", project);
        project.file("test/Cells.rnn", "cell twice(n) {\n  input x: vector<n>\n  output y = 2 * x\n}\n");
        assertThat(project.compile()).succeededWithoutWarnings();
    }

    @Test
    void warnings() {
        Project project = project(GOOD.replace("vector<2>", "vector<2>, z: scalar"));
        Compilation compilation = project.compile();
        assertThat(compilation).succeeded();
        assertThat(compilation).hadWarningCount(1);
        assertThat(compilation)
                .hadWarningContaining("test/Net.rnn:2:23: warning RNN047")
                .inFile(project.sources().get(0))
                .onLine(LINE);
        assertFalse(Project.generated(compilation).isEmpty());
    }
}
