// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
    private static final String MODELS = """
            /** One. */
            model One {
              input  x: token<5>
              output y = x |> rnn(3) |> dense(5) |> softmax
              loss   crossEntropy(y)
              train { window 4 }
            }

            model Two { input a: vector<2> output b = a |> gru(3) }
            """;

    @TempDir
    private Path folder;

    private static Map<String, byte[]> files(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theBytesAreThoseOfTheProcessor(boolean vector) throws IOException {
        Path sources = folder.resolve("src");
        Path spec = sources.resolve("org/example/Models.rnn");
        Files.createDirectories(spec.getParent());
        Files.writeString(spec, MODELS);
        Path out = folder.resolve("out");
        Object[] arguments = vector
                ? new Object[] {"generate", sources, "-o", out, "--vector"}
                : new Object[] {"generate", sources, "-o", out};
        Run run = Run.of(arguments).ends(0);
        Map<String, byte[]> written = files(out);
        assertTrue(run.out().endsWith(written.size() + " files written, 0 as before\n"), run.out());
        assertEquals(vector, written.containsKey("org/example/One_Vector.java"), written.keySet()::toString);

        Path type = Files.writeString(
                spec.resolveSibling("ModelsSpec.java"),
                "package org.example;\n@org.rnnc.runtime.annotation.RnnModel(file = \"Models.rnn\")\n"
                        + "public interface ModelsSpec {}\n");
        Path generated = Files.createDirectories(folder.resolve("generated"));
        process(type, generated, vector);
        Map<String, byte[]> expected = files(generated);
        assertEquals(expected.keySet(), written.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, written.get(name), name));
    }

    private void process(Path type, Path generated, boolean vector) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String classPath = System.getProperty("java.class.path");
        List<String> options = Stream.concat(
                        Stream.of(
                                "-s",
                                generated.toString(),
                                "-d",
                                generated.resolveSibling("classes").toString()),
                        Stream.of("-classpath", classPath, "-processorpath", classPath, "-proc:only"))
                .toList();
        Files.createDirectories(folder.resolve("classes"));
        if (vector) {
            options = Stream.concat(options.stream(), Stream.of("--add-modules", "jdk.incubator.vector"))
                    .toList();
        }
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjects(type));
            assertTrue(task.call(), messages::toString);
        }
    }

    @Test
    void onlyWhatDiffersIsWritten() throws IOException {
        Path spec = Files.writeString(folder.resolve("Models.rnn"), MODELS);
        Path out = folder.resolve("out");
        Run.of("generate", spec, "-o", out, "-p", "a.b").ends(0);
        assertTrue(Files.exists(out.resolve("a/b/One.java")));
        assertEquals(
                "0 files written, 4 as before\n",
                Run.of("generate", spec, "-o", out, "-p", "a.b").ends(0).out());
        Files.writeString(spec, MODELS.replace("gru(3)", "gru(4)"));
        String changed =
                Run.of("generate", spec, "-o", out, "-p", "a.b").ends(0).out();
        assertTrue(changed.contains("a/b/Two.java\n") && changed.endsWith("2 files written, 2 as before\n"), changed);
    }

    @Test
    void whereThereIsAnErrorNothingIsWritten() throws IOException {
        Files.writeString(folder.resolve("Models.rnn"), MODELS);
        Files.writeString(folder.resolve("Wrong.rnn"), "model Wrong { input x: vector<2> output y = x |> run(3) }");
        Path out = folder.resolve("out");
        assertTrue(Run.of("generate", folder, "-o", out).ends(1).err().contains("error RNN031"));
        assertFalse(Files.exists(out));
        Files.delete(folder.resolve("Wrong.rnn"));
        Files.writeString(folder.resolve("Again.rnn"), MODELS);
        String twice = Run.of("generate", folder, "-o", out).ends(1).err();
        assertTrue(twice.contains("class One would be made from"), twice);
        Path hyphen = Files.createDirectories(folder.resolve("a-b"));
        Files.delete(folder.resolve("Again.rnn"));
        Files.move(folder.resolve("Models.rnn"), hyphen.resolve("Models.rnn"));
        assertTrue(Run.of("generate", folder, "-o", out).ends(1).err().contains("cannot be a Java package: a-b"));
        assertFalse(Files.exists(out));
    }

    @Test
    void wrongUsage() throws IOException {
        Path spec = Files.writeString(folder.resolve("Models.rnn"), MODELS);
        assertTrue(Run.of("generate", spec).ends(2).err().contains("--out"));
        Run.of("generate", spec, "-o", folder, "-p", "1x").ends(2);
        Files.writeString(folder.resolve("file"), "");
        Run.of("generate", spec, "-o", folder.resolve("file")).ends(1);
    }
}
