// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.JavaCompilers;
import org.rnnc.runtime.generated.Generated;

/** The processor within builds: rounds, other processors, modules, options of javac, its own failures. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class BuildTest {
    private static final String TEXT = "text = \"input x: vector<2> output y = tanh(x) loss mse(y)\"";
    private static final String TYPE = "@RnnModel(" + TEXT + ") interface NetSpec {}\n";

    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    /** Writes one file in the first round. */
    private static final class Writing extends AbstractProcessor {
        private final String name;
        private final String text;
        private boolean done;

        Writing(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer file =
                        processingEnv.getFiler().createSourceFile(name).openWriter()) {
                    file.write(text);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return false;
        }
    }

    private Project with(String name, String text) {
        return new Project(compiler, root).processors(List.of(RnnProcessor::new, () -> new Writing(name, text)));
    }

    @Test
    void aTypeThatAnotherProcessorMakes() {
        Compilation compilation = with("test.NetSpec", Project.HEADER + TYPE)
                .type("User", "class User { Net net; }\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }

    @Test
    void aConstantThatAnotherProcessorMakes() {
        String constant =
                "package test;\ninterface Texts { String TEXT = \"input x: vector<2> output y = tanh(x)\"; }\n";
        Compilation compilation = with("test.Texts", constant)
                .type("NetSpec", "@RnnModel(text = Texts.TEXT) interface NetSpec {}\n")
                .type("User", "class User { Net net; }\n")
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
    }

    @Test
    void modelsAreMadeOnce() {
        Compilation compilation = with("test.Other", "package test;\nclass Other {}\n")
                .type("NetSpec", TYPE)
                .compile();
        assertThat(compilation).succeededWithoutWarnings();
        assertEquals(3, Project.generated(compilation).size());
    }

    /** What javac cannot make sense of, it says itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = Texts.TEXT",
                "text = 3",
                "file = UNKNOWN",
                "layers = @Layer(cell = \"rnn\", units = NONE)",
                "layers = @Layer(units = 3), input = @Input(size = 2)",
                "output = Activation.TANK, layers = @Layer(cell = \"rnn\", units = 1)",
                "train = @Train(optimizer = @Optimizer(rate = 1)), layers = @Layer(cell = \"rnn\", units = 1)",
                "texts = \"\"",
            })
    void valuesThatAreNone(String attributes) {
        Compilation compilation = new Project(compiler, root)
                .type("NetSpec", "@RnnModel(" + attributes + ") interface NetSpec {}\n")
                .compile();
        assertThat(compilation).failed();
        for (var error : compilation.errors()) {
            assertFalse(error.getMessage(Locale.ROOT).contains("RNN099"), error.toString());
            assertFalse(error.getMessage(Locale.ROOT).contains("<error>"), error.toString());
        }
    }

    @Test
    void aFailureOfOursIsAnErrorOnTheType() {
        Project project = new Project(compiler, root)
                .processors(List.of(() -> new RnnProcessor(
                        (build, type, threads) -> {
                            if (type.getSimpleName().contentEquals("BadSpec")) {
                                throw new IllegalStateException("no such node");
                            }
                            return AnnotatedType.begin(build, type, threads);
                        },
                        2)))
                .type("BadSpec", TYPE.replace("Net", "Bad"))
                .type("NetSpec", TYPE);
        Compilation compilation = project.compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining("RNN099: the compiler failed on this model: java.lang.IllegalStateException: "
                        + "no such node\n    hint: this is a mistake of rnnc, at org.rnnc.processor.BuildTest")
                .inFile(project.sources().get(0))
                .onLine(3);
        assertFalse(compilation.errors().get(0).getMessage(Locale.ROOT).contains("\tat "));
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, NoSuchMethodError.class, NullPointerException.class})
    void anyFailureOfOurs(Class<? extends Throwable> kind) {
        Compilation compilation = new Project(compiler, root)
                .processors(List.of(() -> new RnnProcessor(
                        (build, type, threads) -> {
                            try {
                                throw kind.getConstructor().newInstance();
                            } catch (RuntimeException | Error e) {
                                throw e;
                            } catch (Throwable e) {
                                throw new AssertionError(e);
                            }
                        },
                        2)))
                .type("NetSpec", TYPE)
                .compile();
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining("RNN099")
                .inFile(compilation.sourceFiles().get(0))
                .onLine(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", ""})
    void releases(String release) {
        Project project = new Project(compiler, root).type("NetSpec", TYPE);
        List<String> said = release.isEmpty()
                ? project.compileToDisk("-Werror")
                : project.compileToDisk("-Werror", "--release", release);
        assertEquals(List.of(), said);
        assertTrue(Files.exists(root.resolve("out/test/Net.class")));
    }

    @Test
    void processingOnly() {
        Project project = new Project(compiler, root)
                .file("test/Net.rnn", "model Net {\n  input x: vector<2>\n  output y = x |> dense(2)\n}\n")
                .type("NetSpec", "@RnnModel(file = \"Net.rnn\") interface NetSpec {}\n");
        assertEquals(List.of(), project.compileToDisk("-proc:only"));
        assertTrue(Files.exists(root.resolve("out/test/Net.java")));
        assertFalse(Files.exists(root.resolve("out/test/Net.class")));
    }

    /**
     * The classes of the last build are on the class path of the next one. Of classes that a processor makes again javac
     * warns then, under the name {@code processing}, whichever processor it is.
     */
    @Test
    void again() {
        Project project = new Project(compiler, root).type("NetSpec", TYPE);
        String path = System.getProperty("java.class.path") + java.io.File.pathSeparator + root.resolve("out");
        assertEquals(List.of(), project.compileToDisk("-cp", path));
        List<String> again = project.compileToDisk(
                "-Xlint:-processing",
                "-cp",
                path,
                "-sourcepath",
                root.resolve("out").toString());
        if (compiler == JavaCompilers.JAVAC) {
            assertEquals(List.of(), again);
        } else {
            // No processor can replace a class there.
            assertTrue(again.toString().contains("class test.Net of an earlier build is in the way"), again::toString);
        }
    }

    private Project module() throws URISyntaxException {
        assumeTrue(compiler == JavaCompilers.JAVAC, "the interface of Eclipse's compiler takes no module path");
        Path runtime = Path.of(Generated.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new Project(compiler, root)
                .options("--module-path", runtime.toString())
                .java("module-info.java", "module nets { requires org.rnnc.runtime; }\n");
    }

    @Test
    void aNamedModule() throws URISyntaxException {
        assertEquals(List.of(), module().type("NetSpec", TYPE).compileToDisk("-Werror"));
    }

    @Test
    void theUnnamedPackageOfANamedModule() throws URISyntaxException {
        Project project = module().java("some/Some.java", "package some;\nclass Some {}\n")
                .java("NetSpec.java", "import org.rnnc.runtime.annotation.*;\n" + TYPE);
        List<String> said = project.compileToDisk();
        assertTrue(said.stream().anyMatch(text -> text.contains("unnamed package")), said::toString);
        assertTrue(said.stream().noneMatch(text -> text.contains("RNN099")), said::toString);
    }

    @Test
    void gradleIsToldThatEachTypeStandsAlone() throws IOException {
        String file = "/META-INF/gradle/incremental.annotation.processors";
        try (InputStream stream = RnnProcessor.class.getResourceAsStream(file)) {
            assertEquals(
                    RnnProcessor.class.getName() + ",isolating",
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
