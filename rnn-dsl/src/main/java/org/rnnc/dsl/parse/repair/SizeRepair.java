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

/** Reads {@code : vector(3)} and {@code : vector[3]} as {@code : vector<3>}. */
final class SizeRepair {
    private static final Set<String> SIGNS = Set.of("x", "by", "\u00d7");

    private final SyntaxErrors report;

    SizeRepair(SyntaxErrors report) {
        this.report = report;
    }

    /** {@code matrix<n x m>}, before {@code ×} is taken for a product. */
    void repairSigns(List<CommonToken> tokens) {
        for (int i = 0; i + 5 < tokens.size(); i++) {
            List<CommonToken> part = tokens.subList(i, i + 6);
            CommonToken sign = part.get(3);
            boolean sizes = TokenKinds.TYPES.contains(part.get(0).getText())
                    && part.get(1).getType() == RnnLexer.LESS
                    && TokenKinds.endsValue(part.get(2))
                    && SIGNS.contains(sign.getText())
                    && TokenKinds.endsValue(part.get(4))
                    && part.get(5).getType() == RnnLexer.GREATER;
            if (sizes) {
                String type = part.get(0).getText() + "<" + part.get(2).getText() + ", "
                        + part.get(4).getText() + ">";
                report.error(Code.BAD_TYPE, sign, "a `,` stands between the sizes of a type", type);
                sign.setType(RnnLexer.COMMA);
            }
        }
        for (int i = 1; i + 3 < tokens.size(); i++) {
            boolean space = tokens.get(i - 1).getType() == RnnLexer.COLON
                    && tokens.get(i).getText().equals("R")
                    && tokens.get(i + 1).getText().equals("^");
            if (space) {
                realNumbers(tokens, i);
            }
        }
    }

    /** {@code W: R^{n x m}}. */
    private void realNumbers(List<CommonToken> tokens, int at) {
        boolean braced = tokens.get(at + 2).getType() == RnnLexer.OPEN_BRACE;
        int end = at + 2;
        while (braced
                && end + 1 < Math.min(tokens.size(), at + 16)
                && tokens.get(end).getType() != RnnLexer.CLOSE_BRACE) {
            end++;
        }
        report.error(
                Code.BAD_TYPE,
                tokens.get(at),
                tokens.get(end),
                "a type is a word with its sizes",
                "n numbers are a vector<n>, n rows of m are a matrix<n, m>");
        tokens.get(at).setText("scalar");
        tokens.subList(at + 1, end + 1).forEach(HiddenTokens::hide);
    }

    void repair(List<CommonToken> tokens) {
        for (int i = 2; i < tokens.size(); i++) {
            String word = tokens.get(i - 1).getText();
            boolean type = TokenKinds.TYPES.contains(word);
            boolean foreign = Foreign.hint(Foreign.Place.TYPE, word).isPresent();
            if (TokenKinds.opens(tokens.get(i))
                    && (type || foreign)
                    && tokens.get(i - 2).getType() == RnnLexer.COLON) {
                i = repairOne(tokens, i, type);
            }
        }
    }

    /**
     * The place to go on from.
     *
     * @param type whether it is one of ours; of another one it is said later that there is none such
     */
    private int repairOne(List<CommonToken> tokens, int open, boolean type) {
        int close = closing(tokens, open);
        CommonToken opening = tokens.get(open);
        CommonToken closing = tokens.get(close);
        if (!TokenKinds.closes(closing)) {
            return open;
        }
        String sizes = report.source().text().substring(opening.getStopIndex() + 1, closing.getStartIndex());
        if (type) {
            report.error(
                    Code.BAD_TYPE,
                    opening,
                    closing,
                    "the sizes of a type stand between < and >",
                    tokens.get(open - 1).getText() + "<" + TokenText.shortened(sizes.strip()) + ">");
        }
        opening.setType(RnnLexer.LESS);
        closing.setType(RnnLexer.GREATER);
        return close;
    }

    /** The closing bracket, or the token at which it is clear that there is none. */
    private static int closing(List<CommonToken> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            depth += TokenKinds.opens(token) ? 1 : TokenKinds.closes(token) ? -1 : 0;
            boolean blocked =
                    TokenKinds.isOneOf(token, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.COLON, Token.EOF);
            if (depth == 0 || blocked) {
                return i;
            }
        }
        return open;
    }
}
