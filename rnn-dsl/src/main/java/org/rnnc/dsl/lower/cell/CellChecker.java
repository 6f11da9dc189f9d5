// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.Lowering;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.resolve.CellDefinition;
import org.rnnc.dsl.resolve.CellTable;
import org.rnnc.dsl.resolve.Cells;
import org.rnnc.dsl.resolve.CheckedCell;
import org.rnnc.dsl.resolve.JavaNames;
import org.rnnc.dsl.resolve.MemberReader;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.ParameterKind;
import org.rnnc.dsl.resolve.ParameterKinds;
import org.rnnc.dsl.resolve.PreviousCall;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.resolve.UnusedNames;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** Checks each cell by itself, once, before it is applied. */
public final class CellChecker implements Cells {
    private static final class Progress {
        private boolean finished;
        /** The cell, if it has been found to have no mistakes. */
        private Optional<CheckedCell> sound = Optional.empty();
    }

    private final CellTable table;
    private final Function<Environment, Lowering> lowering;
    private final Diagnostics sink;
    private final Map<Declaration.Cell, Progress> checked = new IdentityHashMap<>();
    private int depth;

    /** @param lowering what lowers the expressions of a cell */
    public CellChecker(CellTable table, Function<Environment, Lowering> lowering, Diagnostics sink) {
        this.table = table;
        this.lowering = lowering;
        this.sink = sink;
    }

    @Override
    public boolean isCell(SpecFile from, String name) {
        return table.isCell(from, name);
    }

    @Override
    public Set<String> names(SpecFile from) {
        return table.names(from);
    }

    @Override
    public Optional<CheckedCell> find(SpecFile from, Name name, ErrorReporter report) {
        return table.find(from, name, report).flatMap(definition -> check(definition, name, report));
    }

    /** Checks all cells of {@code file}, used or not. */
    public void checkAll(SpecFile file) {
        Map<String, Name> names = new HashMap<>();
        ErrorReporter report = new ErrorReporter(sink);
        for (Declaration.Cell cell : file.cells()) {
            Name before = names.putIfAbsent(cell.name().text(), cell.name());
            if (before != null) {
                report.error(
                        Code.DEFINED_TWICE,
                        cell.name().span(),
                        "cell " + Quote.of(cell.name()) + " is defined twice; the first time in line "
                                + before.span().line(),
                        "");
            } else if (BuiltInFunction.find(cell.name().text()).isPresent()
                    || StageName.isDirection(cell.name())
                    || cell.name().text().equals(PreviousCall.NAME)) {
                report.error(
                        Code.DEFINED_TWICE,
                        cell.name().span(),
                        "a function is called " + Quote.of(cell.name()),
                        "rename the cell");
            }
            JavaNames.checkMember("cell", cell.name(), report);
            check(new CellDefinition(cell, file), cell.name(), report);
        }
    }

    /** The cell, checked; empty if it has mistakes, all of them reported. */
    private Optional<CheckedCell> check(CellDefinition definition, Name use, ErrorReporter report) {
        Progress known = checked.get(definition.cell());
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
        return known.sound;
    }

    /** A cell that {@code user} names, checked, without a word about what is wrong with that. */
    private Optional<CheckedCell> peek(CellDefinition user, String name) {
        List<CellDefinition> found = table.candidates(user.file(), name);
        if (found.isEmpty() || depth >= Limits.CELL_DEPTH) {
            return Optional.empty();
        }
        ErrorReporter silent = new ErrorReporter(new Diagnostics());
        return check(found.get(0), found.get(0).cell().name(), silent);
    }

    private Optional<CheckedCell> tooDeep(Name use, ErrorReporter report) {
        report.error(Code.TOO_LARGE, use.span(), "cells within cells, more than " + Limits.CELL_DEPTH + " deep", "");
        return Optional.empty();
    }

    private Optional<CheckedCell> checkFirst(CellDefinition definition) {
        ErrorReporter report = new ErrorReporter(sink);
        Members members = MemberReader.read(definition.cell(), report);
        Progress progress = new Progress();
        checked.put(definition.cell(), progress);
        depth++;
        Map<String, ParameterKind> kinds = ParameterKinds.of(definition.cell(), name -> peek(definition, name));
        CheckedCell cell = new CheckedCell(definition, members, kinds);
        boolean defined = new StandaloneCheck(cell, this, lowering, report).check();
        depth--;
        if (!report.failed()) {
            UnusedNames.check(members, report);
        }
        progress.finished = true;
        progress.sound = defined && !report.failed() ? Optional.of(cell) : Optional.empty();
        return progress.sound;
    }
}
