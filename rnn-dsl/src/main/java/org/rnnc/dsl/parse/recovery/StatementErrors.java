// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

/** What is wrong at the beginning of a statement of a cell or a model. */
final class StatementErrors {
    private static final Map<String, String> EXAMPLES = Map.of(
            "input", "input x: vector<4>",
            "param", "param W: matrix<n, m>",
            "state", "state h: vector<n>",
            "output", "output y = softmax(h)",
            "loss", "loss mse(y)",
            "train", "train { window 25 }",
            "precision", "precision double");

    /** What begins a statement elsewhere. */
    private static final Set<String> FOREIGN = Set.of("let", "var", "val", "const", "return");

    private final TokenNeighbours neighbours;

    StatementErrors(TokenNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** @param inline whether the statement is at the top of inline text */
    Explanation head(Token start, boolean inline) {
        Token next = neighbours.after(start);
        if (TokenKinds.startDeclaration(start, next)) {
            return Explanation.of(declaration(start, inline));
        }
        if (EXAMPLES.containsKey(start.getText()) && start.getType() != RnnLexer.IDENTIFIER) {
            String hint = EXAMPLES.get(start.getText());
            return Explanation.of(ExpressionErrors.unexpected(next, after(start), hint));
        }
        if (TokenKinds.startOption(start, next)) {
            return Explanation.of(new Finding(
                    Code.MISPLACED,
                    start,
                    start,
                    TokenText.of(start) + " is an option of training",
                    "put it in a train block: train { " + start.getText() + " ... }"));
        }
        if (TokenKinds.isOneOf(start, RnnLexer.CARRY, RnnLexer.RESET) && next.getType() == RnnLexer.STATE) {
            return Explanation.of(new Finding(
                    Code.MISPLACED,
                    start,
                    next,
                    "`" + start.getText() + " state` is an option of training",
                    "train { " + TrainOptionErrors.CARRY + " }"));
        }
        if (next.getType() == RnnLexer.OPEN_BRACKET && start.getType() == RnnLexer.START) {
            String hint = Foreign.hint(Foreign.Place.START, "array").orElseThrow();
            return Explanation.of(ExpressionErrors.unexpected(next, "the rule of a start", hint));
        }
        Optional<String> foreign = foreign(start, next);
        if (foreign.isPresent()) {
            return Explanation.of(unknown(start, foreign.get()));
        }
        return neighbours.followsValue(start) ? Explanation.of(behindValue(start, next)) : word(start, next);
    }

    /** What begins a statement elsewhere, and is no misspelt word of ours. */
    private Optional<String> foreign(Token start, Token next) {
        boolean statement = next.getLine() == start.getLine()
                && (TokenKinds.startsValue(next)
                        || next.getType() == RnnLexer.OPEN_BRACE
                        || next.getType() == RnnLexer.COLON);
        if (!statement || NearestName.same(start.getText(), TokenKinds.ITEMS).isPresent()) {
            return Optional.empty();
        }
        if (TokenKinds.isName(next) && FOREIGN.contains(start.getText())) {
            boolean result = start.getText().equals("return");
            return Optional.of(
                    result ? "output " + TokenText.shortened(next.getText()) : "leave out " + TokenText.of(start));
        }
        return Foreign.hint(Foreign.Place.STATEMENT, start.getText());
    }

    private static Finding declaration(Token start, boolean inline) {
        String message = "a " + start.getText() + " cannot stand inside another declaration";
        String hint = "move it out, or close what is before it with `}`";
        if (inline) {
            message = "own cells stand before the statements of the model";
            hint = "move the cell to the beginning of the text";
        }
        return new Finding(Code.MISPLACED, start, start, message, hint);
    }

    private static String after(Token keyword) {
        return switch (keyword.getType()) {
            case RnnLexer.LOSS -> "the value of the loss";
            case RnnLexer.TRAIN -> "the `{` of the train block";
            case RnnLexer.PRECISION -> "float or double";
            default -> "a name";
        };
    }

    /** The statement before seems to go on. */
    private Finding behindValue(Token start, Token next) {
        Token before = neighbours.before(start);
        if (TokenKinds.TYPES.contains(start.getText()) && next.getType() == RnnLexer.LESS) {
            return new Finding(
                    Code.MISSING_COLON,
                    start,
                    start,
                    "there is no `:` between " + TokenText.of(before) + " and its type",
                    MissingTokens.declaration(before, start));
        }
        return ExpressionErrors.sideBySide(before, start, "");
    }

    private Explanation word(Token start, Token next) {
        boolean keyword = start.getType() != RnnLexer.IDENTIFIER;
        Optional<String> meant = keyword ? Optional.empty() : NearestName.of(start.getText(), likely(next));
        if (meant.isPresent()) {
            ((CommonToken) start).setType(Objects.requireNonNull(TokenKinds.ITEM_KINDS.get(meant.get())));
            return new Explanation(unknown(start, "did you mean `" + meant.get() + "`?"), start);
        }
        if (TokenKinds.isName(next) && TokenKinds.isOneOf(neighbours.after(next), RnnLexer.COLON, RnnLexer.COMMA)) {
            return Explanation.of(unknown(
                    start,
                    "a statement begins with " + String.join(", ", TokenKinds.ITEMS)
                            + ", or with the name of an equation"));
        }
        if (next.getType() == RnnLexer.OPEN_BRACKET) {
            return Explanation.of(new Finding(
                    Code.BAD_INDEX,
                    next,
                    next,
                    "an equation defines the value of this step",
                    TokenText.shortened(start.getText()) + " = ..."));
        }
        if (next.getType() == RnnLexer.COLON) {
            String output = "output " + TokenText.shortened(start.getText()) + ": vector<3> = ...";
            return Explanation.of(ExpressionErrors.unexpected(
                    next, "`=`", "an equation reads `name = expression`; only an output may have a type: " + output));
        }
        if (next.getType() == RnnLexer.DOT && Set.of("self", "this").contains(start.getText())) {
            return Explanation.of(unknown(start, "leave out " + "`" + start.getText() + ".`"));
        }
        Token third = neighbours.after(next);
        if (TokenKinds.isSign(next) && third.getType() == RnnLexer.ASSIGN) {
            String name = TokenText.shortened(start.getText());
            String sign = next.getText() + "=";
            return Explanation.of(new Finding(
                    Code.MISSING_EQUALS,
                    next,
                    third,
                    "`" + sign + "` changes a value, and an equation says once what it is",
                    "what grows from step to step is a state: state " + name + ": vector<n>, " + name + " = " + name
                            + "[t-1] " + next.getText() + " ..."));
        }
        if (TokenKinds.startsValue(next) || TokenKinds.isSign(next)) {
            return Explanation.of(new Finding(
                    Code.MISSING_EQUALS,
                    next,
                    next,
                    "found " + TokenText.of(next) + " where the `=` of an equation was expected",
                    "an equation reads `name = expression`"));
        }
        return Explanation.of(ExpressionErrors.unexpected(next, "`=`", "an equation reads `name = expression`"));
    }

    /** The keywords that could stand before {@code next}. */
    private static List<String> likely(Token next) {
        if (TokenKinds.isName(next)) {
            return List.of("input", "param", "state", "output", "loss", "precision");
        }
        return switch (next.getType()) {
            case RnnLexer.OPEN_BRACE -> List.of("train");
            case RnnLexer.NUMBER, RnnLexer.OPEN_PAREN -> List.of("loss");
            default -> List.of();
        };
    }

    private static Finding unknown(Token start, String hint) {
        return new Finding(Code.UNKNOWN_WORD, start, start, "no statement begins with " + TokenText.of(start), hint);
    }
}
