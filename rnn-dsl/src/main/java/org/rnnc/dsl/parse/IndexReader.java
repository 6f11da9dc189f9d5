// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.parse.recovery.BracketErrors;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Index;
import org.rnnc.dsl.syntax.Expr.Index.Place;

/** Reads what stands inside {@code [ ]}; the grammar takes any expression there, to give each slip its own words. */
final class IndexReader {
    private final SyntaxErrors report;

    IndexReader(SyntaxErrors report) {
        this.report = report;
    }

    /** The place; {@code [t-1]}, reported, for what is none. */
    Index read(Expr written) {
        String word =
                written instanceof Expr.Reference reference ? reference.name().text() : "";
        return switch (word) {
            case "t" -> new Index(Place.TIME, 0, written.span());
            case "left" -> new Index(Place.LEFT, 0, written.span());
            case "right" -> new Index(Place.RIGHT, 0, written.span());
            case "child" -> new Index(Place.CHILD, 0, written.span());
            default -> previous(written);
        };
    }

    private Index previous(Expr written) {
        if (!isTimePlusOrMinus(written)) {
            report.error(
                    Code.BAD_INDEX,
                    written.span(),
                    "only t, t-1, left, right and child have a meaning inside [ ]",
                    hint(written));
        } else if (!isPreviousStep(written)) {
            reportStep((Expr.Binary) written);
        }
        return new Index(Place.TIME, 1, written.span());
    }

    private static String hint(Expr written) {
        if (written instanceof Expr.Negation) {
            return "the value of the last step is last(x), that of the step before h[t-1]";
        }
        return written instanceof Expr.Number
                ? BracketErrors.elementHint()
                : "h[t-1] is the previous step's h; of a token c, W * c is its column of a matrix, row(W, c) its row";
    }

    private void reportStep(Expr.Binary written) {
        if (written.operator() == Expr.Operator.ADD) {
            report.error(
                    Code.BAD_INDEX,
                    written.span(),
                    "a later step is not known yet",
                    "a state can be read one step back, as in h[t-1]; bidirectional(...) reads a sequence both ways, reverse(...) from its end");
        } else {
            report.error(
                    Code.BAD_INDEX,
                    written.span(),
                    "only the previous step, [t-1], is kept",
                    "to look further back, keep the older value in a state of its own: p = h[t-1], then p[t-1]");
        }
    }

    private static boolean isTimePlusOrMinus(Expr written) {
        return written instanceof Expr.Binary binary
                && binary.left() instanceof Expr.Reference left
                && left.name().text().equals("t")
                && (binary.operator() == Expr.Operator.ADD || binary.operator() == Expr.Operator.SUBTRACT);
    }

    private static boolean isPreviousStep(Expr written) {
        return written instanceof Expr.Binary binary
                && binary.operator() == Expr.Operator.SUBTRACT
                && binary.right() instanceof Expr.Number number
                && number.text().equals("1");
    }
}
