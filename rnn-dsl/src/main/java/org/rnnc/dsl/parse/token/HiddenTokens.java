// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Takes tokens out: the parser does not see them. */
public final class HiddenTokens {
    private HiddenTokens() {}

    public static void hide(CommonToken token) {
        if (token.getType() != Token.EOF) {
            token.setChannel(Token.HIDDEN_CHANNEL);
        }
    }
}
