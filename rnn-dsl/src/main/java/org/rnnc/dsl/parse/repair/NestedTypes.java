// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;

/** Reads {@code vector<vector<3>>} as {@code vector<3>}: a type within a type. */
final class NestedTypes {
    private final SyntaxErrors report;

    NestedTypes(SyntaxErrors report) {
        this.report = report;
    }

    void repair(List<CommonToken> tokens) {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            boolean nested = opens(tokens, i) && opens(tokens, i + 2);
            if (nested) {
                i = repairOne(tokens, i);
            }
        }
    }

    private static boolean opens(List<CommonToken> tokens, int at) {
        return at + 1 < tokens.size()
                && TokenKinds.TYPES.contains(tokens.get(at).getText())
                && tokens.get(at + 1).getType() == RnnLexer.LESS;
    }

    /** The place to go on from. */
    private int repairOne(List<CommonToken> tokens, int at) {
        int depth = 0;
        for (int i = at + 1; i < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            boolean twice = token.getText().equals(">>");
            depth += token.getType() == RnnLexer.LESS ? 1 : twice ? -2 : token.getType() == RnnLexer.GREATER ? -1 : 0;
            if (depth <= 0 || TokenKinds.isOneOf(token, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.ASSIGN)) {
                finish(tokens, at, i);
                return i;
            }
        }
        return tokens.size();
    }

    /** All of it becomes {@code scalar}: the statement is known to be wrong, and its type no longer counts. */
    private void finish(List<CommonToken> tokens, int from, int to) {
        report.error(
                Code.BAD_TYPE,
                tokens.get(from),
                tokens.get(to),
                "a type is made of numbers, not of other types",
                "the numbers of one step are a vector<n>; the steps are not in the type. A param with rows and columns"
                        + " is a matrix<n, m>");
        tokens.get(from).setText("scalar");
        for (int i = from + 1; i <= to; i++) {
            HiddenTokens.hide(tokens.get(i));
        }
    }
}
