// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.syntax.Declaration;

/** Whatever has a name in the language stands in a table of {@code docs/language.md}. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/language.md");

    @Test
    void functionsAndLibraryCellsAreDocumented() throws IOException {
        List<String> names = new ArrayList<>(BuiltInFunction.words());
        CellLibrary.files()
                .forEach(file ->
                        file.cells().stream().map(Declaration.Cell::name).forEach(name -> names.add(name.text())));
        List<String> tables = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        List<String> missing = names.stream()
                .filter(name -> tables.stream().noneMatch(row -> row.contains("`" + name + "(")))
                .toList();
        assertEquals(List.of(), missing);
    }
}
