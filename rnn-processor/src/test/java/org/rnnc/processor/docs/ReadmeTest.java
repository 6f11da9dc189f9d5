// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.diagnostics.FixtureRun;

/** What {@code README.md} shows compiles, and is what the compiler gives. */
class ReadmeTest {
    private static final String IMPORT = "import org.rnnc.runtime.annotation.*;\n";

    /** What the blocks begin with that are tried here. */
    private static final String MODEL = "/** ";

    private static final String USE = "CharRnn model";
    private static final String GENERATED = "public final class";
    private static final String ANNOTATED = "@RnnModel";
    private static final String MESSAGE = "org/rnnc/";

    @TempDir
    Path folder;

    private static boolean starts(PageBlocks.Block block, String language, String start) {
        return block.is(PageBlocks.README, language) && block.text().startsWith(start);
    }

    private static List<String> blocks(String language, String start) throws IOException {
        return PageBlocks.all(block -> starts(block, language, start)).stream()
                .map(PageBlocks.Block::text)
                .toList();
    }

    static boolean claims(PageBlocks.Block block) {
        return starts(block, "rnn", MODEL)
                || starts(block, "java", USE)
                || starts(block, "java", GENERATED)
                || starts(block, "java", ANNOTATED)
                || starts(block, "", MESSAGE);
    }

    /** The folder that the classes and their sources are in. */
    private Path compile(Map<String, String> texts, String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        Map<String, Path> files = new TreeMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            files.put(text.getKey(), Files.writeString(place.resolve(text.getKey()), text.getValue()));
        }
        assertEquals("", FixtureRun.of(files, place.resolve("scratch")).text());
        return place.resolve("scratch/classes");
    }

    @Test
    void theFirstModel() throws IOException {
        List<String> specs = blocks("rnn", MODEL);
        assertEquals(2, specs.size());
        String use = blocks("java", USE).get(0);
        Path classes = compile(
                Map.of(
                        "CharRnn.rnn",
                        specs.get(0),
                        "Mine.rnn",
                        specs.get(1),
                        "CharRnnSpec.java",
                        IMPORT + "@RnnModel(file = \"CharRnn.rnn\") public interface CharRnnSpec {}",
                        "Mine2Spec.java",
                        IMPORT
                                + "@RnnModel(text = \"input x: vector<3>  output y = x |> mine(64)\", cells = \"Mine.rnn\")"
                                + " interface Mine2Spec {}",
                        "Use.java",
                        "class Use {\n  void use(int[] characters, int[] charactersOneFurtherOn, int character) {\n"
                                + use + "  }\n}\n"),
                "first");
        // The unnamed package needs no qualified names.
        String generated = Files.readString(classes.resolve("CharRnn.java")).replace("CharRnn.State", "State");
        for (String line : blocks("java", GENERATED).get(0).split("\n")) {
            String code = line.replaceAll("//.*", "")
                    .replaceAll("[{}.]+\\s*$", "")
                    .replace("CharRnn.State", "State")
                    .strip();
            assertTrue(generated.contains(code), code);
        }
    }

    @Test
    void theWaysToSayOneModel() throws IOException {
        List<String> specs = blocks("java", ANNOTATED);
        assertEquals(2, specs.size());
        String text = source(specs.get(0), "text");
        assertEquals(text, source(specs.get(1), "attributes"));
    }

    private String source(String spec, String name) throws IOException {
        Path classes = compile(Map.of("WeatherSpec.java", IMPORT + spec), name);
        return Files.readString(classes.resolve("Weather.java"))
                + Files.readString(classes.resolve("Weather_Engine.java"));
    }

    @Test
    void theMessage() throws IOException {
        String place = "org/rnnc/samples/charrnn/CharRnn.rnn";
        String good =
                Files.readString(Path.of("../samples/char-rnn/src/main/java").resolve(place));
        Diagnostics found = new Diagnostics();
        SourceText source = new SourceText(place, good.replace("rnn(100)", "run(100)"));
        SpecCompiler.compile(SpecReader.read(source, found), List.of(), found);
        assertEquals(1, found.all().size());
        // javac indents all lines but the first by two.
        assertEquals(blocks("", MESSAGE).get(0), found.all().get(0).format().replace("\n", "\n  ") + "\n");
    }
}
