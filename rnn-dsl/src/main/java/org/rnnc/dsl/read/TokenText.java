// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import org.antlr.v4.runtime.Token;

/** How a token is named in a message. */
final class TokenText {
    private static final int LONGEST = 40;

    private TokenText() {}

    static String of(Token token) {
        return token.getType() == Token.EOF ? "the end of the text" : "`" + shortened(token.getText()) + "`";
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
