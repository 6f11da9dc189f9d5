// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenText;

/**
 * Reports signs and characters that are not of the language. Where it is clear what was meant, the token becomes that;
 * else it is taken out.
 */
final class SymbolRepair {
    private final SyntaxErrors report;
    private final ForeignSymbols foreign;
    private int braces;

    SymbolRepair(SyntaxErrors report) {
        this.report = report;
        this.foreign = new ForeignSymbols(report);
    }

    /** Whether the text was cut short, so that a block's end may be missing. */
    boolean repair(List<CommonToken> tokens) {
        boolean cutShort = false;
        CommonToken before = null;
        for (int i = 0; i < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            CommonToken previous = i == 0 ? null : tokens.get(i - 1);
            repair(token, previous, before, tokens.subList(i + 1, tokens.size()));
            cutShort |= token.getType() == RnnLexer.UNCLOSED_COMMENT;
            before = token.getChannel() == Token.DEFAULT_CHANNEL ? token : before;
        }
        return cutShort;
    }

    /**
     * @param previous the token before this one
     * @param before the last token before this one that is not taken out
     */
    private void repair(
            CommonToken token, @Nullable CommonToken previous, @Nullable CommonToken before, List<CommonToken> rest) {
        if (token.getChannel() != Token.DEFAULT_CHANNEL) {
            return;
        }
        switch (token.getType()) {
            case RnnLexer.OPEN_BRACE -> braces++;
            case RnnLexer.CLOSE_BRACE -> braces--;
            case RnnLexer.FOREIGN_SIGN -> foreign.sign(token, rest.isEmpty() ? token : rest.get(0));
            case RnnLexer.STRAY -> {
                if (!report.isMarked(token)) {
                    foreign.character(token, previous, rest.isEmpty() ? token : rest.get(0));
                }
            }
            case RnnLexer.QUOTED -> quoted(token, before);
            case RnnLexer.BARE_FRACTION -> fraction(token);
            case RnnLexer.SEMICOLON -> semicolon(token, previous, before);
            case RnnLexer.RESERVED -> reserved(token, before, rest);
            case RnnLexer.HASH_COMMENT -> {
                report.error(Code.FOREIGN_SIGN, token, "`#` does not begin a comment", "a comment begins with //");
                HiddenTokens.hide(token);
            }
            case RnnLexer.UNCLOSED_COMMENT -> unclosedComment(token);
            default -> {}
        }
    }

    private void quoted(CommonToken token, @Nullable CommonToken before) {
        String inside = token.getText().substring(1, token.getText().length() - 1);
        boolean file = before != null && Set.of("import", "include").contains(before.getText());
        report.error(
                Code.FOREIGN_SIGN,
                token,
                "text in quotes has no meaning here",
                file ? "the files of one folder see each other's cells" : "a name is written without quotes");
        token.setText(inside);
        token.setType(RnnLexer.IDENTIFIER);
    }

    private void fraction(CommonToken token) {
        String written = token.getText();
        report.error(Code.UNEXPECTED, token, "a number begins with a digit", "0" + TokenText.shortened(written));
        token.setText("0" + written);
        token.setType(RnnLexer.NUMBER);
    }

    private void semicolon(CommonToken token, @Nullable CommonToken previous, @Nullable CommonToken before) {
        if (before != null && !TokenKinds.isOneOf(before, RnnLexer.SEMICOLON, RnnLexer.OPEN_BRACE)) {
            return;
        }
        if (previous == null || previous == before || !TokenKinds.isOneOf(previous, RnnLexer.SEMICOLON)) {
            report.error(
                    Code.EMPTY_STATEMENT,
                    token,
                    "this `;` ends no statement",
                    "one `;` may stand between two statements, and none is needed");
        }
        HiddenTokens.hide(token);
    }

    /** At the beginning of a statement, {@code package a.b} goes as a whole; elsewhere the word is taken as the name it was meant as. */
    private void reserved(CommonToken token, @Nullable CommonToken before, List<CommonToken> rest) {
        boolean begins = before == null || before.getLine() < token.getLine();
        boolean statement = !rest.isEmpty()
                && rest.get(0).getLine() == token.getLine()
                && (braces == 0 || begins && TokenKinds.isName(rest.get(0)));
        String hint = "choose another name";
        if (statement) {
            hint = token.getText().equals("package")
                    ? "the package of a spec is the folder it is in"
                    : "cells in one folder see each other without it";
        }
        report.error(Code.RESERVED_WORD, token, "`" + token.getText() + "` is a word reserved for later", hint);
        token.setType(RnnLexer.IDENTIFIER);
        if (statement) {
            HiddenTokens.hide(token);
            rest.stream().takeWhile(next -> next.getLine() == token.getLine()).forEach(HiddenTokens::hide);
        }
    }

    private void unclosedComment(CommonToken token) {
        CommonToken opening = new CommonToken(token);
        opening.setStopIndex(token.getStartIndex() + 1);
        report.error(Code.UNCLOSED_COMMENT, opening, "this comment does not end", "close it with */");
        HiddenTokens.hide(token);
    }
}
