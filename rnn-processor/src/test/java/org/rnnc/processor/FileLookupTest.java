// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.processor.support.JavaCompilers;

/** Where a spec is looked for, in which order, and which package its place gives it. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class FileLookupTest {
    private static final String TYPE = "@RnnModel(file = \"Net.rnn\")\ninterface NetSpec {}\n";

    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    private Project project;

    @BeforeEach
    void setUp() {
        project = new Project(compiler, root);
    }

    /** A model of this name, whose output tells where it was found. */
    private static String model(String name, String output) {
        return "model " + name + " {\n  input x: vector<2>\n  output " + output + " = tanh(x)\n}\n";
    }

    private void assertOutput(String output, Compilation compilation) {
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("test.Net")
                .contentsAsUtf8String()
                .contains("DataSpec(\"" + output + "\"");
    }

    @Test
    void besideTheSource() {
        project.file("test/Net.rnn", model("Net", "beside")).type("NetSpec", TYPE);
        assertOutput("beside", project.compile());
    }

    @Test
    void theSourcePathComesBeforeTheSourcesFolder() {
        project.file("test/Net.rnn", model("Net", "beside"))
                .file("other/test/Net.rnn", model("Net", "other"))
                .options("-sourcepath", root.resolve("other").toString())
                .type("NetSpec", TYPE);
        assertOutput("other", project.compile());
    }

    @Test
    void theOptionComesFirst() {
        project.file("test/Net.rnn", model("Net", "beside"))
                .file("other/test/Net.rnn", model("Net", "other"))
                .file("given/test/Net.rnn", model("Net", "given"))
                .options(
                        "-sourcepath",
                        root.resolve("other").toString(),
                        "-Arnnc.path=" + root.resolve("none") + File.pathSeparator + root.resolve("given"))
                .type("NetSpec", TYPE);
        assertOutput("given", project.compile());
    }

    @Test
    void thePackageComesBeforeTheRoot() {
        project.file("other/Net.rnn", model("Net", "fromRoot"))
                .file("other/test/Net.rnn", model("Net", "fromPackage"))
                .options("-Arnnc.path=" + root.resolve("other"))
                .type("NetSpec", TYPE);
        assertOutput("fromPackage", project.compile());
    }

    @Test
    void onTheClassPath() {
        project.file("lib/test/Net.rnn", model("Net", "fromClassPath"))
                .options("-cp", System.getProperty("java.class.path") + File.pathSeparator + root.resolve("lib"))
                .type("NetSpec", TYPE);
        assertOutput("fromClassPath", project.compile());
    }

    @Test
    void thePackageIsThePathUnderTheRoot() {
        Compilation compilation = project.file("other/some/place/Net.rnn", model("Net", "y"))
                .options("-Arnnc.path=" + root.resolve("other"))
                .type("NetSpec", "@RnnModel(file = \"some/place/Net.rnn\")\ninterface NetSpec {}\n")
                .java("user/User.java", "package user;\nclass User { some.place.Net net; }\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation).generatedSourceFile("some.place.Net");
    }

    @Test
    void aFolderBelowThatOfTheSource() {
        Compilation compilation = project.file("test/nets/Net.rnn", model("Net", "y"))
                .type("NetSpec", "@RnnModel(file = \"nets/Net.rnn\")\ninterface NetSpec {}\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation).generatedSourceFile("test.nets.Net");
    }

    @Test
    void theUnnamedPackage() {
        Compilation compilation = project.file("Net.rnn", model("Net", "y"))
                .java("NetSpec.java", "import org.rnnc.runtime.annotation.*;\n" + TYPE + "class User { Net net; }\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation).generatedSourceFile("Net");
    }

    @Test
    void eachModelOfAFile() {
        Compilation compilation = project.file("test/Net.rnn", model("One", "y") + model("Two", "y"))
                .type("NetSpec", TYPE)
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertEquals(
                Set.of("test/One.java", "test/One_Engine.java", "test/Two.java", "test/Two_Engine.java"),
                Project.generated(compilation).keySet());
    }

    @Test
    void oneModelOfAFileByName() {
        Compilation compilation = project.file("test/Net.rnn", model("One", "y") + model("Two", "y"))
                .type("ASpec", "@RnnModel(file = \"Net.rnn\", name = \"Two\")\ninterface ASpec {}\n")
                .type("BSpec", "@RnnModel(file = \"Net.rnn\", name = \"One\")\ninterface BSpec {}\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertEquals(4, Project.generated(compilation).size());
    }

    @Test
    void cellsOfTheSameFolder() {
        Compilation compilation = project.file("test/Cells.rnn", """
                        cell twice(n) {
                          input x: vector<n>
                          output y = x |> inner(n)
                        }
                        """)
                .file("test/More.rnn", "cell inner(n) {\n  input x: vector<n>\n  output y = 2 * x\n}\n")
                .file("test/Net.rnn", model("Net", "y").replace("tanh(x)", "x |> twice(2)"))
                .type("NetSpec", TYPE)
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }

    @Test
    void aByteOrderMarkIsNoText() {
        byte[] marked = ("\uFEFF" + model("Net", "y")).getBytes(StandardCharsets.UTF_8);
        project.file("test/Net.rnn", marked).type("NetSpec", TYPE);
        assertOutput("y", project.compile());
        byte[] wrong = "\uFEFFmodell Net {}".getBytes(StandardCharsets.UTF_8);
        Compilation compilation = project.file("test/Net.rnn", wrong).compile();
        assertThat(compilation).hadErrorContaining("test/Net.rnn:1:1: error");
    }
}
