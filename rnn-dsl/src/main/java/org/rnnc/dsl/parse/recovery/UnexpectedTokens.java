// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.NearestName;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;
import org.rnnc.dsl.parse.token.TokenText;

/** Passes over tokens with which no statement of a block can begin, and says what is wrong with them. */
final class UnexpectedTokens {
    private final SyntaxErrors report;
    private final TokenNeighbours neighbours;
    private final Resynchronizer skip;
    private final TrainOptionErrors options;
    /** Whether inline text began <code>model X &#123;</code>: then one closing brace is not a second mistake. */
    private boolean wrapped;

    UnexpectedTokens(SyntaxErrors report, TokenNeighbours neighbours, Resynchronizer skip) {
        this.report = report;
        this.neighbours = neighbours;
        this.skip = skip;
        this.options = new TrainOptionErrors(neighbours);
    }

    void passOver(ParserRuleContext block) {
        while (!mayStand(block, skip.current())) {
            passOverOne(block);
            if (skip.current().getType() == RnnLexer.SEMICOLON) {
                skip.one();
            }
        }
    }

    private boolean mayStand(ParserRuleContext block, Token token) {
        if (block instanceof RnnParser.FileContext) {
            return TokenKinds.isOneOf(token, Token.EOF, RnnLexer.SEMICOLON, RnnLexer.CELL, RnnLexer.MODEL);
        }
        if (block instanceof RnnParser.InlineFileContext) {
            return mayStandInline(token);
        }
        boolean begins =
                block instanceof RnnParser.TrainBlockContext ? TokenKinds.isOption(token) : TokenKinds.isName(token);
        return begins || isEnd(token);
    }

    private void passOverOne(ParserRuleContext block) {
        if (block instanceof RnnParser.FileContext) {
            passOverOutside();
        } else if (block instanceof RnnParser.InlineFileContext) {
            passOverInline(block);
        } else if (block instanceof RnnParser.TrainBlockContext) {
            passOverInTrain(block);
        } else {
            passOverInside(block);
        }
    }

    private static boolean isEnd(Token token) {
        return TokenKinds.isOneOf(token, Token.EOF, RnnLexer.SEMICOLON, RnnLexer.CLOSE_BRACE);
    }

    private boolean mayStandInline(Token token) {
        boolean model = token.getType() == RnnLexer.MODEL
                && TokenKinds.startDeclaration(token, neighbours.after(token))
                && neighbours.after(neighbours.after(token)).getType() == RnnLexer.OPEN_BRACE;
        return TokenKinds.isName(token) && !model || TokenKinds.isOneOf(token, Token.EOF, RnnLexer.SEMICOLON);
    }

    // ---- At the top of a file

    private void passOverOutside() {
        Token at = skip.current();
        Optional<String> declaration = misspelt(at);
        if (declaration.isPresent()) {
            errorUnlessKnown(
                    Code.UNKNOWN_WORD,
                    at,
                    "a declaration begins with `cell` or `model`, not with " + TokenText.of(at),
                    "did you mean `" + declaration.get() + "`?");
            ((CommonToken) at).setType(declaration.get().equals("cell") ? RnnLexer.CELL : RnnLexer.MODEL);
            return;
        }
        Token next = neighbours.after(at);
        if (isClosing(at)) {
            errorUnlessKnown(Code.UNOPENED, at, TokenText.of(at) + " closes nothing", "");
            skip.one();
            return;
        }
        if (TokenKinds.isName(at) && (TokenKinds.startItem(at, next) || TokenKinds.startOption(at, next))) {
            errorUnlessKnown(Code.OUTSIDE, at, outside(at), outsideHint(neighbours.before(at)));
        } else {
            errorUnlessKnown(
                    Code.UNEXPECTED,
                    at,
                    "found " + TokenText.of(at) + " where a cell or a model was expected",
                    Foreign.hint(Foreign.Place.STATEMENT, at.getText())
                            .orElse("a text is made of `cell name(n) { ... }` and `model Name { ... }`"));
        }
        skip.toDeclaration();
    }

    private static String outside(Token at) {
        return "the statement that begins with " + TokenText.of(at) + " is in no cell and no model";
    }

    private String outsideHint(Token before) {
        return before.getType() == RnnLexer.CLOSE_BRACE
                ? "the `}` in " + report.line(before) + " closes the declaration before it"
                : "put it between the `{` and the `}` of one";
    }

    /** <code>modle X &#123;</code>. */
    private Optional<String> misspelt(Token at) {
        Token name = neighbours.after(at);
        boolean header = at.getType() == RnnLexer.IDENTIFIER
                && TokenKinds.isName(name)
                && TokenKinds.isOneOf(neighbours.after(name), RnnLexer.OPEN_BRACE, RnnLexer.OPEN_PAREN);
        return header ? NearestName.of(at.getText(), TokenKinds.DECLARATIONS) : Optional.empty();
    }

    // ---- At the top of inline text

    private void passOverInline(ParserRuleContext block) {
        Token at = skip.current();
        if (at.getType() == RnnLexer.MODEL) {
            errorUnlessKnown(
                    Code.MISPLACED,
                    at,
                    "inline text is the body of a model already",
                    "leave out `model "
                            + TokenText.shortened(neighbours.after(at).getText()) + " {` and its `}`");
            wrapped = true;
            skip.one();
            skip.one();
            skip.one();
        } else if (at.getType() == RnnLexer.CLOSE_BRACE && wrapped) {
            wrapped = false;
            skip.one();
        } else {
            passOverInside(block);
        }
    }

    // ---- Where a statement or a training option could begin

    private void passOverInTrain(ParserRuleContext block) {
        Token at = skip.current();
        if (!TokenKinds.isName(at)) {
            passOverInside(block);
            return;
        }
        Explanation description = options.head(at);
        report.errorUnlessKnown(at, description.finding());
        if (description.again() == null) {
            skip.statement(at);
        }
    }

    private void passOverInside(ParserRuleContext block) {
        Token at = skip.current();
        Token before = neighbours.before(at);
        if (at.getType() == RnnLexer.COMMA) {
            comma(block, at);
        } else if (isClosing(at)) {
            errorUnlessKnown(Code.UNOPENED, at, TokenText.of(at) + " closes nothing", "");
            skip.one();
        } else {
            report.errorUnlessKnown(at, inside(block, at, before));
            skip.statement(at);
        }
    }

    private void comma(ParserRuleContext block, Token at) {
        Token before = neighbours.before(at);
        Token after = neighbours.after(at);
        if (TokenKinds.isOneOf(before, RnnLexer.NUMBER) && TokenKinds.isOneOf(after, RnnLexer.NUMBER)) {
            String number = before.getText() + "." + after.getText();
            errorUnlessKnown(
                    Code.UNEXPECTED, at, "a `,` stands in no number", "a fraction is written with a point: " + number);
            skip.one();
            skip.statement(skip.current());
            return;
        }
        boolean options = block instanceof RnnParser.TrainBlockContext;
        errorUnlessKnown(
                Code.UNEXPECTED,
                at,
                "found `,` where the next " + (options ? "option" : "statement") + " was expected",
                (options ? "options" : "statements") + " stand on lines of their own, or are separated by `;`");
        skip.one();
    }

    private Finding inside(ParserRuleContext block, Token at, Token before) {
        List<RnnParser.ItemContext> items = block.getRuleContexts(RnnParser.ItemContext.class);
        Token statement = items.isEmpty() ? before : items.get(items.size() - 1).getStart();
        boolean output = statement.getType() == RnnLexer.OUTPUT && neighbours.after(statement) == before;
        if (output && (TokenKinds.isSign(at) || TokenKinds.opens(at))) {
            return new Finding(
                    Code.MISSING_EQUALS,
                    at,
                    at,
                    "an output that is computed needs a name and `=`",
                    "output y = " + TokenText.shortened(before.getText()) + " ...");
        }
        if (TokenKinds.isSign(at) && ExpressionErrors.endsFlow(neighbours, statement, at)) {
            return ExpressionErrors.afterFlow(at);
        }
        if (TokenKinds.startsValue(at) && neighbours.followsValue(at)) {
            return ExpressionErrors.sideBySide(before, at, "");
        }
        boolean option = block instanceof RnnParser.TrainBlockContext;
        return new Finding(
                Code.UNEXPECTED,
                at,
                at,
                "found " + TokenText.of(at) + " where " + (option ? "a training option" : "a statement")
                        + " was expected",
                option || neighbours.isFirstOnLine(at) ? "" : behind(statement, at));
    }

    /** What was probably meant by a sign behind a whole statement. */
    private String behind(Token statement, Token at) {
        boolean layer = neighbours.before(neighbours.before(at)).getType() == RnnLexer.PIPE;
        Token argument = neighbours.after(at);
        if (layer
                && TokenKinds.isOneOf(at, RnnLexer.OPEN_BRACKET, RnnLexer.OPEN_BRACE)
                && argument.getType() == RnnLexer.NUMBER) {
            return "the arguments of a layer stand in parentheses: "
                    + TokenText.shortened(neighbours.before(at).getText()) + "(" + argument.getText() + ")";
        }
        return switch (at.getType()) {
            case RnnLexer.ASSIGN ->
                switch (statement.getType()) {
                    case RnnLexer.PARAM ->
                        "how a parameter starts is said by start: param b: vector<n> start constant(1)";
                    case RnnLexer.STATE -> "what a state starts from is said by start: state h: vector<n> start 0.5";
                    case RnnLexer.INPUT -> "an input has no value: training and use give it";
                    default -> "an equation has one `=`, and defines one name";
                };
            case RnnLexer.OPEN_BRACKET ->
                "only a state has an index, h[t-1], and nothing is taken out of a vector; what a layer ends with is"
                        + " x |> gru(4) |> last";
            case RnnLexer.DOT -> "what is in a layer has a path: h = x |> gru(4) as encoder, and then encoder.r";
            default -> "";
        };
    }

    private static boolean isClosing(Token at) {
        return TokenKinds.closes(at) || TokenKinds.isOneOf(at, RnnLexer.CLOSE_BRACE, RnnLexer.GREATER);
    }

    private void errorUnlessKnown(Code code, Token at, String message, String hint) {
        report.errorUnlessKnown(at, new Finding(code, at, at, message, hint));
    }
}
