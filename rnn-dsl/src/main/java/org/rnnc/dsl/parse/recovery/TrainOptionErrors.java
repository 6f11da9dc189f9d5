// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.NearestName;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;
import org.rnnc.dsl.parse.token.TokenText;

/** What is wrong at the beginning of a training option. */
final class TrainOptionErrors {
    static final String CARRY = "window 25, carry state";

    private static final Map<String, String> EXAMPLES = Map.of(
            "window", "window 25",
            "batch", "batch 32",
            "optimizer", "optimizer adam(rate = 1e-3)",
            "clip", "clip norm 5",
            "start", "start xavier",
            "seed", "seed 7",
            "unroll", "unroll auto",
            "gradients", "gradients input, state");

    private final TokenNeighbours neighbours;

    TrainOptionErrors(TokenNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    Explanation head(Token start) {
        Token next = neighbours.after(start);
        if (start.getType() == RnnLexer.CLIP && next.getType() != RnnLexer.ASSIGN) {
            return Explanation.of(ExpressionErrors.unexpected(next, "value or norm", "clip value 5, or clip norm 5"));
        }
        if (TokenKinds.isOption(start)) {
            return Explanation.of(value(start, next));
        }
        if (TokenKinds.isOneOf(start, RnnLexer.CARRY, RnnLexer.RESET)) {
            String message = "`" + start.getText() + " state` belongs to the window, after a `,`";
            return Explanation.of(new Finding(Code.UNEXPECTED, start, start, message, CARRY));
        }
        if (TokenKinds.startItem(start, next) || TokenKinds.startDeclaration(start, next)) {
            return Explanation.of(new Finding(
                    Code.MISPLACED,
                    start,
                    start,
                    "the statement that begins with " + TokenText.of(start) + " is not an option of training",
                    "put it outside of the train block"));
        }
        return word(start, next);
    }

    private static Finding value(Token start, Token next) {
        if (TokenKinds.isOneOf(next, RnnLexer.ASSIGN, RnnLexer.COLON)) {
            String hint = EXAMPLES.getOrDefault(start.getText(), start.getText() + " ...");
            return new Finding(Code.UNEXPECTED, next, next, "a training option has no " + TokenText.of(next), hint);
        }
        return ExpressionErrors.unexpected(next, "the value of " + TokenText.of(start), "");
    }

    private static Explanation word(Token start, Token next) {
        boolean likely = start.getType() == RnnLexer.IDENTIFIER && TokenKinds.startsValue(next);
        Optional<String> meant = likely ? meant(start.getText()) : Optional.empty();
        meant.ifPresent(
                word -> ((CommonToken) start).setType(Objects.requireNonNull(TokenKinds.OPTION_KINDS.get(word))));
        String hint = meant.map(word -> "did you mean `" + word + "`?").orElseGet(() -> elsewhere(start.getText()));
        Finding finding = new Finding(
                Code.UNKNOWN_WORD, start, start, "no training option begins with " + TokenText.of(start), hint);
        return new Explanation(finding, meant.isPresent() ? start : null);
    }

    /** An option, misspelt: another language's word for something is not. */
    private static Optional<String> meant(String word) {
        Optional<String> same = NearestName.same(word, TokenKinds.OPTIONS);
        boolean foreign = Foreign.hint(Foreign.Place.TRAINING, word).isPresent();
        return same.isPresent() || foreign ? same : NearestName.of(word, TokenKinds.OPTIONS);
    }

    /** Where what is often looked for among the options has its place. */
    private static String elsewhere(String word) {
        return Foreign.hint(Foreign.Place.TRAINING, word)
                .orElse("the options are " + String.join(", ", TokenKinds.OPTIONS));
    }

    Finding windowClause(Token at) {
        return ExpressionErrors.unexpected(
                at,
                "`carry state`, `reset state` or a backward length",
                TokenKinds.OPTIONS.contains(at.getText())
                        ? "options stand on lines of their own, or are separated by `;`"
                        : CARRY);
    }
}
