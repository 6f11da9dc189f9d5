// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.Set;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.LayerPaths;
import org.rnnc.dsl.lower.context.Lowering;
import org.rnnc.dsl.lower.context.MatrixSumHint;
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
        if (expr instanceof Expr.Call call) {
            return new CallLowering(environment).call(call);
        }
        if (expr instanceof Expr.Pipe pipe) {
            return new CallLowering(environment).pipe(pipe);
        }
        return new SumLowering(environment, context).lower(expr);
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

    /** {@code h[t-1]}: a state, one step back. */
    private Value indexed(Expr.Indexed indexed) {
        Expr.Index index = indexed.index();
        if (index.place() == Expr.Index.Place.TIME && index.steps() == 0) {
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
        if (index.steps() != 1) {
            environment
                    .report()
                    .unavailable(
                            index.span(),
                            "looking back more than one step",
                            "keep it in a state of its own: g = " + indexed.name() + "[t-1]");
            return Value.POISON;
        }
        return symbol.type() == null || !new Children(environment).hasStepBefore(indexed)
                ? Value.POISON
                : new Value.Tensor(symbol.type(), environment.graph().previous(symbol.state()));
    }
}
