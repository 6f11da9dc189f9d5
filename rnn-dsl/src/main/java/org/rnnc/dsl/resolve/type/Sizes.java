// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.SourceSpan;

/** Evaluates what must be known now: sizes, and the numbers of options. */
public final class Sizes {
    private final Scope scope;
    private final ErrorReporter report;
    private final Placeholders placeholders;

    public Sizes(Scope scope, ErrorReporter report, Placeholders placeholders) {
        this.scope = scope;
        this.report = report;
        this.placeholders = placeholders;
    }

    /** A size: whole, and at least 1. */
    public Optional<Dim> size(Expr expr) {
        Optional<Double> number = number(expr);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        double value = number.get();
        if (placeholders.areUsed() && (value != Math.rint(value) || value > Limits.MAX_ELEMENTS)) {
            placeholders.leaveOpen();
            return Optional.empty();
        }
        if (!check(value, Quote.text(expr), expr.span(), report)) {
            return Optional.empty();
        }
        return Optional.of(placeholders.areUsed() ? new Dim((int) value, words(expr)) : Dim.of((int) value));
    }

    private String words(Expr expr) {
        Scope.Symbol symbol = expr instanceof Expr.Reference reference
                ? scope.find(reference.name().text())
                : null;
        return symbol != null && symbol.value() instanceof Value.Constant constant ? constant.text() : Quote.text(expr);
    }

    /** Whether {@code value} can be a size; reports it if not. */
    public static boolean check(double value, String text, SourceSpan span, ErrorReporter report) {
        String shown = new Value.Constant(value).text();
        String what = text.equals(shown) ? "size " + text : "size " + Quote.of(text) + " is " + shown + ", which";
        if (Double.isNaN(value) || value != Math.rint(value) || Double.isInfinite(value)) {
            report.error(Code.BAD_SIZE, span, what + " is not a whole number", "");
        } else if (value < 1) {
            report.error(Code.BAD_SIZE, span, what + " is less than 1", "");
        } else if (value > Limits.MAX_ELEMENTS) {
            report.error(
                    Code.BAD_SIZE, span, what + " is more than a Java array holds", "at most " + Limits.MAX_ELEMENTS);
        } else {
            return true;
        }
        return false;
    }

    Optional<Double> number(Expr expr) {
        return number(expr, 0);
    }

    private Optional<Double> number(Expr expr, int depth) {
        if (depth > Limits.TOTAL_DEPTH) {
            report.error(Code.TOO_LARGE, expr.span(), "this expression is nested too deeply", "");
            return Optional.empty();
        }
        if (expr instanceof Expr.Number number) {
            return Optional.of(number.value());
        }
        if (expr instanceof Expr.Reference reference) {
            return named(reference);
        }
        if (expr instanceof Expr.Negation negation) {
            return number(negation.operand(), depth + 1).map(value -> -value);
        }
        if (expr instanceof Expr.Binary binary) {
            Optional<Double> left = number(binary.left(), depth + 1);
            Optional<Double> right = number(binary.right(), depth + 1);
            return left.flatMap(a -> right.map(b -> compute(binary.operator(), a, b)));
        }
        report.error(Code.WRONG_TYPE, expr.span(), Quote.of(expr) + " is not a number known when compiling", "");
        return Optional.empty();
    }

    private Optional<Double> named(Expr.Reference reference) {
        Scope.Symbol symbol = scope.find(reference.name().text());
        if (symbol == null) {
            report.error(
                    Code.UNKNOWN_NAME,
                    reference.span(),
                    "there is no size " + Quote.of(reference),
                    Suggestion.hint(
                            reference.name().text(),
                            scope.names(),
                            "a size is a number, a parameter of the cell, or named in the type of an input"));
            return Optional.empty();
        }
        if (symbol.value() instanceof Value.Constant constant) {
            return Optional.of(constant.value());
        }
        if (symbol.value() != Value.POISON) {
            report.error(
                    Code.WRONG_TYPE,
                    reference.span(),
                    Quote.of(reference) + " is not a number known when compiling",
                    "it is declared in line " + symbol.declaration().span().line());
        }
        return Optional.empty();
    }

    public static double compute(Expr.Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY, HADAMARD -> a * b;
            case DIVIDE, HADAMARD_DIVIDE -> a / b;
        };
    }
}
