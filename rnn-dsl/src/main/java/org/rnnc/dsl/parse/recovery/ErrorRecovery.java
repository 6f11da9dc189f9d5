// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenNeighbours;

/**
 * What the parser does where the text does not follow the grammar. A sign that is clearly missing is thought to be
 * there. Else the statement around the place is given up as a whole and the next one is looked for, so that one slip
 * gives one finding; ANTLR's own way, to go on inside the statement, finds things that are none.
 */
public final class ErrorRecovery extends DefaultErrorStrategy {
    private final SyntaxErrors report;
    private final TokenNeighbours neighbours;
    private final Resynchronizer skip;
    private final MissingTokens missing;
    private final SyntaxErrorExplainer explainer;
    private final UnexpectedTokens stray;
    private @Nullable RecognitionException reported;
    /** The token a statement is to be read from once more, after its first word was corrected; else null. */
    private @Nullable Token again;

    public ErrorRecovery(SyntaxErrors report, CommonTokenStream tokens) {
        this.report = report;
        this.neighbours = new TokenNeighbours(tokens);
        this.skip = new Resynchronizer(tokens, neighbours);
        this.missing = new MissingTokens(report, neighbours);
        this.explainer = new SyntaxErrorExplainer(report, neighbours);
        this.stray = new UnexpectedTokens(report, neighbours, skip);
    }

    /** Before each statement of a block: whatever cannot begin one is passed over here. */
    @Override
    public void sync(Parser parser) {
        ParserRuleContext block = parser.getContext();
        if (block instanceof RnnParser.FileContext
                || block instanceof RnnParser.InlineFileContext
                || block instanceof RnnParser.BodyContext
                || block instanceof RnnParser.TrainBlockContext) {
            stray.passOver(block);
        }
    }

    @Override
    public Token recoverInline(Parser parser) {
        IntervalSet expected = parser.getExpectedTokens();
        if (expected.size() == 1) {
            Optional<Token> thought = missing.mend(parser, expected.getMinElement());
            if (thought.isPresent()) {
                return thought.get();
            }
        }
        throw new InputMismatchException(parser);
    }

    /** Called for each rule the failure passes through; the innermost one, the first, knows most. */
    @Override
    public void reportError(Parser parser, RecognitionException failure) {
        if (failure == reported) {
            return;
        }
        reported = failure;
        ParserRuleContext statement = statement(parser.getContext());
        Explanation description = explainer.describe(parser, statement, failure);
        report.errorUnlessKnown(statement.getStart(), description.finding());
        again = description.again();
    }

    @Override
    public void recover(Parser parser, RecognitionException failure) {
        ParserRuleContext context = parser.getContext();
        if (!isStatement(context)) {
            throw failure;
        }
        if (again != null) {
            parser.getInputStream().seek(again.getTokenIndex());
            again = null;
        } else if (context instanceof RnnParser.CellHeaderContext || context instanceof RnnParser.ModelHeaderContext) {
            skip.toBlock(context.getStart());
        } else if (context instanceof RnnParser.CellContext || context instanceof RnnParser.ModelContext) {
            skip.toDeclaration();
        } else {
            skip.statement(context.getStart());
        }
    }

    /** What is given up when something inside of it fails. */
    private static ParserRuleContext statement(ParserRuleContext context) {
        ParserRuleContext around = context;
        while (!isStatement(around) && around.getParent() != null) {
            around = around.getParent();
        }
        return around;
    }

    private static boolean isStatement(ParserRuleContext context) {
        return context instanceof RnnParser.ItemContext
                || context instanceof RnnParser.TrainOptionContext
                || context instanceof RnnParser.CellHeaderContext
                || context instanceof RnnParser.ModelHeaderContext
                || context instanceof RnnParser.CellContext
                || context instanceof RnnParser.ModelContext
                || context instanceof RnnParser.FileContext
                || context instanceof RnnParser.InlineFileContext;
    }
}
