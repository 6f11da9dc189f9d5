// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** The documentation of a declaration: the nearest {@code /** *}{@code /} comment before it. */
public final class DocComment {
    private DocComment() {}

    /** The documentation, unindented and without its stars; empty if there is none. */
    public static String before(CommonTokenStream tokens, Token declaration) {
        List<Token> hidden = tokens.getHiddenTokensToLeft(declaration.getTokenIndex());
        String found = "";
        if (hidden != null) {
            for (Token token : hidden) {
                found = isOne(token.getText()) ? contents(token.getText()) : found;
            }
        }
        return found;
    }

    public static boolean isOne(String comment) {
        return comment.startsWith("/**") && comment.length() > "/**/".length();
    }

    private static String contents(String comment) {
        return comment.substring("/**".length(), comment.length() - "*/".length())
                .lines()
                .map(DocComment::withoutStar)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String withoutStar(String line) {
        String stripped = line.strip();
        if (!stripped.startsWith("*")) {
            return stripped;
        }
        return stripped.startsWith("* ") ? stripped.substring(2) : stripped.substring(1);
    }
}
