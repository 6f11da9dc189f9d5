// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.grammar.RnnLexer;

/** Whether a space stands before a token; the tokens of a statement come in their order. */
final class Spacing {
    /** The brackets that are open. */
    private final Deque<Integer> open = new ArrayDeque<>();

    /** Whether the token before lets no space follow. */
    private boolean glued = true;

    private boolean afterMinus;

    /** How many brackets are open before the next token. */
    int depth() {
        return open.size();
    }

    /**
     * Whether there is a space before {@code token}.
     *
     * @param begins whether a value begins with it, so that a sign has no left side, and a parenthesis is no call's
     */
    boolean isApart(Token token, boolean begins) {
        int type = token.getType();
        if (closes(type)) {
            open.poll();
        }
        boolean tight = isWithinIndex();
        // Two signs without a space would be a comment of other languages.
        boolean apart = afterMinus && type == RnnLexer.MINUS
                || !glued && !isGluedToBefore(type, begins) && !(tight && isSign(type));
        glued = isGluedToNext(type, begins) || tight && isSign(type);
        afterMinus = type == RnnLexer.MINUS;
        if (opens(type)) {
            open.push(type);
        }
        return apart;
    }

    /** A comment stands apart from both sides. */
    void passComment() {
        glued = false;
    }

    /** {@code h[t-1]}. */
    private boolean isWithinIndex() {
        return open.contains(RnnLexer.OPEN_BRACKET);
    }

    private static boolean isGluedToBefore(int type, boolean begins) {
        return switch (type) {
            case RnnLexer.COMMA,
                    RnnLexer.SEMICOLON,
                    RnnLexer.COLON,
                    RnnLexer.DOT,
                    RnnLexer.RANGE,
                    RnnLexer.CLOSE_PAREN,
                    RnnLexer.CLOSE_BRACKET,
                    RnnLexer.OPEN_BRACKET,
                    RnnLexer.LESS,
                    RnnLexer.GREATER -> true;
            case RnnLexer.OPEN_PAREN -> !begins;
            default -> false;
        };
    }

    private static boolean isGluedToNext(int type, boolean begins) {
        return switch (type) {
            // Where a brace is not the last one of a statement, nothing is in it.
            case RnnLexer.DOT,
                    RnnLexer.RANGE,
                    RnnLexer.OPEN_PAREN,
                    RnnLexer.OPEN_BRACKET,
                    RnnLexer.OPEN_BRACE,
                    RnnLexer.LESS -> true;
            case RnnLexer.MINUS -> begins;
            default -> false;
        };
    }

    private static boolean isSign(int type) {
        return type == RnnLexer.MINUS || type == RnnLexer.PLUS;
    }

    private static boolean opens(int type) {
        return type == RnnLexer.OPEN_PAREN || type == RnnLexer.OPEN_BRACKET || type == RnnLexer.LESS;
    }

    private static boolean closes(int type) {
        return type == RnnLexer.CLOSE_PAREN || type == RnnLexer.CLOSE_BRACKET || type == RnnLexer.GREATER;
    }
}
