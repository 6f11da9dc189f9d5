// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.java.api.StubEmitter;
import org.rnnc.processor.support.JavaCompilers;

/** A broken model still has a class, so that nothing is reported but what is broken. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class StubTest {
    /** Uses a model in every way, also where javac would complain before it looks into methods. */
    private static final String USER = """
            import test.Net.Session;
            class User extends Base<Net> implements java.util.function.Function<Net.State, Net.Trainer> {
                final Net net = Net.create();
                static final int[] TOKENS = {1};
                Session session;
                @Override public Net.Trainer apply(Net.State state) {
                    Net other = Net.create(7);
                    NUMBER[] next = new NUMBER[65];
                    Net.Session session = other.newSession();
                    Net.State start = other.newState();
                    session.step(start, 3, next);
                    start.copyFrom(state.copy());
                    Net.Trainer trainer = other.newTrainer();
                    NUMBER loss = trainer.train(TOKENS, TOKENS) + trainer.evaluate(TOKENS, TOKENS);
                    trainer.resetState();
                    org.rnnc.runtime.model.StreamingModel general = other;
                    general.info();
                    return trainer;
                }
            }
            class Base<M extends org.rnnc.runtime.model.Model> {}
            """;

    private static final String MODEL = """
            input  x: token<65>
            output next = x |> rnn(100) |> dense(65) |> softmax
            loss   crossEntropy(next)
            train  { window 25 }
            """;

    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    private Project project(String model, String user) {
        return new Project(compiler, root)
                .file("test/Net.rnn", "model Net {\n" + model + "}\n")
                .type("User", user.replace("NUMBER", model.contains("double") ? "double" : "float"))
                .type("NetSpec", "@RnnModel(file = \"Net.rnn\")\ninterface NetSpec {}\n");
    }

    @Test
    void theUserIsRight() {
        assertThat(project(MODEL, USER).compile()).succeededWithoutWarnings();
        assertThat(project(MODEL + "precision double\n", USER).compile()).succeededWithoutWarnings();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense(65)/dens(65)",
                "rnn(100)/rnn(0)",
                "rnn(100)/rnn(100, 3)",
                "window 25/window 0",
                "|> softmax/|> softmax |> last |> last",
                "train /precision double trian ",
                "train  {/precision double optimizer sgd(1) train {",
                "output next = x |> rnn(100)/h[t-1] = 1\noutput next = x |> rnn(100)",
                "= x |> rnn(100) |> dense(65) |> softmax/= -> x",
            })
    void oneErrorAndNoneOfTheUsers(String change) {
        String[] parts = change.split("/", 2);
        String broken = MODEL.replace(parts[0], parts[1]);
        Compilation compilation = project(broken, USER).compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("test/Net.rnn:");
        assertStubServes(broken);
    }

    /** After errors javac looks into no method, so that the stub is compiled by itself. */
    private void assertStubServes(String broken) {
        SpecFile spec = SpecReader.readInline(new SourceText("Net.rnn", broken), "Net", new Diagnostics());
        String stub = StubEmitter.emit(SpecCompiler.signatures(spec).get(0), "test", true)
                .toString();
        Compilation compilation = new Project(compiler, root)
                .options("-Xlint:all,-path", "-Werror")
                .java("test/Net.java", stub)
                .type("User", USER.replace("NUMBER", broken.contains("double") ? "double" : "float"))
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }

    @Test
    void withoutItsFile() {
        String user = "class User {\n  Net net;\n  Object make() { return net.parameters(); }\n}\n";
        Compilation compilation = new Project(compiler, root)
                .type("User", user)
                .type("NetSpec", "@RnnModel(file = \"Net.rnn\")\ninterface NetSpec {}\n")
                .compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("Net.rnn was not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text = \"\"",
                "file = \"a.rnn\", text = \"x\"",
                "text = \"input x: vector<2> output y = x\", loss = Loss.MSE",
                "file = \"a.rnn\", layers = {}",
                "input = @Input(tokens = 3)",
                "layers = @Layer(cell = \"rnn\", units = 3)",
            })
    void annotationsThatSayNothingClear(String attributes) {
        Compilation compilation = new Project(compiler, root)
                .type("User", "class User {\n  Net net;\n  Net.Session session;\n}\n")
                .type("NetSpec", "@RnnModel(" + attributes + ")\ninterface NetSpec {}\n")
                .compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("RNN090");
    }

    @Test
    void attributes() {
        String annotation = """
                @RnnModel(
                    input = @Input(tokens = 65),
                    layers = {@Layer(cell = "rnn", units = 100), @Layer(cell = "dens", units = 65)},
                    output = Activation.SOFTMAX,
                    outputName = "next",
                    loss = Loss.CROSS_ENTROPY)
                interface NetSpec {}
                """;
        Project project = new Project(compiler, root)
                .type("User", USER.replace("NUMBER", "float"))
                .type("NetSpec", annotation);
        Compilation compilation = project.compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining("RNN031")
                .inFile(project.sources().get(1))
                .onLine(5);
    }

    @Test
    void eachBrokenModelReports() {
        Compilation compilation = new Project(compiler, root)
                .type("ASpec", "@RnnModel(text = \"input x: vector<2> output y = tan(x)\") interface ASpec {}\n")
                .type("BSpec", "@RnnModel(text = \"input x: vector<2> output y = tanh(z)\") interface BSpec {}\n")
                .type("CSpec", "@RnnModel(text = \"input x: vector<2> output y = tanh(x)\") interface CSpec {}\n")
                .type("DSpec", "@RnnModel(text = \"input x: vector<0> output y = tanh(x)\") interface DSpec {}\n")
                .type("User", "class User { A a; B b; C c; D d; }\n")
                .compile();
        assertThat(compilation).hadErrorCount(3);
        String place = compiler == JavaCompilers.JAVAC ? "java:3:" : "text:1:";
        assertThat(compilation).hadErrorContaining("ASpec." + place);
        assertThat(compilation).hadErrorContaining("BSpec." + place);
        assertThat(compilation).hadErrorContaining("DSpec." + place);
    }

    /** Of the models of one file, one that is right is generated beside one that is not. */
    @Test
    void aRightModelBesideAWrongOne() {
        Compilation compilation = new Project(compiler, root)
                .file("test/Nets.rnn", """
                        model Good {
                          input x: vector<2>
                          output y = x |> dense(2)
                        }
                        model Bad {
                          input x: vector<2>
                          output y = x |> dens(2)
                        }
                        """)
                .type("NetsSpec", "@RnnModel(file = \"Nets.rnn\") interface NetsSpec {}\n")
                .type("User", "class User { Good good; Good_Engine.Step step; Bad bad; }\n")
                .compile();
        assertThat(compilation).hadErrorCount(1);
    }
}
