// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;

/**
 * For each text with mistakes in the folder {@code errors}, all that is said about it, and what is read all the same.
 * With {@code -Drnnc.rewrite=true} the expectations are written anew, to be looked at in the diff.
 */
class ErrorTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/rnnc/dsl/parse/errors");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rnn"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isSaidInOurWords(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name));
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText(name, text), diagnostics);
        String found = Trees.messages(diagnostics) + "\n\n---- read all the same\n\n" + SpecPrinter.print(file);
        Path expected = FOLDER.resolve(name.replace(".rnn", ".txt"));
        if (Boolean.getBoolean("rnnc.rewrite")) {
            Files.writeString(expected, found);
        }
        assertTrue(Files.exists(expected), () -> "there is no " + expected);
        assertEquals(Files.readString(expected), found);
        assertTrue(diagnostics.hasErrors());
    }
}
