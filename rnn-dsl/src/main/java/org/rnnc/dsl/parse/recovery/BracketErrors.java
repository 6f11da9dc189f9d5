// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;

/** Slices and literal vectors: what other languages write in square brackets. */
public final class BracketErrors {
    private static final String APART =
            "a vector cannot be taken apart: compute the parts by themselves, in a model from inputs"
                    + " of their own, and join them where they are needed: concat(a, b)";

    private final TokenNeighbours neighbours;

    BracketErrors(TokenNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** What to write instead of an element of a vector. */
    public static String elementHint() {
        return "one element cannot be taken out; the number in a vector of one is sum(x); " + APART;
    }

    /** What is wrong at {@code at}, if it is one of these; else null. */
    Finding describe(Token statement, Token at, boolean value) {
        if (value && TokenKinds.isOneOf(at, RnnLexer.OPEN_BRACKET, RnnLexer.OPEN_BRACE)) {
            return new Finding(Code.UNEXPECTED, at, at, "there are no literal vectors or matrices", literal(at));
        }
        Token opening = opening(statement, at);
        boolean slice = opening != null && TokenKinds.isName(neighbours.before(opening));
        if (slice && TokenKinds.isOneOf(at, RnnLexer.COLON, RnnLexer.COMMA, RnnLexer.DOT, RnnLexer.CLOSE_BRACKET)) {
            return new Finding(Code.BAD_INDEX, opening, at, "there are no slices", APART);
        }
        return null;
    }

    /** {@code concat(1, 2, 3)} of {@code [1, 2, 3]}. */
    private String literal(Token opening) {
        StringBuilder numbers = new StringBuilder();
        Token at = neighbours.after(opening);
        while (TokenKinds.isOneOf(at, RnnLexer.NUMBER, RnnLexer.COMMA, RnnLexer.MINUS)) {
            boolean comma = at.getType() == RnnLexer.COMMA;
            numbers.append(comma ? ", " : at.getText());
            at = neighbours.after(at);
        }
        boolean whole = TokenKinds.isOneOf(at, RnnLexer.CLOSE_BRACKET, RnnLexer.CLOSE_BRACE)
                && numbers.length() > 0
                && numbers.length() < 60;
        return (whole ? "concat(" + numbers + ") makes" : "concat(1, 2, 3) makes")
                + " a vector of numbers; what is trained is a param, and starts by a rule: param W: matrix<n, m> start xavier";
    }

    private Token opening(Token statement, Token at) {
        int depth = 0;
        Token token = at;
        while (token.getTokenIndex() > statement.getTokenIndex()) {
            token = neighbours.before(token);
            depth += TokenKinds.closes(token) ? 1 : TokenKinds.opens(token) ? -1 : 0;
            if (depth < 0) {
                return token.getType() == RnnLexer.OPEN_BRACKET ? token : null;
            }
        }
        return null;
    }
}
