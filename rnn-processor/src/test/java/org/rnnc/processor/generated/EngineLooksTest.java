// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.diagnostics.FixtureRun;
import org.rnnc.processor.random.LibraryCells;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.support.EmittedModel;

/** Engines can be read: names are the model's, lines fit, kernels stand under their equations, and none is there twice. */
@Tag("sources")
class EngineLooksTest {
    private static final String CLONES = "the same but for literals: (?:%s)_\\S*, .*";

    private static final Pattern NONE = Pattern.compile("");

    /**
     * Loops begin at literal places of rows, since C2 makes vectors of {@code row[j + 16]} and not of {@code row[j +
     * first]}. Matrices and vectors that lie in one row are worked on by one loop where they are neighbours throughout; a
     * peephole's gradients are not, as two of them are of the memory before and one is of the new one.
     */
    private static final Pattern UPDATES = Pattern.compile(CLONES.formatted("update"));

    /** Nor are those of a gate for each child, which are sums over other rows than the other gates'. */
    private static final Pattern OF_TREES = Pattern.compile(CLONES.formatted("update|total|(?:sum|add)Rows\\d+"));

    /** What is put together by chance reads all kinds of parts of rows, each at a place of its own; for the same reason. */
    private static final Pattern OF_PARTS = Pattern.compile(CLONES.formatted(
            "multiply|multiplyTransposed|lookUp|combine(?:2x)?\\d+(?:FromZero|From)?|gradient|sumOuter|(?:begin|add)Outer\\d+|total|sumRows\\d+|addRows\\d+"
                    + "|update|limitRows|square|scale"));

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../samples"))) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".rnn") && !file.toString().contains("/target/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ofSamples(Path file) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        SourceText text = new SourceText(file.getFileName().toString(), Files.readString(file));
        List<ModelSpec> models = SpecCompiler.compile(SpecReader.read(text, diagnostics), List.of(), diagnostics);
        assertEquals(List.of(), diagnostics.all());
        for (ModelSpec model : models) {
            check(model, model.graph().axes().stream().anyMatch(Axis::isTree) ? OF_TREES : NONE);
        }
    }

    /** The sample that is an annotation alone. */
    @Test
    void ofWeather(@TempDir Path scratch) throws IOException {
        Path folder = Path.of("../samples/weather/src/main/java/org/rnnc/samples/weather");
        Map<String, Path> files = new TreeMap<>();
        for (String name : List.of("WeatherSpec.java", "Encoding.java", "Day.java", "Scale.java")) {
            files.put("org/rnnc/samples/weather/" + name, folder.resolve(name));
        }
        assertEquals("", FixtureRun.of(files, scratch).text());
        String engine = Files.readString(scratch.resolve("classes/org/rnnc/samples/weather/Weather_Engine.java"));
        assertEquals(List.of(), new EngineLooks(engine, Set.of("day", "tomorrow")).problems());
    }

    static Stream<String> layers() {
        List<String> cells = LibraryCells.recurrentOf(10);
        return Stream.of(
                        cells.stream().map(cell -> cell + " |> " + cell),
                        cells.stream()
                                .map(cell -> "bidirectional(" + cell + ")")
                                .map(layer -> layer + " |> " + layer),
                        Stream.of(
                                "lstm(40)", "gru(40) |> gru(40)", "rnn(7) |> mgu(9)", "highway |> layerNorm |> rnn(6)"))
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void ofLibraryCells(String layers) {
        check(EmittedModel.spec("Layers", """
                        input x: vector<6>
                        output y = x |> %s |> dense(3)
                        loss mse(y)
                        train { window 5; batch 2; optimizer adam(rate = 0.01); clip norm 1 }
                        """.formatted(layers)), layers.contains("peephole") ? UPDATES : NONE);
    }

    /** Whatever is in them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void ofRandomModels(long seed) {
        check(RandomModel.text(seed).spec(), OF_PARTS);
        check(RandomModel.graph(seed).spec(), OF_PARTS);
    }

    private static void check(ModelSpec model, Pattern clones) {
        check(model, EmittedModel.sources(model, "read"), clones);
        Map<String, String> withVectors = EmittedModel.sourcesWithVectors(EmittedModel.plan(model), "read");
        check(model, withVectors, clones);
    }

    private static void check(ModelSpec model, Map<String, String> sources, Pattern clones) {
        for (Map.Entry<String, String> file : sources.entrySet()) {
            EngineLooks looks = new EngineLooks(file.getValue(), words(model.graph()));
            List<String> problems = new ArrayList<>(problems(file.getKey(), looks));
            problems.removeIf(problem -> clones.matcher(problem).matches());
            assertEquals(List.of(), problems, () -> file.getKey() + " of " + model.name());
        }
    }

    private static List<String> problems(String name, EngineLooks looks) {
        if (name.endsWith("_Engine")) {
            return looks.problems();
        }
        return name.endsWith("_Vector") ? looks.vectorProblems() : looks.longLines();
    }

    /** What users call their values. */
    private static Set<String> words(Graph graph) {
        Set<String> words = new HashSet<>(graph.values().keySet());
        graph.inputs().forEach(input -> words.add(input.name()));
        graph.parameters().forEach(parameter -> words.add(parameter.name()));
        graph.labels().values().forEach(label -> words.addAll(Arrays.asList(label.split("\\."))));
        return words;
    }

    // ---- that the checks see something -----------------------------------------------------------------------------

    private static EngineLooks looks(String kernels) {
        return new EngineLooks("class X {\n    static class Kernels {\n" + kernels + "    }\n}\n", Set.of("product"));
    }

    private static String kernel(String name, String body) {
        return "        void " + name + "(float[] out) {\n            " + body + "\n        }\n\n";
    }

    @Test
    void seesLongLines() {
        assertEquals(
                1,
                looks(kernel("f", "f(" + "0 + ".repeat(40) + "0);")).longLines().size());
    }

    @Test
    void seesNamesOfOperations() {
        for (String name :
                List.of("scaledValue6", "multiplyAddValue2", "inputValue4", "sum2", "tanh", "scaledGroup_3")) {
            assertEquals(
                    1,
                    looks(kernel("f", "float " + name + " = 0;"))
                            .namesOfOperations()
                            .size(),
                    name);
        }
        for (String name : List.of("dcTerm", "tanhC", "product", "hInput2", "sum")) {
            assertEquals(
                    List.of(), looks(kernel("f", "float " + name + " = 0;")).namesOfOperations());
        }
    }

    @Test
    void seesKernelsWithoutEquation() {
        String equation = "        /**\n         * out = 0\n         */\n";
        assertEquals(1, looks(kernel("f", "out[0] = 0;")).withoutEquation().size());
        assertEquals(List.of(), looks(equation + kernel("f", "out[0] = 0;")).withoutEquation());
    }

    @Test
    void seesArithmeticThatDoesNothing() {
        for (String nothing : List.of(
                "1.0f * x",
                "x * 1.0",
                "x / 1.0f",
                "-(-x)",
                "-(-1.0f)",
                "a - -b",
                "(float) (float) x",
                "(float) ((float) x)")) {
            assertEquals(
                    1,
                    looks(kernel("f", "out[0] = " + nothing + ";")).leftovers().size(),
                    nothing);
        }
        for (String something :
                List.of("1.0f - x", "11.0f * x", "x * 1.05f", "x * 1.0E-4", "a - (b - c)", "i--", "-x * -y")) {
            assertEquals(
                    List.of(), looks(kernel("f", "out[0] = " + something + ";")).leftovers());
        }
    }

    @Test
    void seesVectorsThatDoNothing() {
        for (String nothing : List.of(
                "x.mul(1.0f)", "x.mul(1)", "x.div(1f)", "x.neg().neg()", "x.add(0f)", "x.add(-0.0f)", "1.0f * x")) {
            assertEquals(1, looks(kernel("f", nothing + ";")).vectorProblems().size(), nothing);
        }
        for (String something : List.of("x.mul(1.5f)", "x.mul(one)", "x.add(0.5f)", "x.neg().add(1f)")) {
            assertEquals(List.of(), looks(kernel("f", something + ";")).vectorProblems());
        }
    }

    @Test
    void seesClones() {
        String body = "for (int j = 0; j < %d; j++) { out[j + %d] = 0; }";
        assertEquals(
                1,
                looks(kernel("f_8", body.formatted(8, 16)) + kernel("f_8_2", body.formatted(8, 24)))
                        .clones()
                        .size());
        assertEquals(
                List.of(),
                looks(kernel("f_8", body.formatted(8, 16)) + kernel("f_16", body.formatted(16, 16)))
                        .clones());
        assertTrue(looks("").clones().isEmpty());
    }
}
