// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.parse.token.TokenText;

/** Reports what only several tokens together mean: LaTeX's commands, bars around a value, {@code W^T}, {@code R^n}. */
final class ForeignNotation {
    private static final String PRODUCTS = "* multiplies a matrix and a vector, .* multiplies element by element";
    private static final String ELEMENTS = ".* multiplies element by element, * multiplies a matrix and a vector";

    /** LaTeX's commands that are not called as something here; of the others Foreign knows some. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("cdot", PRODUCTS),
            Map.entry("times", PRODUCTS),
            Map.entry("odot", ELEMENTS),
            Map.entry("circ", ELEMENTS),
            Map.entry("otimes", ELEMENTS),
            Map.entry("frac", "a / b divides by a number, a ./ b divides element by element"),
            Map.entry("sigma", "sigmoid(x)"),
            Map.entry("sum", "sum(x), or sumOverSteps(x)"),
            Map.entry("sqrt", "sqrt(x)"),
            Map.entry("left", "parentheses stand by themselves: (x + y)"),
            Map.entry("right", "parentheses stand by themselves: (x + y)"),
            Map.entry("top", ForeignSymbols.TRANSPOSE),
            Map.entry("intercal", ForeignSymbols.TRANSPOSE));

    /** How many tokens a pair of bars may have between them. */
    private static final int FARTHEST = 64;

    private final SyntaxErrors report;

    ForeignNotation(SyntaxErrors report) {
        this.report = report;
    }

    void repair(List<CommonToken> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            CommonToken before = i == 0 ? token : tokens.get(i - 1);
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            switch (token.getText()) {
                case "\\" -> i = backslash(tokens, i);
                case "|", "||" -> i = bars(tokens, i);
                case "^" -> i = transposed(before, tokens, i);
                default -> {}
            }
        }
    }

    /** The place to go on from. */
    private int backslash(List<CommonToken> tokens, int at) {
        CommonToken sign = tokens.get(at);
        CommonToken word = tokens.get(at + 1);
        boolean command = TokenKinds.isName(word) && sign.getStopIndex() + 1 == word.getStartIndex();
        String name = command ? word.getText().replaceFirst("_.*", "") : "";
        String hint = command
                ? COMMANDS.getOrDefault(
                        name, Foreign.hint(Foreign.Place.FUNCTION, name).orElse(ForeignSymbols.LATEX))
                : Foreign.hint(Foreign.Place.FUNCTION, "solve").orElseThrow();
        report.error(
                Code.STRAY_CHARACTER,
                sign,
                command ? word : sign,
                (command
                                ? "`" + sign.getText() + TokenText.shortened(word.getText()) + "`"
                                : "the character `\\` (U+005C)")
                        + " has no meaning here",
                hint);
        return hideRest(tokens, at, "\\");
    }

    /** {@code |x|} and {@code ||x||}: where a value would begin, a bar joins nothing. */
    private int bars(List<CommonToken> tokens, int at) {
        CommonToken sign = tokens.get(at);
        boolean joins = at > 0 && TokenKinds.endsValue(tokens.get(at - 1));
        int close = at + 1;
        while (close < Math.min(tokens.size(), at + FARTHEST)
                && tokens.get(close).getLine() == sign.getLine()
                && !tokens.get(close).getText().equals(sign.getText())) {
            close++;
        }
        if (joins
                || close == Math.min(tokens.size(), at + FARTHEST)
                || tokens.get(close).getLine() != sign.getLine()) {
            return at;
        }
        CommonToken last = tokens.get(close);
        String inside = report.source().text().substring(sign.getStopIndex() + 1, last.getStartIndex());
        String operand = TokenText.shortened(inside.strip());
        report.error(
                Code.FOREIGN_SIGN,
                sign,
                last,
                "nothing stands between bars here",
                sign.getText().equals("|")
                        ? "abs(" + operand + ") is the absolute value, element by element"
                        : "sqrt(dot(" + operand + ", " + operand + ")) is the length of a vector");
        HiddenTokens.hide(sign);
        HiddenTokens.hide(last);
        return close;
    }

    private int transposed(CommonToken before, List<CommonToken> tokens, int at) {
        CommonToken next = tokens.get(at + 1);
        boolean braced = next.getType() == RnnLexer.OPEN_BRACE && at + 3 < tokens.size();
        CommonToken word = braced ? tokens.get(at + 2) : next;
        boolean command = word.getText().equals("\\") && at + 3 < tokens.size();
        String name = command ? tokens.get(at + (braced ? 3 : 2)).getText() : word.getText();
        boolean transpose = name.equals("T") || name.equals("\u22a4") || name.equals("top") || name.equals("intercal");
        if (!TokenKinds.endsValue(before) || !transpose) {
            return at;
        }
        int end = at + 1 + (braced ? 2 : 0) + (command ? 1 : 0);
        report.error(
                Code.FOREIGN_SIGN,
                tokens.get(at),
                tokens.get(Math.min(end, tokens.size() - 1)),
                "nothing is transposed here",
                ForeignSymbols.TRANSPOSE);
        for (int i = at; i <= end && i < tokens.size(); i++) {
            HiddenTokens.hide(tokens.get(i));
        }
        return end;
    }

    /** One command in a line is enough to learn from: hides this sign, and those like it that follow. */
    private static int hideRest(List<CommonToken> tokens, int at, String sign) {
        int line = tokens.get(at).getLine();
        for (int i = at; i < tokens.size() && tokens.get(i).getLine() == line; i++) {
            if (tokens.get(i).getText().equals(sign)) {
                HiddenTokens.hide(tokens.get(i));
            }
        }
        return at + 1;
    }
}
