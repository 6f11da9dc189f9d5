// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;

/** Takes out comments as other languages begin them: {@code %} of Matlab and LaTeX, {@code --} of Lua and Haskell. */
final class CommentRepair {
    /** How many tokens are looked at for words side by side. */
    private static final int FARTHEST = 64;

    private final SyntaxErrors report;

    CommentRepair(SyntaxErrors report) {
        this.report = report;
    }

    void repair(List<CommonToken> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).getText().equals("%") && tokens.get(i).getType() == RnnLexer.STRAY) {
                i = repairOne(tokens, i, isProse(tokens, i + 1) || isFirst(tokens, i) ? 1 : 0);
            } else if (isDashes(tokens, i)) {
                i = repairOne(tokens, i, 2);
            }
        }
    }

    /** Not {@code a --b}, which is the negative of a negative: with a space behind, and words that no operator joins. */
    private static boolean isDashes(List<CommonToken> tokens, int i) {
        CommonToken first = tokens.get(i);
        CommonToken second = tokens.get(i + 1);
        boolean dashes = first.getType() == RnnLexer.MINUS
                && second.getType() == RnnLexer.MINUS
                && first.getStopIndex() + 1 == second.getStartIndex();
        boolean spaced = i + 2 < tokens.size()
                && second.getStopIndex() + 1 < tokens.get(i + 2).getStartIndex();
        return dashes && spaced && (isFirst(tokens, i) || isProse(tokens, i + 2));
    }

    private static boolean isFirst(List<CommonToken> tokens, int i) {
        return i == 0 || tokens.get(i - 1).getLine() < tokens.get(i).getLine();
    }

    /** Whether words stand side by side, or one word is all that is left of the line. */
    private static boolean isProse(List<CommonToken> tokens, int from) {
        int line = tokens.get(from - 1).getLine();
        int i = from;
        while (i < from + FARTHEST && i + 1 < tokens.size() && tokens.get(i + 1).getLine() == line) {
            if (TokenKinds.isName(tokens.get(i)) && TokenKinds.isName(tokens.get(i + 1))) {
                return true;
            }
            i++;
        }
        return i == from && TokenKinds.isName(tokens.get(i)) && tokens.get(i).getLine() == line;
    }

    /** @param length of the sign; 0 where {@code %} takes a remainder */
    private int repairOne(List<CommonToken> tokens, int at, int length) {
        CommonToken sign = tokens.get(at);
        if (length == 0) {
            boolean share = at > 0
                    && tokens.get(at - 1).getType() == RnnLexer.NUMBER
                    && !TokenKinds.startsValue(tokens.get(at + 1));
            report.error(
                    Code.FOREIGN_SIGN,
                    sign,
                    "`%` is not a sign of this language",
                    share
                            ? "a share is a number: 50% is 0.5"
                            : "there is no remainder: what goes round is computed in Java and given as an input; a comment begins"
                                    + " with //");
        } else {
            String text = "%--".substring(length == 1 ? 0 : 1, length == 1 ? 1 : 3);
            report.error(
                    Code.FOREIGN_SIGN,
                    sign,
                    tokens.get(at + length - 1),
                    "`" + text + "` does not begin a comment",
                    "a comment begins with //");
        }
        int i = at;
        int depth = 0;
        while (i + 1 < tokens.size() && tokens.get(i).getLine() == sign.getLine()) {
            depth += tokens.get(i).getType() == RnnLexer.OPEN_BRACE ? 1 : 0;
            depth -= tokens.get(i).getType() == RnnLexer.CLOSE_BRACE ? 1 : 0;
            // In a model on a single line, the comment ends where the block does.
            if (depth < 0) {
                break;
            }
            HiddenTokens.hide(tokens.get(i));
            i++;
        }
        return i - 1;
    }
}
