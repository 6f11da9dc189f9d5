// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import org.antlr.v4.runtime.Token;

/** How a token is named in a message. */
public final class TokenText {
    private static final int LONGEST = 40;

    private TokenText() {}

    public static String of(Token token) {
        return token.getType() == Token.EOF ? "the end of the text" : "`" + shortened(token.getText()) + "`";
    }

    public static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
