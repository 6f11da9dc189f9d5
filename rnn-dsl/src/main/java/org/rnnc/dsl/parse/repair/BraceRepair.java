// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenText;

/**
 * Puts in the closing braces that are missing: before a cell or model that begins no further right than the open one
 * does, before a statement that no train block can hold, and at the end.
 */
final class BraceRepair {
    /** Longer headers than this many tokens are not looked at. */
    private static final int HEADER = 64;

    /** No text that means anything has more braces open at once than three. */
    private static final int DEEPEST = 16;

    private final SyntaxErrors report;
    /** Whether the text is known to lack its end, so that this is not said again. */
    private final boolean cutShort;

    private final Deque<Block> open = new ArrayDeque<>();
    private final List<Token> repaired = new ArrayList<>();

    /** @param first the word the block's statement begins with */
    private record Block(CommonToken first, CommonToken brace, String name) {}

    BraceRepair(SyntaxErrors report, boolean cutShort) {
        this.report = report;
        this.cutShort = cutShort;
    }

    List<Token> repair(List<CommonToken> all) {
        List<CommonToken> visible = new ArrayList<>(all);
        visible.removeIf(token -> token.getChannel() != Token.DEFAULT_CHANNEL);
        int at = 0;
        for (CommonToken token : all) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                closeBefore(visible, at);
                boolean keep = track(visible, at);
                at++;
                if (!keep) {
                    continue;
                }
            }
            repaired.add(token);
        }
        return repaired;
    }

    private void closeBefore(List<CommonToken> tokens, int at) {
        CommonToken token = tokens.get(at);
        while (!open.isEmpty() && (token.getType() == Token.EOF || belongsOutside(tokens, at))) {
            Block block = open.pop();
            if (!cutShort) {
                report.error(
                        Code.UNCLOSED,
                        block.brace,
                        "the `{` of `" + block.name + "` has no `}` before " + place(token),
                        "");
            }
            repaired.add(closing(token));
        }
    }

    private String place(CommonToken token) {
        return token.getType() == Token.EOF ? TokenText.of(token) : TokenText.of(token) + " in " + report.line(token);
    }

    private boolean belongsOutside(List<CommonToken> tokens, int at) {
        CommonToken token = tokens.get(at);
        if (at == 0 || tokens.get(at - 1).getLine() == token.getLine() || at + 1 == tokens.size()) {
            return false;
        }
        CommonToken next = tokens.get(at + 1);
        Block block = open.peek();
        boolean inTrain = block.first.getType() == RnnLexer.TRAIN;
        boolean item = TokenKinds.isOneOf(token, RnnLexer.INPUT, RnnLexer.PARAM, RnnLexer.OUTPUT, RnnLexer.LOSS)
                && TokenKinds.isName(next)
                && token.getLine() == next.getLine();
        return inTrain && item
                || TokenKinds.startDeclaration(token, next)
                        && token.getCharPositionInLine() <= outermost().first.getCharPositionInLine();
    }

    private Block outermost() {
        return open.peekLast();
    }

    /** Whether the token is worth keeping: braces in braces in braces are not, whose ends would have to be put in. */
    private boolean track(List<CommonToken> tokens, int at) {
        CommonToken token = tokens.get(at);
        if (token.getType() == RnnLexer.OPEN_BRACE) {
            if (open.size() == DEEPEST) {
                return false;
            }
            open.push(block(tokens, at));
        } else if (token.getType() == RnnLexer.CLOSE_BRACE && !open.isEmpty()) {
            open.pop();
        }
        return true;
    }

    /** What the brace belongs to: {@code train}, or the nearest words like {@code model CharRnn} before it. */
    private static Block block(List<CommonToken> tokens, int brace) {
        CommonToken opening = tokens.get(brace);
        if (isTrain(tokens, brace)) {
            return new Block(tokens.get(brace - 1), opening, "train");
        }
        for (int i = brace - 1; i >= 0 && i >= brace - HEADER; i--) {
            CommonToken token = tokens.get(i);
            if (TokenKinds.startDeclaration(token, tokens.get(i + 1))) {
                return new Block(
                        token,
                        opening,
                        token.getText() + " " + tokens.get(i + 1).getText());
            }
            if (TokenKinds.isOneOf(token, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE)) {
                break;
            }
        }
        return new Block(opening, opening, "{");
    }

    /** Whether {@code train} stands before the brace, and not as the name of a cell or model. */
    private static boolean isTrain(List<CommonToken> tokens, int brace) {
        if (brace == 0 || tokens.get(brace - 1).getType() != RnnLexer.TRAIN) {
            return false;
        }
        CommonToken before = tokens.get(Math.max(0, brace - 2));
        return !TokenKinds.isOneOf(before, RnnLexer.CELL, RnnLexer.MODEL)
                || before.getLine() < tokens.get(brace - 1).getLine();
    }

    private static CommonToken closing(CommonToken before) {
        CommonToken closing = new CommonToken(before);
        closing.setType(RnnLexer.CLOSE_BRACE);
        closing.setText("}");
        closing.setStopIndex(before.getStartIndex() - 1);
        return closing;
    }
}
