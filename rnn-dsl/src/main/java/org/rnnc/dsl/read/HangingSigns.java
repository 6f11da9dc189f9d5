// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;

/**
 * Takes out an operator at the end of a statement: since keywords may be names, the parser would take the first word of
 * the next statement for its right side, and lose that statement.
 */
final class HangingSigns {
    private final SyntaxReport report;

    HangingSigns(SyntaxReport report) {
        this.report = report;
    }

    void repair(List<CommonToken> tokens) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            CommonToken sign = tokens.get(i);
            CommonToken next = tokens.get(i + 1);
            boolean hanging =
                    Words.isSign(sign) || sign.getType() == RnnLexer.ASSIGN && i > 0 && !report.isReported(sign);
            if (hanging && sign.getLine() < next.getLine() && startsStatement(next, tokens.get(i + 2))) {
                report.slip(Code.UNEXPECTED, sign, Found.of(sign) + " has nothing on its right", hint(sign));
                HiddenTokens.hide(sign);
            }
        }
    }

    private static String hint(CommonToken sign) {
        return sign.getType() == RnnLexer.ASSIGN ? "an equation reads `name = expression`" : "";
    }

    /** Whether these words can stand side by side only at the beginning of a statement. */
    private static boolean startsStatement(Token first, Token second) {
        boolean words = Words.isName(second) && !Words.isOneOf(second, RnnLexer.AS, RnnLexer.IF);
        return Words.startDeclaration(first, second)
                || Words.startItem(first, second)
                        && (words || Words.isOneOf(second, RnnLexer.ASSIGN, RnnLexer.OPEN_BRACE))
                || Words.startOption(first, second) && words;
    }
}
