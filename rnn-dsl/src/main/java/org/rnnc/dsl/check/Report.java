// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.function.Supplier;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.SourceSpan;

/** Passes findings on, and remembers whether an error was among them. */
final class Report {
    private final Diagnostics sink;
    private int errors;

    Report(Diagnostics sink) {
        this.sink = sink;
    }

    void error(String code, SourceSpan span, String message, String hint) {
        errors++;
        sink.error(code, span, message, hint);
    }

    void warning(String code, SourceSpan span, String message, String hint) {
        sink.warning(code, span, message, hint);
    }

    /** Something the language has and this version of the compiler does not. */
    void unavailable(SourceSpan span, String what, String hint) {
        error(Codes.UNAVAILABLE, span, what + " is not available yet in this version", hint);
    }

    boolean failed() {
        return errors > 0;
    }

    int errors() {
        return errors;
    }

    /** Whether {@code work} finds no error. */
    <T> boolean clean(Supplier<T> work) {
        int before = errors;
        work.get();
        return errors == before;
    }
}
