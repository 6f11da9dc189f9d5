// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** The cells of a file, of the other files of its folder and of the library, by name. */
public final class CellTable {
    private final List<SpecFile> folder = new ArrayList<>();
    private final Map<SpecFile, Map<String, Declaration.Cell>> byName = new IdentityHashMap<>();

    public CellTable(SpecFile file, List<SpecFile> neighbours) {
        folder.add(file);
        neighbours.stream().filter(neighbour -> neighbour != file).forEach(folder::add);
    }

    public boolean isCell(SpecFile from, String name) {
        return !candidates(from, name).isEmpty();
    }

    public Set<String> names(SpecFile from) {
        Set<String> names = new TreeSet<>();
        visible(from).forEach(file -> names.addAll(cellsByName(file).keySet()));
        return names;
    }

    /** The cell that {@code name} means in {@code from}: its own first, else the only one of that name in scope. */
    public Optional<CellDefinition> find(SpecFile from, Name name, ErrorReporter report) {
        List<CellDefinition> found = candidates(from, name.text());
        boolean own = !found.isEmpty() && found.get(0).file() == from;
        if (found.size() > 1 && !own) {
            report.error(
                    Code.AMBIGUOUS_CELL,
                    name.span(),
                    "two cells are called " + Quote.of(name) + ": "
                            + found.get(0).cell().name().span() + " and "
                            + found.get(1).cell().name().span(),
                    "declare it in this file, or rename one");
            return Optional.empty();
        }
        return found.stream().findFirst();
    }

    public List<CellDefinition> candidates(SpecFile from, String name) {
        List<CellDefinition> found = new ArrayList<>();
        visible(from).forEach(file -> {
            Declaration.Cell cell = cellsByName(file).get(name);
            if (cell != null) {
                found.add(new CellDefinition(cell, file));
            }
        });
        return found;
    }

    private Map<String, Declaration.Cell> cellsByName(SpecFile file) {
        return byName.computeIfAbsent(file, f -> {
            Map<String, Declaration.Cell> cells = new LinkedHashMap<>();
            f.cells().forEach(cell -> cells.putIfAbsent(cell.name().text(), cell));
            return cells;
        });
    }

    private Stream<SpecFile> visible(SpecFile from) {
        List<SpecFile> library = CellLibrary.files();
        if (library.stream().anyMatch(file -> file == from)) {
            return library.stream();
        }
        return Stream.concat(
                Stream.of(from), Stream.concat(folder.stream().filter(file -> file != from), library.stream()));
    }
}
