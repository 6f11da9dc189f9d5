// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;
import org.rnnc.dsl.parse.token.TokenText;

/** What is wrong inside a statement, in an expression or a declaration. */
final class ExpressionErrors {
    private static final Set<String> BRANCHES =
            Set.of("if", "else", "then", "and", "or", "not", "unless", "case", "when");

    private static final Set<String> LAMBDAS = Set.of("lambda", "fn", "fun", "func", "function");

    private final TokenNeighbours neighbours;

    ExpressionErrors(TokenNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** @param statement the first token of the statement */
    Finding describe(Parser parser, Token statement, RecognitionException failure) {
        Token at = failure.getOffendingToken();
        Token before = neighbours.before(at);
        IntervalSet expected = failure instanceof InputMismatchException || at == parser.getCurrentToken()
                ? parser.getExpectedTokens()
                : new IntervalSet();
        boolean value = expected.contains(RnnLexer.NUMBER);
        boolean stage = parser.getContext().getParent() instanceof RnnParser.StageContext;
        if ((value || stage) && TokenKinds.isSign(before) && !TokenKinds.startsValue(at)) {
            return new Finding(Code.UNEXPECTED, before, before, TokenText.of(before) + " has nothing on its right", "");
        }
        Token number = neighbours.before(before);
        if (at.getType() == RnnLexer.NUMBER
                && before.getType() == RnnLexer.COMMA
                && number.getType() == RnnLexer.NUMBER
                && number.getStopIndex() + 2 == at.getStartIndex()) {
            String hint = "a fraction is written with a point: " + number.getText() + "." + at.getText();
            return new Finding(Code.UNEXPECTED, before, before, "a `,` stands in no number", hint);
        }
        if (before.getType() == RnnLexer.DOT
                && (TokenKinds.isSign(at) || TokenKinds.opens(at) || at.getType() == RnnLexer.GREATER)) {
            return dotted(before, at);
        }
        Finding bracket = new BracketErrors(neighbours).describe(statement, at, value);
        if (bracket != null) {
            return bracket;
        }
        if (value && TokenKinds.isSign(at)) {
            return new Finding(Code.UNEXPECTED, at, at, TokenText.of(at) + " has nothing on its left", "");
        }
        if (stage && at.getType() == RnnLexer.OPEN_PAREN) {
            return unexpected(
                    at, "a layer or a function", "layers follow each other without parentheses: x |> gru(4) |> gru(4)");
        }
        if (stage) {
            return unexpected(at, "a layer or a function", "what stands right of |> is applied to what stands left");
        }
        if (!value && TokenKinds.startsValue(at) && neighbours.followsValue(at) && isInBrackets(statement, at)) {
            return sideBySide(before, at, ", or a `,`,");
        }
        if (!value && TokenKinds.isSign(at) && endsFlow(neighbours, statement, at)) {
            return afterFlow(at);
        }
        Token comma = neighbours.before(before);
        if (expected.contains(RnnLexer.COLON)
                && comma.getType() == RnnLexer.COMMA
                && TokenKinds.startItem(before, at)) {
            String message = "after this `,` another name would follow, and here a statement begins";
            return new Finding(Code.UNEXPECTED, comma, comma, message, "leave out the `,`");
        }
        return unexpected(at, expected(expected), hint(expected, before, at));
    }

    /** {@code tanh.(x)} and {@code a .+ b} of Julia and Matlab. */
    private Finding dotted(Token dot, Token at) {
        Token function = neighbours.before(dot);
        String hint = TokenKinds.opens(at)
                ? "a function goes element by element by itself: " + TokenText.shortened(function.getText()) + "(x)"
                : TokenKinds.isOneOf(at, RnnLexer.PLUS, RnnLexer.MINUS)
                        ? "a sum goes element by element by itself: x " + at.getText() + " y"
                        : Foreign.hint(Foreign.Place.FUNCTION, "where").orElseThrow();
        return new Finding(Code.UNEXPECTED, dot, at, "`." + at.getText() + "` is not a sign of this language", hint);
    }

    static Finding sideBySide(Token left, Token right, String alternative) {
        return new Finding(
                Code.MISSING_OPERATOR,
                right,
                right,
                "an operator" + alternative + " is missing between " + TokenText.of(left) + " and "
                        + TokenText.of(right),
                sideBySideHint(left, right));
    }

    private static String sideBySideHint(Token left, Token right) {
        if (right.getType() == RnnLexer.NUMBER && left.getType() == RnnLexer.IDENTIFIER) {
            return "arguments stand in parentheses: " + TokenText.shortened(left.getText()) + "(" + right.getText()
                    + ")";
        }
        if (left.getType() == RnnLexer.CLOSE_PAREN && right.getType() == RnnLexer.OPEN_PAREN) {
            return "a layer is applied by the pipe: x |> dense(3); a product is written with *, an element-wise one with .*";
        }
        if (right.getType() == RnnLexer.AS) {
            return "`as` names a layer: x |> gru(4) as encoder; a value is named by its equation: y = x";
        }
        if (left.getType() == RnnLexer.IDENTIFIER && LAMBDAS.contains(left.getText())) {
            return Foreign.hint(Foreign.Place.STATEMENT, left.getText()).orElseThrow();
        }
        boolean touching = left.getStopIndex() + 1 == right.getStartIndex();
        if (touching && left.getType() == RnnLexer.NUMBER) {
            return "a product is written " + left.getText() + " * " + TokenText.shortened(right.getText())
                    + "; a number has no unit or suffix: " + left.getText();
        }
        for (Token word : List.of(left, right)) {
            if (BRANCHES.contains(word.getText())) {
                return Foreign.hint(Foreign.Place.STATEMENT, "if").orElseThrow();
            }
        }
        boolean function =
                left.getType() == RnnLexer.IDENTIFIER && left.getText().matches("[a-z][A-Za-z]{2,}");
        return "a product is written with *, an element-wise one with .*"
                + (function && TokenKinds.isName(right)
                        ? "; arguments stand in parentheses: " + TokenText.shortened(left.getText()) + "("
                                + TokenText.shortened(right.getText()) + ")"
                        : "");
    }

    static Finding afterFlow(Token sign) {
        String text = sign.getText();
        return new Finding(
                Code.UNEXPECTED,
                sign,
                sign,
                "a flow ends before " + TokenText.of(sign) + ", since |> binds weakest",
                "put the flow in parentheses: (x |> f) " + text + " y");
    }

    /** Whether a {@code |>} stands in the statement before {@code at}, in the same brackets. */
    static boolean endsFlow(TokenNeighbours neighbours, Token statement, Token at) {
        int depth = 0;
        Token token = at;
        while (token.getTokenIndex() > statement.getTokenIndex() && depth >= 0) {
            token = neighbours.before(token);
            depth += TokenKinds.closes(token) ? 1 : TokenKinds.opens(token) ? -1 : 0;
            if (depth == 0 && token.getType() == RnnLexer.PIPE) {
                return true;
            }
        }
        return false;
    }

    private boolean isInBrackets(Token statement, Token at) {
        int depth = 0;
        for (Token token = statement; token.getTokenIndex() < at.getTokenIndex(); token = neighbours.after(token)) {
            depth += TokenKinds.opens(token) ? 1 : TokenKinds.closes(token) ? -1 : 0;
        }
        return depth > 0;
    }

    static Finding unexpected(Token at, String expected, String hint) {
        String message = expected.isEmpty()
                ? TokenText.of(at) + " does not fit here"
                : "found " + TokenText.of(at) + " where " + expected + " was expected";
        return new Finding(Code.UNEXPECTED, at, at, message, hint);
    }

    private static String hint(IntervalSet expected, Token before, Token at) {
        if (before.getType() == RnnLexer.COMMA && expected.contains(RnnLexer.IDENTIFIER)) {
            return "something must follow the `,`";
        }
        boolean sequence = at.getText().equals("per")
                || at.getText().equals("sequence")
                || before.getText().equals("sequence");
        if (expected.contains(RnnLexer.COLON) && sequence) {
            return "input x: vector<4> per sequence";
        }
        if (before.getType() == RnnLexer.COLON && at.getType() == RnnLexer.NUMBER) {
            return "a number is a scalar, several are a vector<" + at.getText() + ">";
        }
        return expected.contains(RnnLexer.COLON) && expected.size() == 1 ? "a declaration reads `name: vector<n>`" : "";
    }

    /** The parser's set of tokens, in a user's words. */
    private static String expected(IntervalSet types) {
        List<String> words = new ArrayList<>();
        if (types.contains(RnnLexer.NUMBER)) {
            words.add("a value");
        } else if (types.contains(RnnLexer.IDENTIFIER)) {
            words.add("a name");
        }
        boolean anyName = types.contains(RnnLexer.IDENTIFIER);
        for (int type : types.toList()) {
            boolean sign = type >= RnnLexer.PIPE && type <= RnnLexer.GREATER && !words.contains("a value");
            boolean word = type >= RnnLexer.AS && type <= RnnLexer.WINDOW && !anyName;
            if (sign || word) {
                words.add(RnnParser.VOCABULARY.getLiteralName(type).replace('\'', '`'));
            }
        }
        return String.join(" or ", words);
    }
}
