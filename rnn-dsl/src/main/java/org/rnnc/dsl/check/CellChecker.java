// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** Finds cells by name, and checks each one by itself, once, before it is applied. */
final class CellChecker {
    /** A cell with what its applications need to know. */
    static final class Checked {
        final CellDef definition;
        final Body body;
        Map<String, ParameterKinds.Kind> kinds = Map.of();
        private boolean finished;
        private boolean sound;

        Checked(CellDef definition, Body body) {
            this.definition = definition;
            this.body = body;
        }
    }

    private final Diagnostics sink;
    private final List<SpecFile> folder = new ArrayList<>();
    private final Map<Declaration.Cell, Checked> checked = new IdentityHashMap<>();
    private final Map<SpecFile, Map<String, Declaration.Cell>> byName = new IdentityHashMap<>();
    private int depth;

    CellChecker(SpecFile file, List<SpecFile> neighbours, Diagnostics sink) {
        this.sink = sink;
        folder.add(file);
        neighbours.stream().filter(neighbour -> neighbour != file).forEach(folder::add);
    }

    // ---- names -----------------------------------------------------------------------------------------------------

    boolean isCell(SpecFile from, String name) {
        return !candidates(from, name).isEmpty();
    }

    Set<String> names(SpecFile from) {
        Set<String> names = new TreeSet<>();
        visible(from).forEach(file -> names.addAll(cellsByName(file).keySet()));
        return names;
    }

    /** The cell that {@code name} means in {@code from}: its own first, else the only one of that name in scope. */
    Optional<CellDef> find(SpecFile from, Name name, Report report) {
        List<CellDef> found = candidates(from, name.text());
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

    private List<CellDef> candidates(SpecFile from, String name) {
        List<CellDef> found = new ArrayList<>();
        visible(from).forEach(file -> {
            Declaration.Cell cell = cellsByName(file).get(name);
            if (cell != null) {
                found.add(new CellDef(cell, file));
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

    // ---- checks ----------------------------------------------------------------------------------------------------

    /** Checks all cells of {@code file}, used or not. */
    void checkAll(SpecFile file) {
        Map<String, Name> names = new HashMap<>();
        Report report = new Report(sink);
        for (Declaration.Cell cell : file.cells()) {
            Name before = names.putIfAbsent(cell.name().text(), cell.name());
            if (before != null) {
                report.error(
                        Code.DEFINED_TWICE,
                        cell.name().span(),
                        "cell " + Quote.of(cell.name()) + " is defined twice; the first time in line "
                                + before.span().line(),
                        "");
            } else if (Functions.find(cell.name().text()).isPresent()
                    || Bidirectional.is(cell.name())
                    || cell.name().text().equals(PreviousCall.NAME)) {
                report.error(
                        Code.DEFINED_TWICE,
                        cell.name().span(),
                        "a function is called " + Quote.of(cell.name()),
                        "rename the cell");
            }
            NameRules.checkMember("cell", cell.name(), report);
            check(new CellDef(cell, file), cell.name(), report);
        }
    }

    /** The cell, checked; empty if it has mistakes, all of them reported. */
    Optional<Checked> check(CellDef definition, Name use, Report report) {
        Checked known = checked.get(definition.cell());
        if (known == null) {
            return depth >= Limits.CELL_DEPTH ? tooDeep(use, report) : checkFirst(definition);
        }
        if (!known.finished) {
            report.error(
                    Code.RECURSIVE_CELL,
                    use.span(),
                    "cell " + Quote.of(use) + " is applied within itself",
                    "a cell is made of other cells; what it gave a step before is " + Quote.of("h[t-1]")
                            + " of a state");
        }
        return known.finished && known.sound ? Optional.of(known) : Optional.empty();
    }

    /** A cell that {@code user} names, checked, without a word about what is wrong with that. */
    private Optional<Checked> peek(CellDef user, String name) {
        List<CellDef> found = candidates(user.file(), name);
        if (found.isEmpty() || depth >= Limits.CELL_DEPTH) {
            return Optional.empty();
        }
        Report silent = new Report(new Diagnostics());
        return check(found.get(0), found.get(0).cell().name(), silent);
    }

    private Optional<Checked> tooDeep(Name use, Report report) {
        report.error(Code.TOO_LARGE, use.span(), "cells within cells, more than " + Limits.CELL_DEPTH + " deep", "");
        return Optional.empty();
    }

    private Optional<Checked> checkFirst(CellDef definition) {
        Report report = new Report(sink);
        Checked cell = new Checked(definition, BodyReader.read(definition.cell(), report));
        checked.put(definition.cell(), cell);
        depth++;
        cell.kinds = ParameterKinds.of(definition.cell(), name -> peek(definition, name));
        boolean defined = new PretendedInstance(this, cell, report).check();
        depth--;
        if (!report.failed()) {
            UnusedNames.check(cell.body, report);
        }
        cell.finished = true;
        cell.sound = defined && !report.failed();
        return cell.sound ? Optional.of(cell) : Optional.empty();
    }
}
