// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenText;

/**
 * Refuses names so long that a class file, which takes 65,535 bytes for a text, might not hold what is made of them: a
 * parameter of a cell within cells has a name of as many parts.
 */
final class NameLength {
    static final int LIMIT = 1_000;

    private NameLength() {}

    /** Reports each such name once, however often it is used. */
    static void check(List<CommonToken> tokens, SyntaxErrors report) {
        Set<String> known = new HashSet<>();
        for (CommonToken token : tokens) {
            int length = token.getStopIndex() - token.getStartIndex() + 1;
            if (length > LIMIT && TokenKinds.isName(token) && known.add(token.getText())) {
                report.error(
                        Code.JAVA_NAME,
                        token,
                        "the name `" + TokenText.shortened(token.getText()) + "` has " + length
                                + " characters; at most " + LIMIT + " fit",
                        "give it a shorter one");
            }
        }
    }
}
