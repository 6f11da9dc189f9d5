// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.Objects;

/**
 * The place a piece of syntax was written at.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 */
public record SourceSpan(SourceText source, int start, int end) {
    public SourceSpan {
        Objects.requireNonNull(source, "source");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end);
        }
    }

    public int line() {
        return source.lineAt(start);
    }

    public int column() {
        return source.columnAt(start);
    }

    /** How many characters it takes where it was written. */
    public int width() {
        return source.width(start, end);
    }

    /** The smallest span that holds this one and {@code other}, which must be of the same source. */
    public SourceSpan to(SourceSpan other) {
        return new SourceSpan(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    /** {@code CharRnn.rnn:12:9}. */
    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
