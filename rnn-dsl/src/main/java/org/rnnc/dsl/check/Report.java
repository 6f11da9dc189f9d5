// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.syntax.SourceSpan;

/** Passes findings on, and remembers whether an error was among them. */
final class Report {
    private final Diagnostics sink;
    private int errors;

    Report(Diagnostics sink) {
        this.sink = sink;
    }

    void error(Code code, SourceSpan span, String message, String hint) {
        add(new Diagnostic(code.id(), Severity.ERROR, span, message, hint));
    }

    void add(Diagnostic error) {
        errors++;
        sink.add(error);
    }

    void warning(Code code, SourceSpan span, String message, String hint) {
        sink.warning(code.id(), span, message, hint);
    }

    /** Something the language has and this version of the compiler does not; said once, wherever it is wanted. */
    void unavailable(SourceSpan span, String what, String hint) {
        String message = what + " is not available yet in this version";
        boolean said = sink.all().stream().anyMatch(known -> known.message().equals(message));
        if (said) {
            errors++;
        } else {
            error(Code.UNAVAILABLE, span, message, hint);
        }
    }

    boolean failed() {
        return errors > 0;
    }
}
