// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.util.Objects;
import org.rnnc.dsl.syntax.SourceSpan;

/**
 * One finding about a spec.
 *
 * @param code stable, such as {@code RNN012}
 * @param span where it is
 * @param message what is wrong, with both sides of a mismatch
 * @param hint what to try; empty if there is nothing to say
 */
public record Diagnostic(String code, Severity severity, SourceSpan span, String message, String hint) {
    private static final int LONGEST_LINE = 160;

    public Diagnostic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
    }

    /**
     * The finding as a user reads it: {@code CharRnn.rnn:12:9: error RNN012: message}, the source line, a caret under
     * the place, and the hint.
     */
    public String format() {
        StringBuilder out = new StringBuilder();
        out.append(span).append(": ").append(severity.name().toLowerCase(java.util.Locale.ROOT));
        out.append(' ').append(code).append(": ").append(message).append('\n');
        String number = Integer.toString(span.line());
        String whole = span.source().lineTextAt(span.start());
        int at = Math.min(span.column() - 1, whole.length());
        // Of a line too long to be read, what is around the place.
        int from = whole.length() <= LONGEST_LINE ? 0 : Math.max(0, at - LONGEST_LINE / 2);
        String line = whole.substring(from, Math.min(whole.length(), from + LONGEST_LINE));
        int column = at - from;
        out.append("  ").append(number).append(" | ").append(line).append('\n');
        out.append("  ").append(" ".repeat(number.length())).append(" | ");
        out.append(indentLike(line.substring(0, column))).append("^".repeat(caretWidth(line, column)));
        return out.append(hintLine(hint)).toString();
    }

    /** For a reader whom somebody else shows the place: {@code RNN012: message}, and the hint. */
    public String formatAlone() {
        return formatAlone(code, message, hint);
    }

    /** The same of something that has no place of its own. */
    public static String formatAlone(String code, String message, String hint) {
        return code + ": " + message + hintLine(hint);
    }

    private static String hintLine(String hint) {
        return hint.isEmpty() ? "" : "\n  hint: " + hint;
    }

    private int caretWidth(String line, int column) {
        return Math.max(1, Math.min(span.width(), line.length() - column));
    }

    /** Keeps tabs as tabs, so that the caret stands right whatever width the reader's tabs have. */
    private static String indentLike(String before) {
        StringBuilder indent = new StringBuilder(before.length());
        for (int i = 0; i < before.length(); i++) {
            indent.append(before.charAt(i) == '\t' ? '\t' : ' ');
        }
        return indent.toString();
    }
}
