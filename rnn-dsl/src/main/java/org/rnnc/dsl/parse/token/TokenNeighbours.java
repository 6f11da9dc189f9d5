// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.grammar.RnnLexer;

/** Looks around in the tokens, past comments and what was taken out. */
public final class TokenNeighbours {
    private final CommonTokenStream tokens;

    public TokenNeighbours(CommonTokenStream tokens) {
        this.tokens = tokens;
        tokens.fill();
    }

    /** The token after this one; the end of the text follows itself. */
    public Token after(Token token) {
        int at = token.getTokenIndex() + 1;
        while (at < tokens.size() && isHidden(at)) {
            at++;
        }
        return at < tokens.size() ? tokens.get(at) : token;
    }

    /** The token before this one; the first one precedes itself. */
    public Token before(Token token) {
        int at = token.getTokenIndex() - 1;
        while (at >= 0 && isHidden(at)) {
            at--;
        }
        return at >= 0 ? tokens.get(at) : token;
    }

    private boolean isHidden(int at) {
        return tokens.get(at).getChannel() != Token.DEFAULT_CHANNEL;
    }

    public boolean isFirstOnLine(Token token) {
        Token before = before(token);
        return before == token || before.getLine() < token.getLine();
    }

    /** Whether this word stands directly behind a value, on its line: no statement is meant to begin there. */
    public boolean followsValue(Token token) {
        return !isFirstOnLine(token) && TokenKinds.endsValue(before(token));
    }

    /**
     * Whether a new statement probably begins here, as seen by somebody who has lost the thread: at the beginning of
     * a line, and not in the middle of something.
     *
     * @param depth the brackets open since the last statement
     */
    public boolean maySeparate(Token token, int depth) {
        if (!isFirstOnLine(token)) {
            return false;
        }
        Token next = after(token);
        Token before = before(token);
        boolean openEnded = TokenKinds.isSign(before) || TokenKinds.opens(before) || before.getType() == RnnLexer.COMMA;
        if (TokenKinds.startDeclaration(token, next)) {
            return true;
        }
        if (TokenKinds.startItem(token, next) || TokenKinds.startOption(token, next)) {
            return !openEnded || next.getType() != RnnLexer.ASSIGN && depth == 0;
        }
        return depth <= 0 && !openEnded && TokenKinds.isName(token);
    }
}
