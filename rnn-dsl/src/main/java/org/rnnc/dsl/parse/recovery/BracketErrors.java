// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;

/** Slices and literal vectors: what other languages write in square brackets. */
public final class BracketErrors {
    private static final String APART =
            "a part of a vector is x[a..b], from element a, counted from 0, to the one before b, by numbers known when"
                    + " compiling; concat(a, b) joins parts";

    private final TokenNeighbours neighbours;

    BracketErrors(TokenNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** What to write instead of an element of a vector. */
    public static String elementHint() {
        return "one element is sum(x[0..1]), the number in a vector of one; " + APART;
    }

    /** What is wrong at {@code at}, if it is one of these; else null. */
    @Nullable
    Finding describe(Token statement, Token at, boolean value) {
        boolean operand = value || TokenKinds.isOneOf(neighbours.before(at), RnnLexer.OPEN_PAREN, RnnLexer.COMMA);
        if (operand && TokenKinds.isOneOf(at, RnnLexer.OPEN_BRACKET, RnnLexer.OPEN_BRACE)) {
            return new Finding(Code.UNEXPECTED, at, at, "there are no literal vectors or matrices", literal(at));
        }
        Token opening = opening(statement, at);
        if (opening != null && at.getType() == RnnLexer.COMMA && isTuple(opening)) {
            return new Finding(Code.UNEXPECTED, opening, at, "there are no lists of values", literal(opening));
        }
        boolean bracket = opening != null
                && opening.getType() == RnnLexer.OPEN_BRACKET
                && TokenKinds.isName(neighbours.before(opening));
        if (opening != null
                && bracket
                && TokenKinds.isOneOf(
                        at, RnnLexer.COLON, RnnLexer.COMMA, RnnLexer.DOT, RnnLexer.RANGE, RnnLexer.CLOSE_BRACKET)) {
            return new Finding(Code.BAD_INDEX, opening, at, "a part of a vector is written otherwise", APART);
        }
        return null;
    }

    /** {@code (x, y)}, which is no call. */
    private boolean isTuple(Token opening) {
        return opening.getType() == RnnLexer.OPEN_PAREN && !TokenKinds.endsValue(neighbours.before(opening));
    }

    /** {@code concat(1, 2, 3)} of {@code [1, 2, 3]}. */
    private String literal(Token opening) {
        Token name = neighbours.before(neighbours.before(opening));
        Optional<String> option = neighbours.before(opening).getType() == RnnLexer.ASSIGN
                ? Foreign.hint(Foreign.Place.OPTIMIZER_OPTION, name.getText())
                : Optional.empty();
        return option.orElseGet(() -> operands(opening));
    }

    private String operands(Token opening) {
        StringBuilder operands = new StringBuilder();
        Token at = neighbours.after(opening);
        boolean names = false;
        boolean several = false;
        while (operands.length() < 60
                && at.getLine() == opening.getLine()
                && (TokenKinds.isName(at) || TokenKinds.isOneOf(at, RnnLexer.NUMBER, RnnLexer.COMMA, RnnLexer.MINUS))) {
            names |= TokenKinds.isName(at);
            several |= at.getType() == RnnLexer.COMMA;
            Token next = neighbours.after(at);
            boolean comma = at.getType() == RnnLexer.COMMA;
            operands.append(!comma ? at.getText() : TokenKinds.closes(next) ? "" : ", ");
            at = next;
        }
        int closing = opening.getType() == RnnLexer.OPEN_PAREN
                ? RnnLexer.CLOSE_PAREN
                : opening.getType() == RnnLexer.OPEN_BRACKET ? RnnLexer.CLOSE_BRACKET : RnnLexer.CLOSE_BRACE;
        boolean whole = at.getType() == closing
                && at.getLine() == opening.getLine()
                && operands.length() > 0
                && operands.length() < 60;
        if (whole && names) {
            return several
                    ? "concat(" + operands + ") joins them into one vector"
                    : "a value stands by itself: " + operands;
        }
        return (whole ? "concat(" + operands + ") makes" : "concat(1, 2, 3) makes")
                + " a vector of numbers; what is trained is a param, and starts by a rule: param W: matrix<n, m> start xavier";
    }

    private @Nullable Token opening(Token statement, Token at) {
        int depth = 0;
        Token token = at;
        while (token.getTokenIndex() > statement.getTokenIndex()) {
            token = neighbours.before(token);
            depth += TokenKinds.closes(token) ? 1 : TokenKinds.opens(token) ? -1 : 0;
            if (depth < 0) {
                return token;
            }
        }
        return null;
    }
}
