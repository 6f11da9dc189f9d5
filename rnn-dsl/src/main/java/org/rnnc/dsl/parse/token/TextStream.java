// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A text as its {@code char}s. ANTLR's own streams count code points and refuse unpaired surrogates; spans here count
 * as strings do, and any text can be read. A carriage return on its own counts as a line break.
 */
public final class TextStream implements CharStream {
    private final String name;
    private final String text;
    private int position;

    public TextStream(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @Override
    public int LA(int offset) {
        if (offset == 0) {
            return 0;
        }
        int at = offset > 0 ? position + offset - 1 : position + offset;
        if (at < 0 || at >= text.length()) {
            return EOF;
        }
        char found = text.charAt(at);
        boolean lineBreak = found == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n');
        return lineBreak ? '\n' : found;
    }

    @Override
    public void consume() {
        if (position >= text.length()) {
            throw new IllegalStateException("cannot consume the end of the text");
        }
        position++;
    }

    @Override
    public int index() {
        return position;
    }

    @Override
    public void seek(int index) {
        position = Math.min(index, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    /** Nothing to do: the whole text stays at hand. */
    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
        // See mark().
    }

    @Override
    public String getSourceName() {
        return name;
    }
}
