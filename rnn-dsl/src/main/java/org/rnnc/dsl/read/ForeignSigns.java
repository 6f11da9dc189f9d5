// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;

/** Signs of other languages and of mathematics, and what they are here. */
final class ForeignSigns {
    private enum Meant {
        FLOW(RnnLexer.PIPE, "|>", "data flows through layers by |>, as in x |> dense(5)"),
        ELEMENTWISE(RnnLexer.HADAMARD, ".*", ".* multiplies element by element, * multiplies a matrix and a vector"),
        POWER(RnnLexer.HADAMARD, ".*", "there is no power: a square is x .* x, element by element"),
        PRODUCT(RnnLexer.STAR, "*", "* multiplies a matrix and a vector, .* multiplies element by element"),
        QUOTIENT(RnnLexer.SLASH, "/", "/ divides by a number, ./ divides element by element"),
        DIFFERENCE(RnnLexer.MINUS, "-", "the minus sign is the plain hyphen of the keyboard"),
        EQUATION(RnnLexer.ASSIGN, "=", "an equation has a single =, as in h = tanh(x)");

        private final int type;
        private final String sign;
        private final String hint;

        Meant(int type, String sign, String hint) {
            this.type = type;
            this.sign = sign;
            this.hint = hint;
        }
    }

    private static final Map<String, Meant> SIGNS = Map.ofEntries(
            Map.entry("->", Meant.FLOW),
            Map.entry("=>", Meant.FLOW),
            Map.entry(">>", Meant.FLOW),
            Map.entry("|", Meant.FLOW),
            Map.entry("||", Meant.FLOW),
            Map.entry("\u2192", Meant.FLOW), // rightwards arrow
            Map.entry("\u25b7", Meant.FLOW), // white right-pointing triangle
            Map.entry("**", Meant.POWER),
            Map.entry("^", Meant.POWER),
            Map.entry("\u2299", Meant.ELEMENTWISE), // circled dot
            Map.entry("\u2218", Meant.ELEMENTWISE), // ring operator
            Map.entry("\u2297", Meant.ELEMENTWISE), // circled times
            Map.entry("@", Meant.PRODUCT),
            Map.entry("\u00d7", Meant.PRODUCT), // multiplication sign
            Map.entry("\u00b7", Meant.PRODUCT), // middle dot
            Map.entry("\u22c5", Meant.PRODUCT), // dot operator
            Map.entry("\u00f7", Meant.QUOTIENT), // division sign
            Map.entry("\u2212", Meant.DIFFERENCE), // minus sign
            Map.entry("\u2013", Meant.DIFFERENCE), // en dash
            Map.entry("\u2190", Meant.EQUATION), // leftwards arrow
            Map.entry(":=", Meant.EQUATION),
            Map.entry("==", Meant.EQUATION));

    private final SyntaxReport report;

    ForeignSigns(SyntaxReport report) {
        this.report = report;
    }

    /** Reports the sign and makes it the one that was meant. */
    void sign(CommonToken token) {
        Meant meant = SIGNS.get(token.getText());
        String message = "`" + token.getText() + "` is not a sign of this language; `" + meant.sign + "` is";
        report.slip(Code.FOREIGN_SIGN, token, message, meant.hint);
        token.setType(meant.type);
    }

    /** Reports a character that no rule knows, once for a run of them. */
    void character(CommonToken token, CommonToken previous) {
        if (SIGNS.containsKey(token.getText())) {
            sign(token);
            return;
        }
        boolean continuesRun = previous != null
                && previous.getType() == RnnLexer.STRAY
                && previous.getStopIndex() + 1 == token.getStartIndex();
        if (!continuesRun) {
            reportCharacter(token);
        }
        SignRepair.hide(token);
    }

    private void reportCharacter(CommonToken token) {
        String text = report.source().text();
        int character = text.codePointAt(token.getStartIndex());
        String name = String.format(Locale.ROOT, "U+%04X", character);
        String shown = isVisible(character) ? "`" + Character.toString(character) + "` (" + name + ")" : name;
        CommonToken last = new CommonToken(token);
        last.setStopIndex(token.getStartIndex() + Character.charCount(character) - 1);
        report.slip(Code.STRAY_CHARACTER, last, "the character " + shown + " has no meaning here", hint(character));
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
    }

    private static String hint(int character) {
        if (Character.isSpaceChar(character) || Character.getType(character) == Character.FORMAT) {
            return "it looks like a space, or like nothing: replace it by a plain space";
        }
        if (character == '\'') {
            return "there is no transpose: declare a matrix the way it is used, matrix<rows, columns>";
        }
        return Character.isLetter(character) ? "names are made of the letters a to z and A to Z, digits and _" : "";
    }
}
