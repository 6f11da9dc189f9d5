// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.front.SpecFolder;

/** Reads texts of specs, and says why where there is none. */
public final class SpecTexts {
    private SpecTexts() {}

    /** A text, or what is wrong with its file. */
    public record Result(Optional<SourceText> text, Optional<Diagnostic> problem) {}

    /** @param name what messages call it */
    public static Result read(Path file, String name) {
        return of(SpecFolder.readAnywhere(file, name), name);
    }

    /** The same of what is in no file. */
    public static Result read(InputStream text, String name) throws IOException {
        return of(SpecFolder.readAnywhere(text, Optional.empty(), name), name);
    }

    private static Result of(SpecFolder.Result result, String name) {
        return new Result(
                result.spec().map(SpecFolder.Spec::source),
                result.spec().isPresent()
                        ? Optional.empty()
                        : Optional.of(problem(new SourceText(name, ""), result.problem(), result.hint())));
    }

    /** What is wrong with a whole file. */
    static Diagnostic problem(SourceText file, String message, String hint) {
        return new Diagnostic(Code.FILE.id(), Severity.ERROR, new SourceSpan(file, 0, 0), message, hint);
    }
}
