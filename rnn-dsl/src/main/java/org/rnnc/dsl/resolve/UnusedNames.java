// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;

/** Finds what is declared and never used. */
public final class UnusedNames {
    private UnusedNames() {}

    public static void check(Members members, ErrorReporter report) {
        Set<String> used = new HashSet<>();
        Map<String, Members.EquationDecl> makers = LayerNames.makers(members.equations(), members.states());
        for (Expr expression : members.expressions()) {
            for (Expr expr : Subexpressions.of(expression)) {
                if (expr instanceof Expr.Reference reference) {
                    used.add(reference.name().text());
                } else if (expr instanceof Expr.Indexed indexed) {
                    used.add(indexed.name().text());
                } else if (expr instanceof Expr.Repetition repetition && !isUsed(repetition)) {
                    warn("index", repetition.index(), Set.of(), report);
                } else if (expr instanceof Expr.Member member) {
                    // Whoever made the layer did not do it in vain.
                    Members.EquationDecl maker =
                            makers.get(member.path().names().get(0).text());
                    used.add(maker == null ? "" : maker.name().text());
                }
            }
        }
        for (Item item : members.declaration().items()) {
            if (item instanceof Item.Loss loss) {
                // What stands there is wrong, and reported: a loss is of outputs.
                Subexpressions.of(loss.value()).stream()
                        .filter(Expr.Reference.class::isInstance)
                        .forEach(expr -> used.add(((Expr.Reference) expr).name().text()));
            }
        }
        members.outputs().forEach(output -> used.add(output.name().text()));
        for (Members.ParamDecl param : members.params()) {
            if (!used.contains(param.name().text())) {
                report.error(
                        Code.UNUSED_PARAMETER,
                        param.name().span(),
                        "parameter " + Quote.of(param.name()) + " is never used",
                        "use it in an equation, or remove it");
            }
        }
        members.inputs().forEach(input -> warn("input", input.name(), used, report));
        if (members.declaration() instanceof Declaration.Cell) {
            members.equations().forEach(equation -> warn("equation", equation.name(), used, report));
        }
    }

    /** Whether what is repeated has to do with the index; else it is the same each time. */
    private static boolean isUsed(Expr.Repetition repetition) {
        return Subexpressions.of(repetition.body()).stream()
                .anyMatch(part -> part instanceof Expr.Reference reference
                        && reference.name().text().equals(repetition.index().text()));
    }

    private static void warn(String kind, Name name, Set<String> used, ErrorReporter report) {
        if (!used.contains(name.text())) {
            report.warning(Code.UNUSED_NAME, name.span(), kind + " " + Quote.of(name) + " is never used", "");
        }
    }
}
