// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenText;

/**
 * Reports comparisons, choices and loops, once each, and takes out the rest of the statement that they stand in: what
 * follows them in other languages is no second mistake.
 */
final class BranchRepair {
    /** What begins a statement with a block of its own; here they can only be names of functions and cells. */
    private static final Set<String> HEADS = Set.of("while", "do", "repeat", "loop", "until", "foreach", "switch");

    /** What goes on with one. */
    private static final Set<String> TAILS = Set.of("else", "elif", "elseif", "elsif", "end", "endif", "fi", "done");

    /** How many tokens back a statement's {@code =} is looked for. */
    private static final int FARTHEST = 64;

    private final SyntaxErrors report;
    private final List<CommonToken> tokens;
    /** Types that are open: their angle brackets compare nothing. */
    private int types;

    /** Other brackets that are open, since the last brace. */
    private int brackets;

    /** Braces that are open. */
    private int braces;

    private boolean reported;

    BranchRepair(SyntaxErrors report, List<CommonToken> tokens) {
        this.report = report;
        this.tokens = tokens;
    }

    void repair() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            boolean brace = TokenKinds.isOneOf(token, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE);
            brackets = brace ? 0 : brackets + (TokenKinds.opens(token) ? 1 : TokenKinds.closes(token) ? -1 : 0);
            if (brace || brackets == 0 && TokenKinds.isOneOf(token, RnnLexer.ASSIGN, RnnLexer.COLON)) {
                types = 0;
            }
            braces += token.getType() == RnnLexer.OPEN_BRACE ? 1 : token.getType() == RnnLexer.CLOSE_BRACE ? -1 : 0;
            if (isHead(i) || reported && isTail(i)) {
                i = block(i);
            } else if (opensType(i)) {
                types++;
            } else if (token.getType() == RnnLexer.GREATER && types > 0) {
                types--;
            } else if (isArrow(i)) {
                report.error(
                        Code.FOREIGN_SIGN,
                        token,
                        at(i + 1),
                        "`<-` is not a sign of this language; `=` is",
                        "an equation has a single =, as in h = tanh(x)");
                token.setType(RnnLexer.ASSIGN);
                HiddenTokens.hide(at(++i));
            } else if (compares(i)) {
                i = comparison(i);
            }
        }
    }

    private CommonToken at(int index) {
        return tokens.get(Math.max(0, Math.min(index, tokens.size() - 1)));
    }

    private boolean opensType(int i) {
        return at(i).getType() == RnnLexer.LESS
                && i > 0
                && (TokenKinds.TYPES.contains(at(i - 1).getText())
                        || i > 1 && at(i - 2).getType() == RnnLexer.COLON && TokenKinds.isName(at(i - 1)));
    }

    /** {@code h <- x} of R, where a statement has no {@code =} yet. */
    private boolean isArrow(int i) {
        boolean touching = at(i).getStopIndex() + 1 == at(i + 1).getStartIndex();
        boolean begins = i > 0
                && TokenKinds.isName(at(i - 1))
                && (i == 1
                        || at(i - 2).getLine() < at(i - 1).getLine()
                        || TokenKinds.isOneOf(
                                at(i - 2),
                                RnnLexer.OUTPUT,
                                RnnLexer.OPEN_BRACE,
                                RnnLexer.CLOSE_BRACE,
                                RnnLexer.SEMICOLON));
        return begins
                && at(i).getType() == RnnLexer.LESS
                && at(i + 1).getType() == RnnLexer.MINUS
                && touching
                && at(i + 1).getStopIndex() + 1 < at(i + 2).getStartIndex();
    }

    // ---- Comparisons

    private boolean compares(int i) {
        CommonToken token = at(i);
        boolean behindValue = i > 0 && TokenKinds.endsValue(at(i - 1));
        boolean angle = TokenKinds.isOneOf(token, RnnLexer.LESS, RnnLexer.GREATER);
        if (angle) {
            return behindValue
                    && (TokenKinds.startsValue(at(i + 1)) || at(i + 1).getType() == RnnLexer.ASSIGN);
        }
        return switch (token.getText()) {
            case "?" -> token.getType() == RnnLexer.STRAY && behindValue;
            case "==" -> behindValue && isBehindEquals(i);
            case "!" -> behindValue && at(i + 1).getType() == RnnLexer.ASSIGN;
            case "\u2265", "\u2264", "\u2260" -> behindValue;
            default -> false;
        };
    }

    /** Whether the statement has its {@code =} already, or a bracket is open: then a second one compares. */
    private boolean isBehindEquals(int i) {
        for (int k = i - 1; k >= Math.max(0, i - FARTHEST); k--) {
            if (TokenKinds.isOneOf(at(k), RnnLexer.ASSIGN) || TokenKinds.opens(at(k))) {
                return true;
            }
            if (TokenKinds.isOneOf(at(k), RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.SEMICOLON)) {
                return false;
            }
        }
        return false;
    }

    private int comparison(int i) {
        boolean two = at(i + 1).getType() == RnnLexer.ASSIGN
                && at(i).getStopIndex() + 1 == at(i + 1).getStartIndex();
        String sign = at(i).getText() + (two ? "=" : "");
        if (sign.equals("<") && i > 1 && at(i - 2).getType() == RnnLexer.PIPE) {
            report.error(
                    Code.UNEXPECTED,
                    at(i),
                    "the arguments of a layer stand in parentheses",
                    TokenText.shortened(at(i - 1).getText()) + "("
                            + TokenText.shortened(at(i + 1).getText()) + ")");
            reported = true;
            return cutOff(i, false);
        }
        String message = sign.equals("?")
                ? "`?` chooses between two values, and nothing branches here"
                : "`" + sign + "` compares, and nothing compares here";
        report.error(
                Code.FOREIGN_SIGN,
                at(i),
                two ? at(i + 1) : at(i),
                message,
                Foreign.hint(Foreign.Place.FUNCTION, "where").orElseThrow());
        reported = true;
        return cutOff(i, false);
    }

    // ---- Branches and loops

    private boolean isHead(int i) {
        CommonToken token = at(i);
        CommonToken next = at(i + 1);
        boolean begins = i == 0
                || at(i - 1).getLine() < token.getLine()
                || TokenKinds.isOneOf(at(i - 1), RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.SEMICOLON);
        // In the arguments of a call a line may begin with a function of that name.
        boolean argument = brackets > 0 && at(i - 1).getType() == RnnLexer.COMMA;
        if (!begins || argument || next.getLine() > token.getLine() || braces == 0) {
            return false;
        }
        if (isRepetition(i)) {
            return false;
        }
        if (TokenKinds.isOneOf(token, RnnLexer.IF, RnnLexer.FOR)) {
            CommonToken third = at(i + 2);
            boolean more = third.getLine() == token.getLine()
                    && (TokenKinds.isName(third)
                            || TokenKinds.isOneOf(
                                    third,
                                    RnnLexer.ASSIGN,
                                    RnnLexer.OPEN_BRACE,
                                    RnnLexer.COLON,
                                    RnnLexer.LESS,
                                    RnnLexer.GREATER));
            return next.getType() == RnnLexer.OPEN_PAREN || TokenKinds.isName(next) && more;
        }
        return HEADS.contains(token.getText())
                && !isValueToCome(i)
                && (TokenKinds.startsValue(next) || TokenKinds.isOneOf(next, RnnLexer.OPEN_BRACE, RnnLexer.COLON));
    }

    /** Whether it goes on with {@code sum(x[i..i + 1] for i in 0..3)}, of which the line before has the beginning. */
    private boolean isRepetition(int i) {
        return at(i).getType() == RnnLexer.FOR
                && brackets > 0
                && TokenKinds.endsValue(at(i - 1))
                && TokenKinds.isName(at(i + 1))
                && at(i + 2).getText().equals("in");
    }

    /** Whether the line before ends within an expression, so that a function may begin the next one. */
    private boolean isValueToCome(int i) {
        return i > 0
                && (TokenKinds.isSign(at(i - 1))
                        || TokenKinds.opens(at(i - 1))
                        || TokenKinds.isOneOf(at(i - 1), RnnLexer.ASSIGN));
    }

    private boolean isTail(int i) {
        return TAILS.contains(at(i).getText()) && at(i + 1).getType() != RnnLexer.ASSIGN && at(i).getLine() > 0;
    }

    private int block(int i) {
        String word = at(i).getText();
        if (!TAILS.contains(word)) {
            report.error(
                    Code.UNKNOWN_WORD,
                    at(i),
                    "no statement begins with `" + word + "`",
                    Foreign.hint(Foreign.Place.STATEMENT, word).orElseThrow());
            reported = true;
        }
        return cutOff(i, true);
    }

    /**
     * Takes out what is left of the line, up to the end of the block around it; the index of the last token taken out.
     *
     * @param withBlock whether a block that begins there goes with it
     */
    private int cutOff(int from, boolean withBlock) {
        int line = at(from).getLine();
        int depth = 0;
        int i = from;
        while (i + 1 < tokens.size()) {
            CommonToken token = tokens.get(i);
            boolean opens = token.getType() == RnnLexer.OPEN_BRACE;
            boolean closes = token.getType() == RnnLexer.CLOSE_BRACE;
            boolean end = depth == 0 && (closes || token.getLine() > line && !(withBlock && opens));
            if (end || depth == 0 && token.getType() == RnnLexer.SEMICOLON && !withBlock) {
                break;
            }
            depth += opens ? 1 : closes ? -1 : 0;
            line = Math.max(line, depth > 0 || closes ? token.getLine() : line);
            if (withBlock) {
                HiddenTokens.hide(token);
            } else {
                token.setType(i == from ? RnnLexer.STRAY : token.getType());
                hideButFirst(token, i == from);
            }
            i++;
        }
        return i - 1;
    }

    /** The first one stays, as a token that nothing begins with, so that what follows is no part of the statement. */
    private static void hideButFirst(Token token, boolean first) {
        if (!first) {
            HiddenTokens.hide((CommonToken) token);
        }
    }
}
