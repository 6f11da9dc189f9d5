// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;

/** Reads {@code h(t-1)} and LaTeX's <code>h_{t-1}</code> as {@code h[t-1]}, where {@code h} is no function. */
final class StepRepair {
    /** {@code h ( t - 1 )}. */
    private static final int LENGTH = 6;

    private static final String STEP = "the previous step is written in square brackets";
    private static final int[] CLOSING = {RnnLexer.CLOSE_BRACE, RnnLexer.CLOSE_PAREN};

    private final SyntaxErrors report;

    StepRepair(SyntaxErrors report) {
        this.report = report;
    }

    /**
     * {@code h^{t-1}} and {@code h^(t-1)}, before {@code ^} is taken for a power, also with more brackets, as {@code
     * h^{(t-1)}} and {@code h^{<t-1>}}; {@code h<t-1>}, before {@code <} compares; {@code x_{t}} is x.
     */
    void repairSuperscripts(List<CommonToken> all) {
        List<CommonToken> tokens = withoutDoubled(all);
        for (int i = 0; i + LENGTH <= tokens.size(); i++) {
            List<CommonToken> part = tokens.subList(i, i + LENGTH);
            if (TokenKinds.isName(part.get(0))
                    && part.get(1).getType() == RnnLexer.LESS
                    && isStep(part)
                    && part.get(5).getType() == RnnLexer.GREATER) {
                report.error(
                        Code.BAD_INDEX,
                        part.get(0),
                        part.get(5),
                        STEP,
                        part.get(0).getText() + "[t-1]");
                part.get(1).setType(RnnLexer.OPEN_BRACKET);
                part.get(5).setType(RnnLexer.CLOSE_BRACKET);
            }
        }
        for (int i = 0; i + 1 + LENGTH <= tokens.size(); i++) {
            CommonToken name = tokens.get(i);
            boolean raised = tokens.get(i + 1).getText().equals("^");
            CommonToken open = tokens.get(i + 2);
            if (TokenKinds.isName(name)
                    && raised
                    && TokenKinds.isOneOf(open, RnnLexer.OPEN_BRACE, RnnLexer.OPEN_PAREN)) {
                superscript(name, tokens.subList(i + 1, i + 1 + LENGTH));
            }
        }
        for (int i = 0; i + 3 < tokens.size(); i++) {
            subscript(tokens.subList(i, i + 4));
        }
    }

    /** Takes out the inner ones of two pairs of brackets behind {@code ^}. */
    private static List<CommonToken> withoutDoubled(List<CommonToken> all) {
        List<CommonToken> tokens = new ArrayList<>(all);
        for (int i = 0; i + 3 < tokens.size(); i++) {
            boolean doubled = tokens.get(i).getText().equals("^")
                    && tokens.get(i + 1).getType() == RnnLexer.OPEN_BRACE
                    && TokenKinds.isOneOf(tokens.get(i + 2), RnnLexer.OPEN_PAREN, RnnLexer.LESS)
                    && tokens.get(i + 3).getText().equals("t");
            int close = i + 3;
            while (doubled && close < Math.min(i + 3 + LENGTH, tokens.size())) {
                if (TokenKinds.isOneOf(tokens.get(close), RnnLexer.CLOSE_PAREN, RnnLexer.GREATER)) {
                    HiddenTokens.hide(tokens.get(close));
                    HiddenTokens.hide(tokens.get(i + 2));
                    break;
                }
                close++;
            }
        }
        tokens.removeIf(token -> token.getChannel() != Token.DEFAULT_CHANNEL);
        return tokens;
    }

    /** @param part from {@code ^} on */
    private void superscript(CommonToken name, List<CommonToken> part) {
        boolean now = part.get(2).getText().equals("t") && TokenKinds.isOneOf(part.get(3), CLOSING);
        if (now) {
            sayNow(name, part.get(3), name.getText());
            part.subList(0, 4).forEach(HiddenTokens::hide);
        } else if (isStep(part) && TokenKinds.isOneOf(part.get(5), CLOSING)) {
            report.error(Code.BAD_INDEX, name, part.get(5), STEP, name.getText() + "[t-1]");
            HiddenTokens.hide(part.get(0));
            part.get(1).setType(RnnLexer.OPEN_BRACKET);
            part.get(5).setType(RnnLexer.CLOSE_BRACKET);
        }
    }

    /** {@code x_{t}}. */
    private void subscript(List<CommonToken> part) {
        String name = part.get(0).getText();
        boolean now = TokenKinds.isName(part.get(0))
                && name.length() > 1
                && name.endsWith("_")
                && part.get(1).getType() == RnnLexer.OPEN_BRACE
                && part.get(2).getText().equals("t")
                && part.get(3).getType() == RnnLexer.CLOSE_BRACE;
        if (now) {
            part.get(0).setText(name.substring(0, name.length() - 1));
            sayNow(part.get(0), part.get(3), part.get(0).getText());
            part.subList(1, 4).forEach(HiddenTokens::hide);
        }
    }

    private void sayNow(CommonToken from, CommonToken to, String name) {
        report.error(Code.BAD_INDEX, from, to, "the value of this step has no index", name);
    }

    void repair(List<CommonToken> tokens) {
        Set<String> defined = isDeclared("t", tokens) ? Set.of() : defined(tokens);
        for (int i = 0; i + LENGTH <= tokens.size(); i++) {
            List<CommonToken> part = tokens.subList(i, i + LENGTH);
            if (TokenKinds.isName(part.get(0)) && isStep(part) && isMeant(part, defined)) {
                repairOne(part);
            }
        }
    }

    /** Names that stand left of an {@code =}, at the cost of counting those of arguments and options as well. */
    private static Set<String> defined(List<CommonToken> tokens) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i + 1).getType() == RnnLexer.ASSIGN) {
                names.add(tokens.get(i).getText());
            }
        }
        return names;
    }

    /** Whether this is a name of the user's own, so that it may be computed with. */
    private static boolean isDeclared(String name, List<CommonToken> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).getText().equals(name)
                    && TokenKinds.isOneOf(tokens.get(i + 1), RnnLexer.ASSIGN, RnnLexer.COLON, RnnLexer.COMMA)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStep(List<CommonToken> part) {
        return part.get(2).getText().equals("t")
                && TokenKinds.isOneOf(part.get(3), RnnLexer.MINUS, RnnLexer.PLUS)
                && part.get(4).getType() == RnnLexer.NUMBER;
    }

    private static boolean isMeant(List<CommonToken> part, Set<String> defined) {
        String name = part.get(0).getText();
        boolean call =
                part.get(1).getType() == RnnLexer.OPEN_PAREN && part.get(5).getType() == RnnLexer.CLOSE_PAREN;
        boolean subscript = part.get(1).getType() == RnnLexer.OPEN_BRACE
                && part.get(5).getType() == RnnLexer.CLOSE_BRACE
                && name.length() > 1
                && name.endsWith("_");
        return call && defined.contains(name) || subscript;
    }

    private void repairOne(List<CommonToken> part) {
        CommonToken name = part.get(0);
        boolean previous =
                part.get(3).getType() == RnnLexer.MINUS && part.get(4).getText().equals("1");
        if (name.getText().endsWith("_")) {
            name.setText(name.getText().substring(0, name.getText().length() - 1));
        }
        // Any other step gets the message that h[t-2] gets.
        if (previous) {
            String written = name.getText();
            report.error(Code.BAD_INDEX, name, part.get(5), STEP, written + "[t-1]");
        }
        part.get(1).setType(RnnLexer.OPEN_BRACKET);
        part.get(5).setType(RnnLexer.CLOSE_BRACKET);
    }
}
