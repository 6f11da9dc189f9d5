// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/** Pieces of source as they stand in messages. */
final class Quote {
    private static final int LONGEST = 48;

    private Quote() {}

    static String of(String text) {
        return "`" + text + "`";
    }

    static String of(Name name) {
        return of(name.text());
    }

    static String of(Expr expr) {
        return of(text(expr));
    }

    /** The source of {@code expr} on one line, shortened where it is long. */
    static String text(Expr expr) {
        String text =
                expr instanceof Expr.Reference reference ? reference.name().text() : text(expr.span());
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** A name of any length. */
    static String shortened(String text) {
        return of(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...");
    }

    static String text(SourceSpan span) {
        String all = span.source().text();
        int end = Math.min(span.end(), all.length());
        return all.substring(Math.min(span.start(), end), end).strip().replaceAll("\\s+", " ");
    }
}
