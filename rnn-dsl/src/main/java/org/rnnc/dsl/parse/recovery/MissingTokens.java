// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenNeighbours;
import org.rnnc.dsl.parse.token.TokenText;

/** Signs that are clearly missing: reported, and then thought to be there. */
final class MissingTokens {
    private final SyntaxErrors report;
    private final TokenNeighbours neighbours;

    MissingTokens(SyntaxErrors report, TokenNeighbours neighbours) {
        this.report = report;
        this.neighbours = neighbours;
    }

    /** A token to go on with in place of the {@code wanted} one, or nothing if it is not clear what happened. */
    Optional<Token> mend(Parser parser, int wanted) {
        Token at = parser.getCurrentToken();
        return switch (wanted) {
            case RnnLexer.CLOSE_PAREN -> closing(parser, RnnLexer.OPEN_PAREN, wanted, ")");
            case RnnLexer.CLOSE_BRACKET -> closing(parser, RnnLexer.OPEN_BRACKET, wanted, "]");
            case RnnLexer.GREATER -> closing(parser, RnnLexer.LESS, wanted, ">");
            case RnnLexer.COLON -> colon(at);
            case RnnLexer.OPEN_BRACE -> openBrace(parser, at);
            default -> Optional.empty();
        };
    }

    private Optional<Token> closing(Parser parser, int opener, int wanted, String sign) {
        Token at = parser.getCurrentToken();
        Token opening = opening(parser.getContext(), opener);
        if (opening == null) {
            return Optional.empty();
        }
        boolean wrongOne = TokenKinds.isOneOf(at, RnnLexer.CLOSE_PAREN, RnnLexer.CLOSE_BRACKET, RnnLexer.GREATER);
        if (wrongOne && neighbours.isFirstOnLine(at) || !wrongOne && !ends(at, wanted)) {
            return Optional.empty();
        }
        String open = TokenText.of(opening);
        String message = wrongOne && wanted != RnnLexer.GREATER
                ? open + " is closed by " + TokenText.of(at)
                : "this " + open + " has no `" + sign + "`";
        String hint = wrongOne && wanted != RnnLexer.GREATER
                ? "`" + sign + "` closes it"
                : "`" + sign + "` was expected before " + where(at);
        report.errorUnlessKnown(opening, new Finding(Code.UNCLOSED, opening, opening, message, hint));
        if (wrongOne && wanted != RnnLexer.GREATER) {
            parser.getInputStream().consume();
        }
        return Optional.of(thought(at, wanted, sign));
    }

    private String where(Token at) {
        return at.getType() == Token.EOF ? TokenText.of(at) : TokenText.of(at) + " in " + report.line(at);
    }

    /** Whether what was open must have ended here. A type's sizes end as soon as something else comes. */
    private boolean ends(Token at, int wanted) {
        return neighbours.isFirstOnLine(at)
                || wanted == RnnLexer.GREATER
                || TokenKinds.isOneOf(at, Token.EOF, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE, RnnLexer.SEMICOLON);
    }

    private static @Nullable Token opening(ParserRuleContext context, int type) {
        for (var child : context.children) {
            if (child instanceof TerminalNode node && node.getSymbol().getType() == type) {
                return node.getSymbol();
            }
        }
        return null;
    }

    /** {@code input x vector<3>}. */
    private Optional<Token> colon(Token at) {
        boolean type =
                TokenKinds.TYPES.contains(at.getText()) || neighbours.after(at).getType() == RnnLexer.LESS;
        if (!type || !TokenKinds.isName(at)) {
            return Optional.empty();
        }
        String name = neighbours.before(at).getText();
        report.errorUnlessKnown(
                at,
                new Finding(
                        Code.MISSING_COLON,
                        at,
                        at,
                        "there is no `:` between `" + name + "` and its type",
                        declaration(neighbours.before(at), at)));
        return Optional.of(thought(at, RnnLexer.COLON, ":"));
    }

    /** How the declaration of a name with a type of this word reads. */
    static String declaration(Token name, Token type) {
        String sizes = type.getText().equals("scalar") ? "" : "<...>";
        return TokenText.shortened(name.getText()) + ": " + TokenText.shortened(type.getText()) + sizes;
    }

    /** {@code model A input x: ...}, or something between the name and the brace. */
    private Optional<Token> openBrace(Parser parser, Token at) {
        if (!(parser.getContext() instanceof RnnParser.BodyContext)) {
            return Optional.empty();
        }
        Token name = neighbours.before(at);
        Token brace = at;
        while (brace.getLine() == at.getLine()
                && !TokenKinds.isOneOf(brace, Token.EOF, RnnLexer.OPEN_BRACE, RnnLexer.CLOSE_BRACE)) {
            brace = neighbours.after(brace);
        }
        boolean between = brace.getType() == RnnLexer.OPEN_BRACE;
        if (!between && !TokenKinds.startItem(at, neighbours.after(at))) {
            return Optional.empty();
        }
        String hint = "";
        if (between && at.getType() == RnnLexer.OPEN_PAREN) {
            hint = "only a cell has parameters";
        }
        String message = "found " + TokenText.of(at) + " where the `{` of the declaration was expected";
        report.errorUnlessKnown(name, new Finding(Code.UNEXPECTED, at, at, message, hint));
        if (!between) {
            return Optional.of(thought(at, RnnLexer.OPEN_BRACE, "{"));
        }
        parser.getInputStream().seek(neighbours.after(brace).getTokenIndex());
        return Optional.of(brace);
    }

    /** It stands, without any width, before {@code at}, and in no list of tokens. */
    private static Token thought(Token at, int type, String sign) {
        CommonToken token = new CommonToken(at);
        token.setType(type);
        token.setText(sign);
        token.setStopIndex(at.getStartIndex() - 1);
        token.setTokenIndex(-1);
        return token;
    }
}
