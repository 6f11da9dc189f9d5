// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.parse.repair.TokenReader;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.syntax.SourceText;

/** One expression in one line, spaced as the formatter does, without comments. */
public final class ExpressionLine {
    private ExpressionLine() {}

    /** @param text of an expression that could be read */
    public static String of(String text) {
        List<CommonToken> tokens = TokenReader.cut(new SourceText("", text)).stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != Token.EOF)
                .toList();
        Spacing spacing = new Spacing();
        StringBuilder line = new StringBuilder();
        Token before = null;
        for (CommonToken token : tokens) {
            // Within an expression no word is a keyword: what follows a value goes on with it.
            boolean begins = before == null || !TokenKinds.endsValue(before);
            if (spacing.isApart(token, begins) && before != null) {
                line.append(' ');
            }
            line.append(token.getText());
            before = token;
        }
        return line.toString();
    }
}
