// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;
import org.rnnc.dsl.parse.token.TokenText;

/** Says in our words what the parser stumbled over. */
final class SyntaxErrorExplainer {
    private final TokenNeighbours neighbours;
    private final ExpressionErrors expressions;
    private final StatementErrors items;
    private final TrainOptionErrors options;

    SyntaxErrorExplainer(SyntaxErrors report, TokenNeighbours neighbours) {
        this.neighbours = neighbours;
        this.expressions = new ExpressionErrors(neighbours);
        this.items = new StatementErrors(neighbours);
        this.options = new TrainOptionErrors(neighbours);
    }

    Explanation describe(Parser parser, ParserRuleContext statement, RecognitionException failure) {
        Token start = statement.getStart();
        Token at = failure.getOffendingToken();
        boolean atHead = at == start || at == neighbours.after(start);
        if (statement instanceof RnnParser.ItemContext && atHead) {
            boolean inline = statement.getParent() instanceof RnnParser.InlineFileContext;
            return items.head(start, inline);
        }
        if (statement instanceof RnnParser.TrainOptionContext && atHead) {
            return options.head(start);
        }
        if (parser.getContext() instanceof RnnParser.StateRuleContext
                || parser.getContext() instanceof RnnParser.WindowClauseContext) {
            return Explanation.of(options.windowClause(at));
        }
        if (at.getType() == RnnLexer.CLOSE_BRACE || at.getType() == Token.EOF || neighbours.isFirstOnLine(at)) {
            Finding untyped = untyped(parser, at);
            if (untyped != null) {
                return Explanation.of(untyped);
            }
        }
        if (statement instanceof RnnParser.ModelHeaderContext || statement instanceof RnnParser.CellHeaderContext) {
            return Explanation.of(header(start, at, parser, failure));
        }
        return Explanation.of(expressions.describe(parser, start, failure));
    }

    /** {@code input x}, and nothing more. */
    private @Nullable Finding untyped(Parser parser, Token at) {
        if (parser.getExpectedTokens().size() != 1
                || !parser.getExpectedTokens().contains(RnnLexer.COLON)) {
            return null;
        }
        Token name = neighbours.before(at);
        return new Finding(
                Code.MISSING_COLON,
                name,
                name,
                TokenText.of(name) + " has no type",
                TokenText.shortened(name.getText()) + ": vector<n>");
    }

    private Finding header(Token start, Token at, Parser parser, RecognitionException failure) {
        if (TokenKinds.isName(at) && neighbours.followsValue(at) && at != neighbours.after(start)) {
            return ExpressionErrors.unexpected(at, "`,` or `)`", "cell name(n, activation = tanh) { ... }");
        }
        if (at != neighbours.after(start)) {
            return expressions.describe(parser, start, failure);
        }
        String word = start.getText();
        String hint = start.getType() == RnnLexer.CELL ? "cell name(n) { ... }" : "model Name { ... }";
        return ExpressionErrors.unexpected(at, "the name of the " + word, hint);
    }
}
