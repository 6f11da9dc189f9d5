// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.parse.format.SpecFormatter;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;
import org.rnnc.processor.standalone.ModelSources;

/** The formatter changes nothing of what is generated, and a text that is laid out stays as it is. */
@Tag("sources")
class RandomFormatTest {
    private static final int MODELS = Integer.getInteger("fuzz.models", 60);
    private static final Path ROOT = Path.of("..");

    /** Everything sources are made of but places; what is generated is a function of it. */
    private static String meaning(ModelSpec model) {
        return String.join(
                "\n",
                model.name(),
                model.documentation(),
                model.equations().toString(),
                model.precision().toString(),
                model.graph().explain(),
                model.graph().labels().values().toString(),
                model.graph().aliases().toString(),
                model.training().toString());
    }

    private static List<ModelSpec> compile(String text, List<SpecFile> neighbours) {
        Diagnostics found = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText("Test.rnn", text), found);
        return found.hasErrors() ? List.of() : SpecCompiler.compile(file, neighbours, found);
    }

    private static String format(String text) {
        Diagnostics found = new Diagnostics();
        SourceText source = new SourceText("Test.rnn", text);
        String formatted =
                SpecFormatter.format(source, found).orElseThrow(() -> new AssertionError(messages(found) + text));
        assertEquals(
                formatted,
                SpecFormatter.format(new SourceText("Test.rnn", formatted), found)
                        .orElseThrow());
        return formatted;
    }

    private static String messages(Diagnostics found) {
        return found.all().stream().map(Diagnostic::format).collect(Collectors.joining("\n"));
    }

    @Test
    void randomModels() {
        Random random = new Random(5);
        for (long seed = 1; seed <= MODELS; seed++) {
            staysTheSame(RandomModel.write(seed), random);
        }
    }

    /** Of several axes, over trees, and with values at pairs of steps. */
    @Test
    void randomModelsOfAxes() {
        Random random = new Random(6);
        for (long seed = 1; seed <= MODELS; seed++) {
            Chance chance = new Chance(seed);
            String text = switch ((int) (seed % 3)) {
                case 0 -> new RandomTranslation(chance).text();
                case 1 -> new RandomForest(chance).text();
                default -> new RandomAttention(chance).text();
            };
            staysTheSame(text, random);
        }
    }

    private static void staysTheSame(String written, Random random) {
        SpecFile inline = SpecReader.readInline(new SourceText("R.rnn", written), "R", new Diagnostics());
        String wild = spaced(SpecPrinter.print(inline), random);
        String formatted = format(wild);
        List<ModelSpec> before = compile(wild, List.of());
        List<ModelSpec> after = compile(formatted, List.of());
        assertEquals(1, before.size(), wild);
        assertEquals(meaning(before.get(0)), meaning(after.get(0)), formatted);
    }

    /** Other spaces and line breaks, where there are some. */
    private static String spaced(String text, Random random) {
        List<String> spaces = List.of(" ", " ", "  ", "\t", "\n      ");
        StringBuilder out = new StringBuilder();
        for (String word : text.split("(?<=\\s)|(?=\\s)", -1)) {
            out.append(word.equals(" ") ? spaces.get(random.nextInt(spaces.size())) : word);
        }
        return out.toString();
    }

    /** Those of samples to the byte, and of all the others what they are made of. */
    @Test
    void allSpecsOfTheRepository() throws IOException {
        int formatted = 0;
        List<Path> changed = new ArrayList<>();
        for (Path file : specs()) {
            String before = Files.readString(file);
            Diagnostics found = new Diagnostics();
            if (SpecFormatter.format(new SourceText("Test.rnn", before), found).isEmpty()) {
                assertFalse(messages(found).contains("RNN099"), () -> messages(found) + file);
                continue;
            }
            formatted++;
            String after = format(before);
            boolean ours =
                    file.toString().contains("samples") || file.toString().contains("library");
            if (ours && !after.equals(before)) {
                changed.add(file);
            }
            List<SpecFile> neighbours = neighbours(file);
            List<ModelSpec> first = compile(before, neighbours);
            List<ModelSpec> second = compile(after, neighbours);
            assertEquals(first.size(), second.size(), file::toString);
            for (int i = 0; i < first.size(); i++) {
                assertEquals(meaning(first.get(i)), meaning(second.get(i)), file::toString);
                if (ours && !file.toString().contains("benchmarks")) {
                    assertEquals(texts(first.get(i)), texts(second.get(i)), file::toString);
                }
            }
        }
        // The messages' tests have a spec each, and another one that is right.
        assertTrue(
                formatted > 200, formatted + " below " + ROOT.toAbsolutePath().normalize());
        assertEquals(List.of(), changed, "not laid out as rnnc format does");
    }

    private static Map<String, String> texts(ModelSpec model) {
        return ModelSources.of(model, false, "test").texts();
    }

    private static List<Path> specs() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".rnn") && Files.isRegularFile(file))
                    .filter(file -> !file.toString().replace('\\', '/').contains("/target/"))
                    // Of bytes that are no text.
                    .filter(file -> !file.toString().contains("RNN091-unreadable"))
                    .sorted()
                    .toList();
        }
    }

    private static List<SpecFile> neighbours(Path file) throws IOException {
        List<SpecFile> neighbours = new ArrayList<>();
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path other : files.filter(found -> found.toString().endsWith(".rnn") && !found.equals(file))
                    .sorted()
                    .toList()) {
                Diagnostics none = new Diagnostics();
                SpecFile spec = SpecReader.read(new SourceText("Other.rnn", Files.readString(other)), none);
                if (!none.hasErrors()) {
                    neighbours.add(spec);
                }
            }
        }
        return neighbours;
    }
}
