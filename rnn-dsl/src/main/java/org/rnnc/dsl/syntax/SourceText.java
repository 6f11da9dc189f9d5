// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.Objects;
import java.util.Optional;

/**
 * A text that models are written in, and the name a user knows it by (a path such as {@code org/example/CharRnn.rnn},
 * or the Java file for what stands in an annotation). Lines and columns count from 1; a tab is one column. A line ends
 * with a line feed, a carriage return, or both.
 *
 * @param name the name diagnostics start with
 * @param text the whole text
 * @param origin where the text stands, if that is within another one called {@code name}: lines and columns are those
 *     of the other one
 */
public record SourceText(String name, String text, Optional<Origin> origin) {
    public SourceText {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        if (origin.isPresent() && origin.get().length() != text.length()) {
            throw new IllegalArgumentException("an origin of " + origin.get().length() + " characters");
        }
    }

    public SourceText(String name, String text) {
        this(name, text, Optional.empty());
    }

    /** The line that holds the character at {@code offset}. */
    public int lineAt(int offset) {
        if (origin.isPresent()) {
            return origin.get().host().lineAt(origin.get().start(offset));
        }
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (endsLine(i)) {
                line++;
            }
        }
        return line;
    }

    /** The column, counted from 1, of the character at {@code offset}. */
    public int columnAt(int offset) {
        return origin.map(from -> from.host().columnAt(from.start(offset))).orElse(offset - lineStart(offset) + 1);
    }

    /** The whole line around {@code offset}, without its line break. */
    public String lineTextAt(int offset) {
        if (origin.isPresent()) {
            return origin.get().host().lineTextAt(origin.get().start(offset));
        }
        int start = lineStart(offset);
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    /** How many characters, as they were written, {@code start} to {@code end} takes. */
    int width(int start, int end) {
        return origin.map(from -> from.end(end) - from.start(start)).orElse(end - start);
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
