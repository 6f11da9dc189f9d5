// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.Objects;

/**
 * A text that models are written in, and the name a user knows it by (a path such as {@code org/example/CharRnn.rnn},
 * or the annotated type for inline text). Lines and columns count from 1; a tab is one column. A line ends with a line
 * feed, a carriage return, or both.
 *
 * @param name the name diagnostics start with
 * @param text the whole text
 * @param firstLine line of {@code text}'s first line within the file called {@code name}: 1 for a file of its own, more
 *     for a text block inside a Java source
 */
public record SourceText(String name, String text, int firstLine) {
    public SourceText {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    public SourceText(String name, String text) {
        this(name, text, 1);
    }

    /** The line, counted from {@link #firstLine}, that holds the character at {@code offset}. */
    public int lineAt(int offset) {
        int line = firstLine;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (endsLine(i)) {
                line++;
            }
        }
        return line;
    }

    /** The column, counted from 1, of the character at {@code offset}. */
    public int columnAt(int offset) {
        return offset - lineStart(offset) + 1;
    }

    /** The whole line around {@code offset}, without its line break. */
    public String lineTextAt(int offset) {
        int start = lineStart(offset);
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    private int lineStart(int offset) {
        int start = Math.min(Math.max(offset, 0), text.length());
        while (start > 0 && !endsLine(start - 1)) {
            start--;
        }
        return start;
    }

    /** Whether this character is the last one of its line; a line feed is, after a carriage return as well. */
    private boolean endsLine(int at) {
        char found = text.charAt(at);
        boolean returned = found == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n');
        return found == '\n' || returned;
    }
}
