// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Subexpressions;

/** What the states of a cell look back at: the step before, or children; all look at the same. */
enum Lookback {
    STEP("the step before"),
    SIDES("children that are told apart"),
    CHILDREN("each of any number of children");

    private final String words;

    Lookback(String words) {
        this.words = words;
    }

    /** Reports the first place that is of another kind than those before it. */
    static void check(List<Expr> expressions, ErrorReporter report) {
        Expr.Indexed first = null;
        for (Expr expression : expressions) {
            for (Expr part : Subexpressions.of(expression)) {
                if (part instanceof Expr.Indexed indexed && isBack(indexed)) {
                    first = first == null ? indexed : first;
                    if (of(first) != of(indexed)) {
                        report(first, indexed, report);
                        return;
                    }
                }
            }
        }
    }

    /** Not at this very step. */
    private static boolean isBack(Expr.Indexed indexed) {
        return !indexed.index().isNow();
    }

    private static Lookback of(Expr.Indexed indexed) {
        return switch (indexed.index().place()) {
            case LEFT, RIGHT -> SIDES;
            case CHILD -> CHILDREN;
            case TIME -> STEP;
        };
    }

    private static void report(Expr.Indexed first, Expr.Indexed other, ErrorReporter report) {
        boolean sequence = of(first) == STEP || of(other) == STEP;
        report.error(
                Code.NO_TREE,
                other.span(),
                Quote.of(other) + " looks at " + of(other).words + ", and " + Quote.of(first) + " (line "
                        + first.span().line() + ") at " + of(first).words,
                sequence
                        ? "a cell goes through sequences, h[t-1], or through trees, h[left], h[right] or sum(h[child])"
                        : "of a binary tree all is said by h[left] and h[right], of any other by sum(h[child])");
    }
}
