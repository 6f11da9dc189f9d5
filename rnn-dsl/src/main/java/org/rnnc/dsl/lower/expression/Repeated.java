// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.Optional;
import java.util.function.Predicate;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.Subexpressions;

/**
 * Goes through the numbers of a repetition. It is unrolled right here: what comes of it are the operations that the text
 * would give with its body written out once for each number.
 */
final class Repeated {
    /** More of a cell by itself are not worth going through: their number is made of stand-ins. */
    private static final int STAND_INS = 100;

    private final Environment environment;
    private final Expr.Repetition repetition;

    Repeated(Environment environment, Expr.Repetition repetition) {
        this.environment = environment;
        this.repetition = repetition;
    }

    /** The repetition that is the one argument of {@code call}, if it is the sum of what it repeats. */
    static Optional<Expr.Repetition> summed(Environment environment, Expr expr) {
        boolean sum = expr instanceof Expr.Call call
                && call.arguments().size() == 1
                && call.arguments().get(0).name().isEmpty()
                && environment
                        .function(call.function())
                        .filter(use -> use.function() == BuiltInFunction.SUM)
                        .isPresent();
        return sum && ((Expr.Call) expr).arguments().get(0).value() instanceof Expr.Repetition repetition
                ? Optional.of(repetition)
                : Optional.empty();
    }

    /**
     * Lowers the body for one number after the other.
     *
     * @param once lowers it, where the index stands for the number that is given as text; false after a mistake, which ends it
     * @return whether all of it has been lowered; what has not been is reported
     */
    boolean each(Predicate<String> once) {
        Optional<Double> from = bound(repetition.from());
        Optional<Double> to = bound(repetition.to());
        if (from.isEmpty() || to.isEmpty() || isShadowing()) {
            return false;
        }
        double count = to.get() - from.get();
        boolean whole = from.get() == Math.rint(from.get()) && to.get() == Math.rint(to.get());
        if (environment.placeholders().areUsed() && !isWritten() && (!whole || count < 1 || count > STAND_INS)) {
            environment.placeholders().leaveOpen();
            with(from.get(), once);
            return false;
        }
        if (!whole || count < 1) {
            return wrong(count < 1 && whole ? repeatsNothing(from.get(), to.get()) : notWhole(from.get(), to.get()));
        }
        if (count > Limits.REPETITIONS || !environment.model().budget().countRepetitions((int) count)) {
            return wrong(
                    range() + " repeats " + Quote.of(repetition.body()) + " too often",
                    "a model repeats " + Limits.REPETITIONS + " times at most, all its repetitions together");
        }
        for (double value = from.get(); value < to.get(); value++) {
            if (!with(value, once)) {
                return false;
            }
        }
        return true;
    }

    private boolean with(double value, Predicate<String> once) {
        Value.Constant number = new Value.Constant(value);
        environment.scope().define(Scope.Kind.INDEX, repetition.index(), number);
        try {
            return environment
                    .report()
                    .remarking(diagnostic -> naming(diagnostic, value), () -> once.test(number.text()));
        } finally {
            environment.scope().remove(repetition.index());
        }
    }

    /** What depends on the index says which number it stood for. */
    private Diagnostic naming(Diagnostic diagnostic, double value) {
        SourceSpan place = diagnostic.span();
        boolean depends = Subexpressions.of(repetition.body()).stream()
                .anyMatch(part -> part instanceof Expr.Reference reference
                        && reference.name().text().equals(repetition.index().text())
                        && place.start() <= reference.span().start()
                        && reference.span().end() <= place.end());
        return depends
                ? new Diagnostic(
                        diagnostic.code(),
                        diagnostic.severity(),
                        place,
                        diagnostic.message() + ", where " + repetition.index() + " is "
                                + new Value.Constant(value).text(),
                        diagnostic.hint())
                : diagnostic;
    }

    // ---- what can be wrong -----------------------------------------------------------------------------------------

    private Optional<Double> bound(Expr expr) {
        String hint = "a repetition has bounds made of numbers and sizes: for " + repetition.index() + " in 0..n";
        return RangeBound.of(environment, expr, hint);
    }

    private boolean isShadowing() {
        String index = repetition.index().text();
        Scope.Symbol symbol = environment.scope().find(index);
        if (symbol == null) {
            return false;
        }
        environment
                .report()
                .error(
                        Code.DEFINED_TWICE,
                        repetition.index().span(),
                        Quote.of(index) + " is the index of a repetition, and is defined in line "
                                + symbol.declaration().span().line() + " already",
                        "an index has a name of its own");
        return true;
    }

    /** Whether both bounds are written as numbers, so that they are the same however the cell is applied. */
    private boolean isWritten() {
        return Subexpressions.of(repetition.from()).stream().noneMatch(Expr.Reference.class::isInstance)
                && Subexpressions.of(repetition.to()).stream().noneMatch(Expr.Reference.class::isInstance);
    }

    private String range() {
        return Quote.of(Quote.text(repetition.from()) + ".." + Quote.text(repetition.to()));
    }

    private boolean wrong(String message) {
        return wrong(message, "0..n goes through the numbers from 0 up to the one before n, as in x[0..n]");
    }

    private boolean wrong(String message, String hint) {
        SourceSpan range = repetition.from().span().to(repetition.to().span());
        environment.report().error(Code.BAD_REPETITION, range, message, hint);
        return false;
    }

    private String repeatsNothing(double from, double to) {
        return range() + isWhat(from, to) + (to < from ? " runs backward" : " is empty") + ", so that "
                + Quote.of(repetition.body()) + " is there not once";
    }

    private String notWhole(double from, double to) {
        return range() + isWhat(from, to) + " has bounds that are not whole numbers";
    }

    /** The numbers, unless they are what is written. */
    private String isWhat(double from, double to) {
        String shown = new Value.Constant(from).text() + ".." + new Value.Constant(to).text();
        return Quote.of(shown).equals(range()) ? "" : ", which is " + shown + ",";
    }
}
