// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.repair;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.token.HiddenTokens;
import org.rnnc.dsl.parse.token.SyntaxErrors;

/** Signs of other languages and of mathematics, and what they are here. */
final class ForeignSymbols {
    private enum Meant {
        FLOW(RnnLexer.PIPE, "|>", "data flows through layers by |>, as in x |> dense(5)"),
        ELEMENTWISE(RnnLexer.HADAMARD, ".*", ".* multiplies element by element, * multiplies a matrix and a vector"),
        POWER(RnnLexer.HADAMARD, ".*", ""),
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

    static final String TRANSPOSE = "there is no transpose: declare a matrix the way it is used, matrix<rows, columns>";
    private static final String QUOTES = "a name is written without quotes";
    static final String LATEX = "functions and letters have plain names: sigmoid(x), alpha";

    private static final Map<Integer, String> CHARACTERS = Map.ofEntries(
            Map.entry((int) '\'', TRANSPOSE),
            Map.entry(0x1d40, TRANSPOSE), // modifier letter capital T
            Map.entry(0x22a4, TRANSPOSE), // down tack
            Map.entry(0x2032, TRANSPOSE), // prime
            Map.entry(0x201c, QUOTES), // double quotation marks
            Map.entry(0x201d, QUOTES),
            Map.entry(0x201e, QUOTES),
            Map.entry((int) '"', QUOTES),
            Map.entry(0x2018, QUOTES), // single quotation marks
            Map.entry(0x2019, QUOTES),
            Map.entry((int) '`', QUOTES),
            Map.entry((int) '$', LATEX),
            Map.entry((int) '&', "there are no truth values to compute with; of numbers from 0 to 1, and is a .* b"),
            Map.entry((int) '!', "there are no truth values to compute with; of numbers from 0 to 1, not is 1 - x"),
            Map.entry((int) '~', "there are no truth values to compute with; of numbers from 0 to 1, not is 1 - x"),
            Map.entry(0x3c3, "sigmoid(x)"), // sigma
            Map.entry(0x3c0, "write the number: 3.141592653589793"), // pi
            Map.entry(0xbd, "0.5"), // one half
            Map.entry(0xbc, "0.25"), // one quarter
            Map.entry(0x2208, "a declaration reads name: vector<n>, or name: matrix<n, m>"), // element of
            Map.entry(
                    0x211d, "the numbers of one step are a vector<n>; a param with rows and columns is a matrix<n, m>"),
            Map.entry(0x2211, "sum(x), or sumOverSteps(x)"), // summation
            Map.entry(0x3a3, "sum(x), or sumOverSteps(x)"),
            Map.entry(0x221a, "sqrt(x)"), // root
            Map.entry(0xb2, "a square is x .* x"), // superscript two
            Map.entry(0xb3, "a cube is x .* x .* x"), // superscript three
            Map.entry(0x221e, "there is no infinite number; a large one is 1e30"));

    /** The line of the last quotation mark or dollar: the one that closes it is no second mistake. */
    private int quotedLine = -1;

    private final SyntaxErrors report;

    ForeignSymbols(SyntaxErrors report) {
        this.report = report;
    }

    /** Reports the sign and makes it the one that was meant. */
    void sign(CommonToken token, CommonToken next) {
        Meant meant = Objects.requireNonNull(SIGNS.get(token.getText()));
        if (meant == Meant.POWER) {
            report.error(
                    Code.FOREIGN_SIGN, token, "`" + token.getText() + "` is not a sign of this language", power(next));
            token.setType(meant.type);
            return;
        }
        String message = "`" + token.getText() + "` is not a sign of this language; `" + meant.sign + "` is";
        report.error(Code.FOREIGN_SIGN, token, message, meant.hint);
        token.setType(meant.type);
    }

    /** What stands for a power with this exponent. */
    private static String power(CommonToken next) {
        return "there is no power; "
                + switch (next.getText()) {
                    case "2" -> "a square is x .* x, element by element";
                    case "3" -> "a cube is x .* x .* x, element by element";
                    case "0.5" -> "a root is sqrt(x)";
                    case "-" -> "a reciprocal is 1 ./ x, that of a square 1 ./ (x .* x)";
                    default ->
                        "a square is x .* x, element by element, and of what is positive exp(a * log(x)) is the power a";
                };
    }

    /** Reports a character that no rule knows, once for a run of them. */
    void character(CommonToken token, @Nullable CommonToken previous, CommonToken next) {
        if (SIGNS.containsKey(token.getText())) {
            sign(token, next);
            return;
        }
        boolean continuesRun = previous != null
                && previous.getType() == RnnLexer.STRAY
                && previous.getStopIndex() + 1 == token.getStartIndex();
        boolean quote = QUOTES.equals(CHARACTERS.get((int) token.getText().charAt(0)))
                || token.getText().equals("$");
        if (!continuesRun && !(quote && quotedLine == token.getLine())) {
            reportCharacter(token);
        }
        quotedLine = quote ? token.getLine() : quotedLine;
        HiddenTokens.hide(token);
    }

    private void reportCharacter(CommonToken token) {
        String text = report.source().text();
        int character = text.codePointAt(token.getStartIndex());
        String name = String.format(Locale.ROOT, "U+%04X", character);
        String shown = isVisible(character) ? "`" + Character.toString(character) + "` (" + name + ")" : name;
        CommonToken last = new CommonToken(token);
        last.setStopIndex(token.getStartIndex() + Character.charCount(character) - 1);
        report.error(Code.STRAY_CHARACTER, last, "the character " + shown + " has no meaning here", hint(character));
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
        String known = CHARACTERS.get(character);
        if (known != null) {
            return known;
        }
        return Character.isLetter(character) ? "names are made of the letters a to z and A to Z, digits and _" : "";
    }
}
