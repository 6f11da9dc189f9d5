// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.read.SyntaxReport.Finding;

/** Says in our words what the parser stumbled over. */
final class Stumbles {
    private final Neighbours neighbours;
    private final ExpressionStumbles expressions;
    private final ItemStumbles items;
    private final OptionStumbles options;

    Stumbles(SyntaxReport report, Neighbours neighbours) {
        this.neighbours = neighbours;
        this.expressions = new ExpressionStumbles(neighbours);
        this.items = new ItemStumbles(neighbours);
        this.options = new OptionStumbles(neighbours);
    }

    Description describe(Parser parser, ParserRuleContext statement, RecognitionException failure) {
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
            return Description.of(options.windowClause(at));
        }
        if (at.getType() == RnnLexer.CLOSE_BRACE || at.getType() == Token.EOF || neighbours.isFirstOnLine(at)) {
            Finding untyped = untyped(parser, at);
            if (untyped != null) {
                return Description.of(untyped);
            }
        }
        if (statement instanceof RnnParser.ModelHeaderContext || statement instanceof RnnParser.CellHeaderContext) {
            return Description.of(header(start, at, parser, failure));
        }
        return Description.of(expressions.describe(parser, start, failure));
    }

    /** {@code input x}, and nothing more. */
    private Finding untyped(Parser parser, Token at) {
        if (parser.getExpectedTokens().size() != 1
                || !parser.getExpectedTokens().contains(RnnLexer.COLON)) {
            return null;
        }
        Token name = neighbours.before(at);
        return new Finding(
                Code.MISSING_COLON,
                name,
                name,
                Found.of(name) + " has no type",
                Found.shortened(name.getText()) + ": vector<n>");
    }

    private Finding header(Token start, Token at, Parser parser, RecognitionException failure) {
        if (Words.isName(at) && neighbours.followsValue(at) && at != neighbours.after(start)) {
            return ExpressionStumbles.unexpected(at, "`,` or `)`", "cell name(n, activation = tanh) { ... }");
        }
        if (at != neighbours.after(start)) {
            return expressions.describe(parser, start, failure);
        }
        String word = start.getText();
        String hint = start.getType() == RnnLexer.CELL ? "cell name(n) { ... }" : "model Name { ... }";
        return ExpressionStumbles.unexpected(at, "the name of the " + word, hint);
    }
}
