// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.syntax.SourceText;

/** Cuts a text into tokens. */
final class TokenReader {
    private TokenReader() {}

    /** All tokens, comments included, with the end of the text as the last one. */
    static List<Token> read(SourceText source, SyntaxReport report) {
        TextStream stream = new TextStream(source.name(), source.text());
        RnnLexer lexer = new RnnLexer(stream);
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        Token token = lexer.nextToken();
        while (token.getType() != Token.EOF) {
            tokens.add(token);
            token = lexer.nextToken();
        }
        tokens.add(end(lexer, stream, source.text().length()));
        return tokens;
    }

    private static Token end(RnnLexer lexer, TextStream stream, int length) {
        CommonToken end = new CommonToken(new Pair<>(lexer, stream), Token.EOF, 0, length, length - 1);
        end.setLine(lexer.getLine());
        end.setCharPositionInLine(lexer.getCharPositionInLine());
        return end;
    }
}
