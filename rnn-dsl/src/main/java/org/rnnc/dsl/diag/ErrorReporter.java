// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import org.rnnc.dsl.syntax.SourceSpan;

/** Passes findings on, and remembers whether an error was among them. */
public final class ErrorReporter {
    private final Diagnostics sink;
    private int errors;

    public ErrorReporter(Diagnostics sink) {
        this.sink = sink;
    }

    public void error(Code code, SourceSpan span, String message, String hint) {
        add(new Diagnostic(code.id(), Severity.ERROR, span, message, hint));
    }

    public void add(Diagnostic error) {
        errors++;
        sink.add(error);
    }

    public void warning(Code code, SourceSpan span, String message, String hint) {
        sink.warning(code.id(), span, message, hint);
    }

    /** Something the language has and this version of the compiler does not. */
    public void unavailable(SourceSpan span, String what, String hint) {
        error(Code.UNAVAILABLE, span, what + " is not available yet in this version", hint);
    }

    public boolean failed() {
        return errors > 0;
    }
}
