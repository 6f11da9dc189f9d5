// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.JavaCompilers;

/** What generated classes are called, and what happens where the name is taken or impossible. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class ClassNameTest {
    private static final String TEXT = "text = \"input x: vector<2> output y = tanh(x) loss mse(y)\"";

    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    private static String type(String name, String attributes) {
        return "@RnnModel(" + TEXT + attributes + ") interface " + name + " {}\n";
    }

    @ParameterizedTest
    @CsvSource({"NetSpec, Net", "Spec, Spec1", "NetDefinition, Net2", "SpecNet, Net3"})
    void byAttribute(String type, String name) {
        Compilation compilation = new Project(compiler, root)
                .type(type, type(type, ", name = \"" + name + "\""))
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation).generatedSourceFile("test." + name);
    }

    @Test
    void nestedTypes() {
        Compilation compilation = new Project(compiler, root)
                .type(
                        "Outer",
                        "class Outer {\n  " + type("Spec", "") + "  " + type("NetSpec", "")
                                + "  record Inner() { " + type("Net", "") + "}\n"
                                + "  Outer_Spec a; Outer_Net b; Outer_Inner_Net c;\n}\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertEquals(
                Set.of(
                        "test/Outer_Spec.java",
                        "test/Outer_Spec_Engine.java",
                        "test/Outer_Net.java",
                        "test/Outer_Net_Engine.java",
                        "test/Outer_Inner_Net.java",
                        "test/Outer_Inner_Net_Engine.java"),
                Project.generated(compilation).keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"class", "record", "enum", "@interface"})
    void anyKindOfType(String kind) {
        String type = type("NetSpec", "")
                .replace("interface", kind)
                .replace("NetSpec", kind.equals("record") ? "NetSpec()" : "NetSpec");
        assertThat(new Project(compiler, root).type("NetSpec", type).compile()).succeededWithoutWarnings();
    }

    private Compilation assertError(String message, int line, Project project) {
        Compilation compilation = project.compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining(message)
                .inFile(project.sources().get(project.sources().size() - 1))
                .onLine(line);
        return compilation;
    }

    @Test
    void likeTheTypeItself() {
        Project project = new Project(compiler, root).type("Net", type("Net", ""));
        assertError("the generated class would be called Net, like the annotated type itself", 3, project);
    }

    @Test
    void twoTypesForOneClass() {
        Project project = new Project(compiler, root)
                .type("NetSpec", type("NetSpec", ""))
                .type("Other", type("Other", ", name = \"Net\""));
        assertError("RNN090: class test.Net is made from test.NetSpec already", 3, project);
    }

    @Test
    void theEngineOfAnother() {
        Project project = new Project(compiler, root)
                .type("NetSpec", type("NetSpec", ""))
                .type("Net_EngineSpec", type("Net_EngineSpec", ""));
        assertError("class test.Net_Engine is made from test.NetSpec already", 3, project);
    }

    @Test
    void aHandWrittenClass() {
        Project project =
                new Project(compiler, root).type("Net", "class Net {}\n").type("NetSpec", type("NetSpec", ""));
        assertError("RNN090: there is a class test.Net already", 3, project);
    }

    @Test
    void aHandWrittenClassOnTheSourcePath() {
        Project project = new Project(compiler, root)
                .file("more/test/Net.java", "package test;\nclass Net {}\n")
                .options("-implicit:none", "-sourcepath", root.resolve("more").toString())
                .type("NetSpec", type("NetSpec", ""));
        assertError("RNN090: there is a class test.Net already", 3, project);
    }

    @Test
    void whatAnEarlierBuildGeneratedIsReplaced() {
        Project project = new Project(compiler, root)
                .file(
                        "more/test/Net.java",
                        "package test;\n@org.rnnc.runtime.generated.Generated(\"\") public final class Net {}\n")
                .options("-implicit:none", "-sourcepath", root.resolve("more").toString())
                .type("NetSpec", type("NetSpec", ""));
        if (compiler == JavaCompilers.JAVAC) {
            assertThat(project.compile()).succeededWithoutWarnings();
        } else {
            assertError("RNN091: class test.Net of an earlier build is in the way", 3, project);
        }
    }

    @Test
    void theSameFileTwice() {
        Project project = new Project(compiler, root)
                .file("test/Net.rnn", "model Net {\n  input x: vector<2>\n  output y = x\n}\n")
                .type("ASpec", "@RnnModel(file = \"Net.rnn\") interface ASpec {}\n")
                .type("BSpec", "@RnnModel(file = \"Net.rnn\") interface BSpec {}\n");
        assertError("class test.Net is made from test.ASpec already", 3, project);
    }

    @Test
    void theSameModelTwiceInAFile() {
        String model = "model Net {\n  input x: vector<2>\n  output y = x\n}\n";
        Project project = new Project(compiler, root)
                .file("test/Net.rnn", model + model)
                .type("ASpec", "@RnnModel(file = \"Net.rnn\") interface ASpec {}\n");
        assertError("test/Net.rnn:5:7: error RNN033: model `Net` is defined twice", 3, project);
    }

    @ParameterizedTest
    @ValueSource(strings = {"State", "Trainer", "java", "org", "class", "var", "1a", "a b", "a.b", "_"})
    void namesNoClassCanHave(String name) {
        Project project = new Project(compiler, root)
                .type("NetSpec", "class A {}\n" + type("NetSpec", ", name = \"" + name + "\""));
        assertError("RNN056: model `" + name + "`", 4, project);
        project = new Project(compiler, root)
                .type(
                        name.matches("[A-Z]\\w+") ? name + "Spec" : "NoSpec",
                        "class B {}\n"
                                + (name.matches("[A-Z]\\w+")
                                        ? type(name + "Spec", "")
                                        : type("NoSpec", ", name = \"a\\0\"")));
        assertThat(project.compile()).hadErrorCount(1);
    }

    /** Generated code takes each type from where it belongs, whatever lies beside it. */
    @Test
    void typesOfThePackageHideNothing() {
        Project project = new Project(compiler, root).options("-Xlint:all,-processing,-path", "-Werror");
        for (String name : List.of(
                "ArrayList",
                "Arguments",
                "Arrays",
                "BitSet",
                "Double",
                "Float",
                "FloatMath",
                "Generated",
                "Kernels",
                "IllegalArgumentException",
                "List",
                "Math",
                "Object",
                "Override",
                "Rows",
                "Session",
                "State",
                "Step",
                "StreamingModel",
                "String",
                "System",
                "Tensor",
                "Trainer",
                "UnsupportedOperationException",
                "Weights")) {
            project.java("test/" + name + ".java", "package test;\nfinal class " + name + " {}\n");
        }
        project.java(
                "test/NetSpec.java",
                "package test;\n@org.rnnc.runtime.annotation."
                        + type("NetSpec", "").substring(1));
        project.java("test/OneSpec.java", """
                package test;
                @org.rnnc.runtime.annotation.RnnModel(text = "input x: vector<2> output y = x")
                interface OneSpec {}
                """);
        assertThat(project.compile()).succeededWithoutWarnings();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "org"})
    void aTypeThatHidesAPackage(String name) {
        Project project = new Project(compiler, root)
                .type(name, "class " + name + " {}\n")
                .type("NetSpec", type("NetSpec", ""));
        assertError("RNN056: class test." + name + " hides the package of its name", 3, project);
    }

    /** Values, inputs and outputs that are called like types. */
    @Test
    void valuesNamedLikeTypes() throws IOException {
        Project project = new Project(compiler, root)
                .file("t/Net.rnn", Files.readString(Path.of("src/test/resources/names/types.rnn")))
                .java(
                        "t/NetSpec.java",
                        "package t; @org.rnnc.runtime.annotation.RnnModel(file = \"Net.rnn\") interface NetSpec {}")
                .options("-Xlint:all,-processing,-path", "-Werror");
        assertThat(project.compile()).succeededWithoutWarnings();
    }

    @Test
    void aModelNamedLikeAPackage() {
        Project project = new Project(compiler, root)
                .file("test/Net.rnn", "model org { input x: vector<3> output y = x |> rnn(4) loss mse(y) }")
                .type("NetSpec", "@RnnModel(file = \"Net.rnn\") interface NetSpec {}\n");
        assertError("RNN056: model `org` has the name of a package".substring(8), 3, project);
    }

    @Test
    void likeAPackage() {
        assumeTrue(
                compiler == JavaCompilers.JAVAC, "Eclipse's compiler says it itself: the type collides with a package");
        Project project = new Project(compiler, root)
                .java("test/net/A.java", "package test.net;\nclass A {}\n")
                .type("NetSpec", type("NetSpec", ", name = \"net\""));
        assertError("RNN090: class test.net would have the name of a package", 3, project);
    }

    @ParameterizedTest
    @CsvSource({"Net, net", "Net, NET_engine", "N\u00e4t, Na\u0308t"})
    void filesThatDifferInCaseOnly(String one, String other) {
        Project project = new Project(compiler, root)
                .type("ASpec", type("ASpec", ", name = \"" + one + "\""))
                .type("BSpec", type("BSpec", ", name = \"" + other + "\""));
        assertError("RNN090: the files of classes test." + other + " and test." + one, 3, project);
    }

    @Test
    void likeAClassWithinAnother() {
        Project project = new Project(compiler, root)
                .type("ASpec", type("ASpec", ", name = \"Net\""))
                .type("BSpec", type("BSpec", ", name = \"Net_Engine$Window\""));
        assertError("RNN090: there is a class test.Net_Engine$Window already", 3, project);
    }

    /** The longest file is {@code N_Engine$Beginning.class}, of 255 bytes. */
    @Test
    void namesThatAreTooLongForAFile() {
        for (String longest : List.of("N".repeat(232), "\u00fc".repeat(116))) {
            String source = type("NetSpec", ", name = \"" + longest + "\"");
            assertThat(new Project(compiler, root).type("NetSpec", source).compile())
                    .succeededWithoutWarnings();
            assertError(
                    "has a name too long for the files of its classes",
                    3,
                    new Project(compiler, root)
                            .type("NetSpec", source.replace(longest, longest + longest.substring(0, 1))));
        }
    }

    @Test
    void namesThatAreTooLongForAClassFile() {
        String longest = "x".repeat(1_000);
        String source =
                type("NetSpec", "").replace("input x", "input " + longest).replace("(x)", "(" + longest + ")");
        assertThat(new Project(compiler, root).type("NetSpec", source).compile())
                .succeededWithoutWarnings();
        String text = type("NetSpec", "")
                .replace("input x", "input " + "x".repeat(20_000))
                .replace("(x)", "(" + "x".repeat(20_000) + ")");
        assertError("has 20000 characters; at most 1000 fit", 3, new Project(compiler, root).type("NetSpec", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "weights.Math.List", "x.Kernels", "$a._b", "\u00fcber"})
    void packages(String name) {
        Project project = new Project(compiler, root)
                .java(
                        name.replace('.', '/') + "/NetSpec.java",
                        "package " + name + ";\n@org.rnnc.runtime.annotation."
                                + type("NetSpec", "").substring(1).replace("y", "step"));
        assertThat(project.compile()).succeededWithoutWarnings();
    }

    @Test
    void theUnnamedPackage() {
        String type = "@org.rnnc.runtime.annotation."
                + type("NetSpec", ", name = \"Math\"").substring(1);
        assertThat(new Project(compiler, root).java("NetSpec.java", type).compile())
                .succeededWithoutWarnings();
    }

    /** Whatever else generated code names, a model may be called so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math",
                "String",
                "Object",
                "Override",
                "System",
                "IllegalArgumentException",
                "Model",
                "StreamingModel",
                "Generated",
                "Kernels",
                "ArrayList",
                "List",
                "Arrays",
                "BitSet",
                "Tensor",
                "Tensors",
                "DataSpec",
                "Precision",
                "ModelInfo",
                "RandomSource",
                "Arguments",
                "Abi",
                "Rows",
                "Starts",
                "FloatMath",
                "FloatBlock",
                "Step",
                "Window",
                "Weights",
                "Initializer",
                "Input",
                "Layer",
                "RnnModel",
                "Iterator",
                "Comparator",
                "Engine",
                "Plain",
                "net",
                "Net_Engine",
                "Net_",
                "$Net",
                "Ünet"
            })
    void allOtherNames(String name) {
        String text = "text = \"input x: token<300> output y = x |> lstm(2) |> dense(3) |> softmax "
                + "loss crossEntropy(y) train { optimizer adam(rate = 1) clip norm 1 start normal(1) batch 2 }\"";
        Compilation compilation = new Project(compiler, root)
                .type(
                        "NetSpec",
                        "@org.rnnc.runtime.annotation.RnnModel(" + text + ", name = \"" + name
                                + "\") interface NetSpec {}\n")
                .options("-Xlint:all,-path", "-Werror")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }
}
