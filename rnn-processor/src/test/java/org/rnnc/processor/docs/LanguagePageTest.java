// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.support.EmittedModel;

/** Every example of the language on a page is what it says it is: sound, or wrong in one stated way. */
class LanguagePageTest {
    private static final String PAGE = "language.md";

    /** All of the language, but where a page shows it in another test's way. */
    static boolean claims(PageBlocks.Block block) {
        return block.language().equals("rnn")
                && !block.page().equals(PageBlocks.README)
                && !block.page().startsWith("../tools/")
                && !ArchitecturePageTest.claims(block)
                && !block.page().equals("diagnostics.md")
                && !block.page().equals("tutorial.md")
                && !block.page().equals("translation.md");
    }

    static Stream<PageBlocks.Block> examples() throws IOException {
        return PageBlocks.all(LanguagePageTest::claims).stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isWhatItSays(PageBlocks.Block block) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(
                new SourceText(block.page(), "\n".repeat(block.line() - 1) + block.text()), diagnostics);
        List<ModelSpec> models =
                diagnostics.hasErrors() ? List.of() : SpecCompiler.compile(file, List.of(), diagnostics);
        List<String> codes =
                diagnostics.all().stream().map(Diagnostic::code).distinct().toList();
        String error = block.option("error");
        assertEquals(error.isEmpty() ? List.of() : List.of(error), codes, () -> findings(diagnostics));
        for (ModelSpec model : models) {
            assertFalse(EmittedModel.sources(model, "example").isEmpty());
        }
    }

    private static String findings(Diagnostics diagnostics) {
        return String.join(
                "\n", diagnostics.all().stream().map(Diagnostic::format).toList());
    }

    @Test
    void everyOptimizerStandsThereWithItsDefaults() throws IOException {
        String page = Files.readString(PageBlocks.page(PAGE));
        for (Optimizer.Kind kind : Optimizer.Kind.values()) {
            String row = page.lines()
                    .filter(line -> line.startsWith("| `" + kind.word() + "` |"))
                    .findFirst()
                    .orElse("");
            assertFalse(row.isEmpty(), "no row for " + kind.word());
            boolean likeAdam = row.contains("| as `adam`");
            for (Optimizer.Option option : kind.options()) {
                assertTrue(likeAdam || row.contains("`" + option.name()), row + " lacks " + option);
            }
        }
    }
}
