// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.SourceText;

/** The cells that ship with the language. */
class LibraryTest {
    @ParameterizedTest
    @MethodSource("names")
    void isOneDocumentedCellOfItsName(String name) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        List<Declaration> declarations =
                SpecReader.read(source(name), diagnostics).declarations();
        assertEquals(List.of(), diagnostics.all());
        assertEquals(1, declarations.size());
        assertEquals(name, declarations.get(0).name().text());
        assertFalse(declarations.get(0).documentation().isEmpty());
    }

    static Stream<String> names() throws IOException {
        return source("index.txt", "").text().lines().map(line -> line.replace(".rnn", ""));
    }

    static SourceText source(String name) throws IOException {
        return source(name, ".rnn");
    }

    private static SourceText source(String name, String ending) throws IOException {
        try (InputStream in = SpecReader.class.getResourceAsStream("/org/rnnc/dsl/library/" + name + ending)) {
            return new SourceText(name + ending, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
