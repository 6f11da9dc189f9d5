// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;

/** Where the findings of one reading go: each slip once, without what merely follows from it. */
public final class SyntaxErrors {
    /** Enough for anything that is a model at all; a text that is none must not fill the screen. */
    public static final int LIMIT = 50;

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final BitSet reportedAt = new BitSet();
    private final BitSet reportedLines = new BitSet();
    private final List<Diagnostic> found = new ArrayList<>();
    private boolean more;

    public SyntaxErrors(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** Reports what is certainly a mistake of its own. */
    public void error(Code code, SourceSpan span, String message, String hint) {
        if (found.size() < LIMIT) {
            found.add(new Diagnostic(code.id(), Severity.ERROR, span, message, hint));
        } else {
            more = true;
        }
    }

    /** Hands over what was found, in the order of the text. */
    public void finish() {
        found.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
        found.forEach(diagnostics::add);
        if (more) {
            SourceSpan last = found.get(found.size() - 1).span();
            diagnostics.error(Code.TOO_MANY.id(), last, "there are more mistakes than the " + LIMIT + " listed", "");
        }
    }

    public void error(Code code, Token at, String message, String hint) {
        error(code, at, at, message, hint);
    }

    public void error(Code code, Token from, Token to, String message, String hint) {
        mark(from);
        error(code, span(from, to), message, hint);
    }

    /**
     * Reports what the parser stumbled over, unless a slip is already known on its line or in the statement that
     * begins at {@code statement}: then it stumbled over that one.
     */
    public void errorUnlessKnown(Token statement, Finding finding) {
        Token at = finding.from();
        int known = reportedAt.nextSetBit(Math.min(statement.getStartIndex(), at.getStartIndex()));
        boolean inStatement = known >= 0 && known <= at.getStartIndex();
        if (!inStatement && !reportedLines.get(at.getLine())) {
            error(finding.code(), at, finding.to(), finding.message(), finding.hint());
        }
    }

    /** A finding before it is known whether to report it. */
    public record Finding(Code code, Token from, Token to, String message, String hint) {}

    public SourceSpan span(Token from, Token to) {
        int start = Math.min(from.getStartIndex(), source.text().length());
        return new SourceSpan(source, start, Math.max(start, to.getStopIndex() + 1));
    }

    public SourceText source() {
        return source;
    }

    /** {@code line 7}, as the user counts. */
    public String line(Token token) {
        return "line " + source.lineAt(token.getStartIndex());
    }

    /** Whether something was reported at this very token. */
    public boolean isMarked(Token at) {
        return reportedAt.get(at.getStartIndex());
    }

    /** Whether something was reported on the line of this token. */
    public boolean isReported(Token at) {
        return reportedLines.get(at.getLine());
    }

    private void mark(Token at) {
        reportedAt.set(at.getStartIndex());
        reportedLines.set(at.getLine());
    }
}
