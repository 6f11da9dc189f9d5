// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.cell.CellChecker;
import org.rnnc.dsl.lower.expression.ExpressionLowering;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.resolve.CellTable;
import org.rnnc.dsl.resolve.JavaNames;
import org.rnnc.dsl.resolve.Signature;
import org.rnnc.dsl.resolve.SignatureReader;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** Checks a syntax tree and lowers its models to graphs. */
public final class SpecCompiler {
    private SpecCompiler() {}

    /**
     * The models of {@code file} that have no errors. All mistakes of the file, its unused cells included, are
     * reported; whatever the tree holds, no exception is thrown.
     *
     * @param neighbours the other files of its folder, whose cells it sees
     */
    public static List<ModelSpec> compile(SpecFile file, List<SpecFile> neighbours, Diagnostics diagnostics) {
        CellChecker cells = new CellChecker(new CellTable(file, neighbours), ExpressionLowering::new, diagnostics);
        List<ModelSpec> models = new ArrayList<>();
        Map<String, Name> names = new HashMap<>();
        if (!file.cells().isEmpty()) {
            guarded(file.cells().get(0), diagnostics, () -> cells.checkAll(file));
        }
        JavaNames.checkEngines(
                file.models().stream().map(Declaration.Model::name).toList(), new ErrorReporter(diagnostics));
        for (Declaration.Model model : file.models()) {
            Name before = names.putIfAbsent(model.name().text(), model.name());
            if (before != null) {
                diagnostics.error(
                        Code.DEFINED_TWICE.id(),
                        model.name().span(),
                        "model " + Quote.of(model.name()) + " is defined twice; the first time in line "
                                + before.span().line(),
                        "");
            }
            guarded(
                    model,
                    diagnostics,
                    () -> ModelLowering.lower(model, file, cells, diagnostics)
                            .filter(spec -> before == null)
                            .ifPresent(models::add));
        }
        return List.copyOf(models);
    }

    /** What every model of {@code file} looks like to Java code, as far as it can be read; none is checked. */
    public static List<Signature> signatures(SpecFile file) {
        return file.models().stream().map(SignatureReader::read).toList();
    }

    /** A mistake of the compiler is reported on what it was compiling, and stops nothing else. */
    private static void guarded(Declaration declaration, Diagnostics diagnostics, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            diagnostics.error(
                    Code.INTERNAL.id(),
                    declaration.name().span(),
                    "the compiler failed on " + Quote.of(declaration.name()) + ": " + e,
                    trace.length == 0 ? "" : "this is a mistake of the compiler, at " + trace[0]);
        }
    }
}
