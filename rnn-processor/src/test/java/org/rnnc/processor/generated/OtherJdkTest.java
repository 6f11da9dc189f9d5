// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.Model;

/**
 * The Vector API is incubating and may change from one JDK to the next: what one compiles with it another runs with it,
 * and the bits are those recorded.
 */
class OtherJdkTest {
    private static final Set<String> NAMES = Set.of("CharsFloat", "NumbersFloat", "WordsDouble");
    private static final List<String> MODULE = List.of("--add-modules", VectorLibrary.MODULE);

    @TempDir
    private Path folder;

    private final List<ModelSpec> specs = BitEqualityTest.specs().stream()
            .filter(spec -> NAMES.contains(spec.name()))
            .toList();

    /** Prints a line for each class: its engine, its name and the hash of its training. */
    public static void main(String[] classes) throws ReflectiveOperationException {
        for (String name : classes) {
            Class<?> type = Class.forName(name);
            Model model = (Model) type.getMethod("create", long.class).invoke(null, 5L);
            System.out.println(model.info().engine() + " " + type.getSimpleName() + " " + TrainingHash.of(model));
        }
    }

    @Test
    void compiledHereRunsThere() throws IOException, InterruptedException {
        Path java = laterJava();
        List<CompiledModel> models = CompiledModel.ofAllWithVectors(specs);
        for (CompiledModel model : models) {
            model.write(folder);
        }
        check(models, java);
    }

    @Test
    void compiledThereRunsHere() throws IOException, InterruptedException {
        Path javac = laterJava().resolveSibling("javac");
        List<CompiledModel> models = CompiledModel.ofAllWithVectors(specs);
        compile(javac, models);
        check(models, ChildJvm.ownJava());
    }

    private static Path laterJava() throws IOException {
        Optional<Path> java = ChildJvm.laterJava();
        assumeTrue(java.isPresent(), "no later JDK: neither JAVA_HOME_25 nor one of 21 or more in /usr/lib/jvm");
        return java.get();
    }

    /** For the JDK that runs the tests. */
    private void compile(Path javac, List<CompiledModel> models) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(javac.toString(), "-proc:none", "-d", folder.toString()));
        command.addAll(List.of("--release", Integer.toString(Runtime.version().feature())));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(MODULE);
        for (CompiledModel model : models) {
            for (var source : model.sources().entrySet()) {
                Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                command.add(Files.writeString(file, source.getValue()).toString());
            }
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    private void check(List<CompiledModel> models, Path java) throws IOException, InterruptedException {
        List<String> classes =
                models.stream().map(model -> model.type().getName()).toList();
        List<String> printed = ChildJvm.run(java, MODULE, folder, OtherJdkTest.class, classes)
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .toList();
        List<String> recorded = BitEqualityTest.recorded()
                .lines()
                .filter(line -> NAMES.contains(line.split(" ")[0]))
                .map(line -> "vector " + line)
                .toList();
        assertEquals(NAMES.size(), recorded.size());
        assertEquals(recorded, printed);
    }
}
