// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.LayerPaths;
import org.rnnc.dsl.lower.context.Lowering;
import org.rnnc.dsl.lower.context.MatrixSumHint;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.UnknownNameHint;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Lowers one expression in its environment; each kind of expression has one method here or one class beside this. */
public final class ExpressionLowering implements Lowering {
    private final Environment environment;

    public ExpressionLowering(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Value lower(Expr expr, MatrixSumHint context) {
        try {
            boolean entered = environment.model().budget().enter(expr.span(), environment.report());
            Value value = entered ? lowerWithin(expr, context) : Value.POISON;
            return value instanceof Value.Constant constant ? environment.inRange(expr, constant) : value;
        } finally {
            environment.model().budget().leave();
        }
    }

    private Value lowerWithin(Expr expr, MatrixSumHint context) {
        if (expr instanceof Expr.Number number) {
            return new Value.Constant(number.value());
        }
        if (expr instanceof Expr.Reference reference) {
            return reference(reference.name());
        }
        if (expr instanceof Expr.Member member) {
            return new LayerPaths(environment).value(member.path());
        }
        if (expr instanceof Expr.Indexed indexed) {
            return indexed(indexed);
        }
        if (expr instanceof Expr.Slice slice) {
            return new SliceLowering(environment).lower(slice, reference(slice.name()));
        }
        if (expr instanceof Expr.Repetition repetition) {
            return misplaced(repetition);
        }
        if (expr instanceof Expr.Call call && Repeated.summed(environment, call).isEmpty()) {
            return new CallLowering(environment).call(call);
        }
        if (expr instanceof Expr.Pipe pipe) {
            return new CallLowering(environment).pipe(pipe);
        }
        return new SumLowering(environment, context).lower(expr);
    }

    private Value misplaced(Expr.Repetition repetition) {
        environment
                .report()
                .error(
                        Code.BAD_REPETITION,
                        repetition.span(),
                        "a repetition does not stand here",
                        "concat, sum, min and max are of as many values as it gives: sum(x[i..i + 1] for i in 0..n)");
        return Value.POISON;
    }

    private Value reference(Name name) {
        Scope.Symbol symbol = environment.scope().find(name.text());
        if (symbol != null) {
            return symbol.value() == null ? Value.POISON : symbol.value();
        }
        if (name.text().equals("true") || name.text().equals("false")) {
            return new Value.Bool(name.text().equals("true"));
        }
        if (BuiltInFunction.find(name.text()).isPresent()) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            name.span(),
                            Quote.of(name) + " is a function, not a value",
                            name + "(...) applies it");
        } else if (environment.isCell(name)) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            name.span(),
                            Quote.of(name) + " is a cell, not a value",
                            "x |> " + name + "(...) applies it");
        } else {
            unknown(name);
        }
        return Value.POISON;
    }

    private void unknown(Name name) {
        Set<String> known = new TreeSet<>(environment.scope().names());
        environment
                .report()
                .error(
                        Code.UNKNOWN_NAME,
                        name.span(),
                        "there is no " + Quote.of(name) + " here",
                        UnknownNameHint.hint(environment.scope(), name.text(), known));
    }

    /** {@code h[t-1]}: a state, some steps back. */
    private Value indexed(Expr.Indexed indexed) {
        Expr.Index index = indexed.index();
        if (index.isNow()) {
            return reference(indexed.name());
        }
        Scope.Symbol symbol = environment.scope().find(indexed.name().text());
        if (symbol == null) {
            unknown(indexed.name());
            return Value.POISON;
        }
        if (symbol.kind() != Scope.Kind.STATE) {
            environment
                    .report()
                    .error(
                            Code.NOT_A_STATE,
                            indexed.span(),
                            environment.name(new Expr.Reference(indexed.name()))
                                    + (index.place() == Expr.Index.Place.TIME
                                            ? " has no value of the step before: it is not a state"
                                            : " has no value at a child: it is not a state"),
                            index.place() != Expr.Index.Place.TIME
                                    ? "only a state is kept for the node above: state p: " + symbol.type() + ", p = "
                                            + indexed.name() + ", then p[" + Children.word(index) + "]"
                                    : environment.previous() == null
                                            ? "only a state is kept from step to step: state p: " + symbol.type()
                                                    + ", p = " + indexed.name() + ", then p[t-1]"
                                            : "previous(" + indexed.name() + ") is the value of the step before");
            return Value.POISON;
        }
        if (index.place() != Expr.Index.Place.TIME) {
            return new Children(environment).lower(indexed, symbol);
        }
        OptionalInt steps = steps(indexed, index.back().orElseThrow());
        return symbol.type() == null || steps.isEmpty() || !new Children(environment).hasStepBefore(indexed)
                ? Value.POISON
                : new Value.Tensor(symbol.type(), environment.before(symbol.state(), steps.getAsInt()));
    }

    /** How many steps {@code h[t-back]} looks back; empty, and reported, if that is no number of them. */
    private OptionalInt steps(Expr.Indexed indexed, Expr back) {
        Value value = environment.lower(back);
        if (!(value instanceof Value.Constant constant)) {
            if (value != Value.POISON) {
                environment
                        .report()
                        .error(
                                Code.WRONG_TYPE,
                                back.span(),
                                Quote.of(back) + " is " + Value.describe(value) + ", not a number known when compiling",
                                "how far a state looks back is made of numbers and sizes: h[t-1], h[t-i]");
            }
            return OptionalInt.empty();
        }
        double steps = constant.value();
        if (steps == Math.rint(steps) && steps >= 1 && steps <= Limits.LOOK_BACK) {
            return OptionalInt.of((int) steps);
        }
        if (environment.placeholders().areUsed() && !(back instanceof Expr.Number)) {
            environment.placeholders().leaveOpen();
            return OptionalInt.empty();
        }
        String from = Quote.of(indexed) + " looks back " + constant.text() + " steps";
        environment
                .report()
                .error(
                        Code.BAD_INDEX,
                        indexed.span(),
                        steps > Limits.LOOK_BACK
                                ? from + ", and a state keeps " + Limits.LOOK_BACK + " of them at most"
                                : from + ", which is not a whole number from 1",
                        steps == 0 ? "the value of this very step is " + indexed.name() : "");
        return OptionalInt.empty();
    }
}
