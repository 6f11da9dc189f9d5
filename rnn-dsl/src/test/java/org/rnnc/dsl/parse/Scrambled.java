// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.parse.repair.TokenReader;
import org.rnnc.dsl.syntax.SourceText;

/**
 * A text with its line breaks, spaces and comments where nobody would put them.
 *
 * @param comments in their order, those that were added
 */
public record Scrambled(String text, List<String> comments) {
    private static final List<String> SPACES = List.of(" ", " ", " ", "  ", "\t", "\n", "\n", "\n\n", "\n\n\n", "\r\n");

    public static Scrambled of(String text, Random random) {
        List<String> comments = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        for (Token token : TokenReader.cut(new SourceText("", text))) {
            // At the beginning of a line these are taken for statements of other languages.
            boolean begins = List.of("if", "for", "per", "as").contains(token.getText());
            out.append(begins ? " " : SPACES.get(random.nextInt(SPACES.size())));
            if (!begins && random.nextInt(20) == 0) {
                String comment = comment(comments.size(), random);
                comments.add(comment.replaceAll("\\s+", " "));
                out.append(comment).append(comment.startsWith("//") ? "\n" : " ");
            }
            if (token.getType() != Token.EOF) {
                out.append(token.getText());
            }
        }
        return new Scrambled(out.toString(), comments);
    }

    private static String comment(int number, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "// comment " + number;
            case 1 -> "/* comment " + number + " */";
            default -> "/* comment\n   " + number + "\n*/";
        };
    }

    /** Those comments that {@link #of} adds, as they are in {@code text}. */
    public static List<String> commentsIn(String text) {
        return TokenReader.cut(new SourceText("", text)).stream()
                .filter(token -> token.getChannel() != Token.DEFAULT_CHANNEL)
                .map(token -> token.getText().replaceAll("\\s+", " "))
                .filter(comment -> comment.matches("//? comment.*|/\\* comment.*"))
                .toList();
    }
}
