// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/** Pieces of source as they stand in messages. */
public final class Quote {
    private static final int LONGEST = 48;

    private Quote() {}

    public static String of(String text) {
        return "`" + text + "`";
    }

    public static String of(Name name) {
        return of(name.text());
    }

    public static String of(Expr expr) {
        return of(text(expr));
    }

    /** The source of {@code expr} on one line, shortened where it is long. */
    public static String text(Expr expr) {
        String text =
                expr instanceof Expr.Reference reference ? reference.name().text() : text(expr.span());
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** A name of any length. */
    public static String shortened(String text) {
        return of(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...");
    }

    public static String text(SourceSpan span) {
        String all = span.source().text();
        int end = Math.min(span.end(), all.length());
        return all.substring(Math.min(span.start(), end), end).strip().replaceAll("\\s+", " ");
    }
}
