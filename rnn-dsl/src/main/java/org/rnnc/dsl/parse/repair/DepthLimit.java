// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;

/**
 * Cuts off expressions so deep that a recursive reader could run out of stack. Each open bracket is a level, and so is
 * each operator, since a chain of them is as deep as it is long.
 */
final class DepthLimit {
    static final int LIMIT = 300;

    private final SyntaxErrors report;
    /** The operators in each open bracket, the innermost one first. */
    private final Deque<Integer> operators = new ArrayDeque<>();

    private int depth;

    DepthLimit(SyntaxErrors report) {
        this.report = report;
    }

    /** Whether anything was cut off. */
    boolean apply(List<CommonToken> tokens) {
        boolean cut = false;
        reset();
        for (int i = 0; i < tokens.size(); i++) {
            count(tokens, i);
            if (depth > LIMIT) {
                report.error(
                        Code.TOO_DEEP,
                        tokens.get(i),
                        "this expression is nested too deeply, or has too many operators: at most " + LIMIT
                                + " are read",
                        "give parts of it names of their own");
                i = cutOff(tokens, i);
                cut = true;
                reset();
            }
        }
        return cut;
    }

    private void count(List<CommonToken> tokens, int at) {
        CommonToken token = tokens.get(at);
        if (TokenKinds.isOneOf(token, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.SEMICOLON)) {
            reset();
        } else if (TokenKinds.opens(token) || token.getType() == RnnLexer.LESS) {
            operators.push(0);
            depth++;
        } else if (TokenKinds.closes(token) || token.getType() == RnnLexer.GREATER) {
            close();
        } else if (TokenKinds.isSign(token)) {
            operators.push(operators.pop() + 1);
            depth++;
        } else if (startsAnew(tokens, at)) {
            depth -= operators.pop();
            operators.push(0);
        }
    }

    private void close() {
        if (operators.size() > 1) {
            depth -= operators.pop() + 1;
        }
    }

    /** Whether operators from here on are no part of the expression before. */
    private static boolean startsAnew(List<CommonToken> tokens, int at) {
        CommonToken token = tokens.get(at);
        return TokenKinds.isOneOf(token, RnnLexer.COMMA, RnnLexer.ASSIGN, RnnLexer.COLON)
                || at > 0 && TokenKinds.isName(token) && TokenKinds.endsValue(tokens.get(at - 1));
    }

    /**
     * Takes out the rest of the statement, and leaves a token that nothing begins with, so that the next statement is
     * not taken for the rest; the index of the last token taken out.
     */
    private static int cutOff(List<CommonToken> tokens, int from) {
        // Behind an operator, so that the part before is not taken for the whole.
        int stop = TokenKinds.isSign(tokens.get(from)) && !endsStatement(tokens, from + 1) ? from + 1 : from;
        tokens.get(stop).setType(RnnLexer.STRAY);
        int i = stop + 1;
        while (i < tokens.size() && !endsStatement(tokens, i)) {
            HiddenTokens.hide(tokens.get(i));
            i++;
        }
        return i - 1;
    }

    private static boolean endsStatement(List<CommonToken> tokens, int at) {
        CommonToken token = tokens.get(at);
        if (TokenKinds.isOneOf(token, Token.EOF, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.SEMICOLON)) {
            return true;
        }
        boolean firstOnLine = at > 0 && tokens.get(at - 1).getLine() < token.getLine();
        return firstOnLine
                && at + 1 < tokens.size()
                && (TokenKinds.startItem(token, tokens.get(at + 1))
                        || TokenKinds.startDeclaration(token, tokens.get(at + 1)));
    }

    private void reset() {
        operators.clear();
        operators.push(0);
        depth = 0;
    }
}
