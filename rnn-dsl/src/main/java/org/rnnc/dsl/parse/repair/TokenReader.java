// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.DocComment;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TextStream;
import org.rnnc.dsl.syntax.SourceText;

/**
 * Cuts a text into tokens and mends the slips that can be told without the grammar: the parser then reads on as if they
 * had not been made, and nothing follows from them.
 */
public final class TokenReader {
    private TokenReader() {}

    /** The tokens that are left, documentation on its hidden channel, with the end of the text as the last one. */
    public static List<Token> read(SourceText source, SyntaxErrors report) {
        List<CommonToken> all = cut(source);
        NameLength.check(all, report);
        new CommentRepair(report).repair(visible(all));
        new StepRepair(report).repairSuperscripts(visible(all));
        new ForeignNotation(report).repair(visible(all));
        new NestedTypes(report).repair(visible(all));
        new SizeRepair(report).repairSigns(visible(all));
        new BranchRepair(report, visible(all)).repair();
        boolean cutShort = new SymbolRepair(report).repair(visible(all));
        new DanglingOperators(report).repair(visible(all));
        new StepRepair(report).repair(visible(all));
        new SizeRepair(report).repair(visible(all));
        cutShort |= new DepthLimit(report).apply(visible(all));
        all.removeIf(token -> token.getChannel() != Token.DEFAULT_CHANNEL && !DocComment.isOne(token.getText()));
        return new BraceRepair(report, cutShort).repair(all);
    }

    /** All tokens as they are written, comments on the hidden channel, with the end of the text as the last one. */
    public static List<CommonToken> cut(SourceText source) {
        TextStream stream = new TextStream(source.name(), source.text());
        RnnLexer lexer = new RnnLexer(stream);
        lexer.removeErrorListeners();
        List<CommonToken> tokens = new ArrayList<>();
        Token token = lexer.nextToken();
        while (token.getType() != Token.EOF) {
            tokens.add((CommonToken) token);
            token = lexer.nextToken();
        }
        tokens.add(end(lexer, stream, source.text().length()));
        return tokens;
    }

    private static CommonToken end(RnnLexer lexer, TextStream stream, int length) {
        CommonToken end = new CommonToken(new Pair<>(lexer, stream), Token.EOF, 0, length, length - 1);
        end.setLine(lexer.getLine());
        end.setCharPositionInLine(lexer.getCharPositionInLine());
        return end;
    }

    private static List<CommonToken> visible(List<CommonToken> all) {
        return all.stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
