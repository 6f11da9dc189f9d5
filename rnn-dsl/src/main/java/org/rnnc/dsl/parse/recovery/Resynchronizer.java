// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;

/** Passes over what cannot be read. Each method but {@link #toBlock} goes on by at least one token. */
final class Resynchronizer {
    private final CommonTokenStream tokens;
    private final TokenNeighbours neighbours;

    Resynchronizer(CommonTokenStream tokens, TokenNeighbours neighbours) {
        this.tokens = tokens;
        this.neighbours = neighbours;
    }

    Token current() {
        return tokens.LT(1);
    }

    void one() {
        if (current().getType() != Token.EOF) {
            tokens.consume();
        }
    }

    /** To the end of the statement that began at {@code start}: a {@code ;}, its block's end, or the next one. */
    void statement(Token start) {
        int depth = depthSince(start);
        if (current() == start && !isEndOfBlock()) {
            depth += step(start);
            one();
        }
        while (!isEndOfBlock()
                && current().getType() != RnnLexer.SEMICOLON
                && !neighbours.maySeparate(current(), depth)) {
            if (current().getType() == RnnLexer.OPEN_BRACE) {
                block();
                return;
            }
            depth += step(current());
            one();
        }
    }

    /** To the next cell or model. */
    void toDeclaration() {
        one();
        while (current().getType() != Token.EOF && !startsDeclaration()) {
            if (current().getType() == RnnLexer.OPEN_BRACE) {
                block();
            } else {
                one();
            }
        }
    }

    /** To the brace that opens the block of the declaration that began at {@code start}, if there is one. */
    void toBlock(Token start) {
        while (!isEndOfBlock()
                && current().getType() != RnnLexer.OPEN_BRACE
                && (current() == start || !neighbours.maySeparate(current(), 0))) {
            one();
        }
    }

    /** From an opening brace to behind its closing one. */
    private void block() {
        int depth = 0;
        do {
            depth += current().getType() == RnnLexer.OPEN_BRACE ? 1 : 0;
            depth -= current().getType() == RnnLexer.CLOSE_BRACE ? 1 : 0;
            one();
        } while (depth > 0 && current().getType() != Token.EOF);
    }

    private boolean startsDeclaration() {
        Token before = neighbours.before(current());
        return TokenKinds.startDeclaration(current(), neighbours.after(current()))
                && (neighbours.isFirstOnLine(current())
                        || TokenKinds.isOneOf(before, RnnLexer.CLOSE_BRACE, RnnLexer.SEMICOLON));
    }

    private boolean isEndOfBlock() {
        return TokenKinds.isOneOf(current(), Token.EOF, RnnLexer.CLOSE_BRACE);
    }

    private int depthSince(Token start) {
        int depth = 0;
        for (Token at = start; at.getTokenIndex() < current().getTokenIndex(); at = neighbours.after(at)) {
            depth += step(at);
        }
        return depth;
    }

    private static int step(Token token) {
        return TokenKinds.opens(token) ? 1 : TokenKinds.closes(token) ? -1 : 0;
    }
}
