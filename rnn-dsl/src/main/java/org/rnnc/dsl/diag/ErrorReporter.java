// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.rnnc.dsl.syntax.SourceSpan;

/** Passes findings on, and remembers whether an error was among them. */
public final class ErrorReporter {
    private final Diagnostics sink;
    private int errors;
    private UnaryOperator<Diagnostic> remark = UnaryOperator.identity();

    public ErrorReporter(Diagnostics sink) {
        this.sink = sink;
    }

    public void error(Code code, SourceSpan span, String message, String hint) {
        add(new Diagnostic(code.id(), Severity.ERROR, span, message, hint));
    }

    public void add(Diagnostic error) {
        errors++;
        sink.add(remark.apply(error));
    }

    /** Runs {@code action}, whose errors are passed on as {@code more} makes them. */
    public boolean remarking(UnaryOperator<Diagnostic> more, BooleanSupplier action) {
        UnaryOperator<Diagnostic> before = remark;
        remark = error -> before.apply(more.apply(error));
        try {
            return action.getAsBoolean();
        } finally {
            remark = before;
        }
    }

    public void warning(Code code, SourceSpan span, String message, String hint) {
        sink.warning(code.id(), span, message, hint);
    }

    /** Something the language has and this version of the compiler does not; said once, wherever it is wanted. */
    public void unavailable(SourceSpan span, String what, String hint) {
        String message = what + " is not available yet in this version";
        boolean said = sink.all().stream().anyMatch(known -> known.message().equals(message));
        if (said) {
            errors++;
        } else {
            error(Code.UNAVAILABLE, span, message, hint);
        }
    }

    public boolean failed() {
        return errors > 0;
    }
}
