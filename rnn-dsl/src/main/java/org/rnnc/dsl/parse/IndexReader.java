// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.parse.recovery.BracketErrors;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Index;
import org.rnnc.dsl.syntax.Expr.Index.Place;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.SourceSpan;

/** Reads what stands inside {@code [ ]}; the grammar takes any expression there, to give each slip its own words. */
final class IndexReader {
    private static final Set<Operator> SIGNS = Set.of(Operator.ADD, Operator.SUBTRACT);

    private final SyntaxErrors report;

    IndexReader(SyntaxErrors report) {
        this.report = report;
    }

    /** The place; {@code [t-1]}, reported, for what is none. */
    Index read(Expr written) {
        String word =
                written instanceof Expr.Reference reference ? reference.name().text() : "";
        return switch (word) {
            case "t" -> new Index(Place.TIME, Optional.empty(), written.span());
            case "left" -> new Index(Place.LEFT, Optional.empty(), written.span());
            case "right" -> new Index(Place.RIGHT, Optional.empty(), written.span());
            case "child" -> new Index(Place.CHILD, Optional.empty(), written.span());
            default -> new Index(Place.TIME, back(written), written.span());
        };
    }

    /** How many steps back: of {@code t - i} it is i, and of {@code t - i - 1} i + 1. */
    private Optional<Expr> back(Expr written) {
        List<Expr.Binary> terms = new ArrayList<>();
        Expr first = written;
        while (first instanceof Expr.Binary binary && SIGNS.contains(binary.operator())) {
            terms.add(0, binary);
            first = binary.left();
        }
        boolean time = first instanceof Expr.Reference reference
                && reference.name().text().equals("t");
        if (!time || terms.isEmpty()) {
            report.error(
                    Code.BAD_INDEX,
                    written.span(),
                    "only t, t-1, left, right and child have a meaning inside [ ]",
                    hint(written));
            return previous(written);
        }
        if (terms.get(0).operator() == Operator.ADD) {
            report.error(
                    Code.BAD_INDEX,
                    written.span(),
                    "a later step is not known yet",
                    "a state can be read one step back, as in h[t-1]; bidirectional(...) reads a sequence both ways, reverse(...) from its end");
            return previous(written);
        }
        Expr back = terms.get(0).right();
        for (Expr.Binary term : terms.subList(1, terms.size())) {
            Operator opposite = term.operator() == Operator.ADD ? Operator.SUBTRACT : Operator.ADD;
            SourceSpan span = back.span().to(term.right().span());
            back = new Expr.Binary(opposite, back, term.right(), term.operatorSpan(), span);
        }
        return Optional.of(back);
    }

    /** One step, after a mistake: so a state keeps looking back. */
    private static Optional<Expr> previous(Expr written) {
        return Optional.of(new Expr.Number(1, "1", written.span()));
    }

    private static String hint(Expr written) {
        if (written instanceof Expr.Negation) {
            return "the value of the last step is last(x), that of the step before h[t-1]";
        }
        return written instanceof Expr.Number
                ? BracketErrors.elementHint()
                : "h[t-1] is the previous step's h; of a token c, W * c is its column of a matrix, row(W, c) its row";
    }
}
