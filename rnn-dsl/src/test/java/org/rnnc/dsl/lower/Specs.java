// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** Specs written in tests. */
public final class Specs {
    private Specs() {}

    public static SpecFile read(String name, String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText(name, text), diagnostics);
        assertEquals(
                List.of(), diagnostics.all().stream().map(Diagnostic::format).toList());
        return file;
    }

    /** The models of {@code text}, which has no mistake. */
    public static List<ModelSpec> compileAll(String text) {
        Diagnostics diagnostics = new Diagnostics();
        List<ModelSpec> models = SpecCompiler.compile(read("Test.rnn", text), List.of(), diagnostics);
        assertEquals(
                List.of(), diagnostics.all().stream().map(Diagnostic::format).toList());
        return models;
    }

    public static ModelSpec compile(String text) {
        List<ModelSpec> models = compileAll(text);
        assertEquals(1, models.size());
        return models.get(0);
    }

    /** Everything that is found in {@code text}. */
    public static List<Diagnostic> findings(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecCompiler.compile(read("Test.rnn", text), List.of(), diagnostics);
        return diagnostics.all();
    }
}
