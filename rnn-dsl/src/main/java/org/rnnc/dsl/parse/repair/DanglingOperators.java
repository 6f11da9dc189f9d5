// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenText;

/**
 * Takes out an operator at the end of a statement: since keywords may be names, the parser would take the first word of
 * the next statement for its right side, and lose that statement.
 */
final class DanglingOperators {
    private final SyntaxErrors report;

    DanglingOperators(SyntaxErrors report) {
        this.report = report;
    }

    void repair(List<CommonToken> tokens) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            CommonToken sign = tokens.get(i);
            CommonToken next = tokens.get(i + 1);
            boolean hanging =
                    TokenKinds.isSign(sign) || sign.getType() == RnnLexer.ASSIGN && i > 0 && !report.isReported(sign);
            if (hanging && sign.getLine() < next.getLine() && startsStatement(next, tokens.get(i + 2))) {
                report.error(Code.UNEXPECTED, sign, TokenText.of(sign) + " has nothing on its right", hint(sign));
                HiddenTokens.hide(sign);
            }
        }
    }

    private static String hint(CommonToken sign) {
        return sign.getType() == RnnLexer.ASSIGN ? "an equation reads `name = expression`" : "";
    }

    /** Whether these words can stand side by side only at the beginning of a statement. */
    private static boolean startsStatement(Token first, Token second) {
        boolean words = TokenKinds.isName(second) && !TokenKinds.isOneOf(second, RnnLexer.AS, RnnLexer.IF);
        return TokenKinds.startDeclaration(first, second)
                || TokenKinds.startItem(first, second)
                        && (words || TokenKinds.isOneOf(second, RnnLexer.ASSIGN, RnnLexer.OPEN_BRACE))
                || TokenKinds.startOption(first, second) && words;
    }
}
