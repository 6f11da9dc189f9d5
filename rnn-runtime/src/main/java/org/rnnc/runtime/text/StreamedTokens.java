// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/** Cuts a text while it is read: a token is known as soon as the longest piece fits between it and what was read. */
final class StreamedTokens implements PrimitiveIterator.OfInt {
    private static final int CHUNK = 8192;

    private final Vocabulary vocabulary;
    private final Reader reader;
    private final int reach;
    private final char[] chunk = new char[CHUNK];
    private String text = "";
    private int at;
    private long before;
    private boolean ended;

    StreamedTokens(Vocabulary vocabulary, Reader reader) {
        this.vocabulary = vocabulary;
        this.reader = reader;
        reach = vocabulary.reach();
    }

    @Override
    public boolean hasNext() {
        while (!ended && text.length() - at < reach) {
            read();
        }
        return at < text.length();
    }

    private void read() {
        try {
            int count = reader.read(chunk);
            if (count < 0) {
                ended = true;
                return;
            }
            before += at;
            text = text.substring(at) + new String(chunk, 0, count);
            at = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int nextInt() {
        if (!hasNext()) {
            throw new NoSuchElementException("the text has ended");
        }
        int token = vocabulary.longest(text, at);
        int found = token == Vocabulary.NONE ? vocabulary.unknown(text, at, before) : token;
        at += vocabulary.length(text, at, token);
        return found;
    }
}
