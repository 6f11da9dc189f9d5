// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.SourceText;

/** The cells that ship with the language. */
class LibraryTest {
    @ParameterizedTest
    @ValueSource(strings = {"rnn", "lstm", "gru", "mgu", "embedding", "dense"})
    void isOneDocumentedCellOfItsName(String name) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        List<Declaration> declarations =
                SpecReader.read(source(name), diagnostics).declarations();
        assertEquals(List.of(), diagnostics.all());
        assertEquals(1, declarations.size());
        assertEquals(name, declarations.get(0).name().text());
        assertFalse(declarations.get(0).documentation().isEmpty());
    }

    static SourceText source(String name) throws IOException {
        try (InputStream in = SpecReader.class.getResourceAsStream("/org/rnnc/dsl/library/" + name + ".rnn")) {
            return new SourceText(name + ".rnn", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
