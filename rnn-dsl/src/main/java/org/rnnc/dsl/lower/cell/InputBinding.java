// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.CheckedCell;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.type.Dim;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Sizes;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Gives a cell's inputs their operands, and the free sizes their values. */
final class InputBinding {
    private final Environment caller;
    private final Environment inner;
    private final Name stage;
    private final CheckedCell cell;

    InputBinding(Environment caller, Environment inner, Name stage, CheckedCell cell) {
        this.caller = caller;
        this.inner = inner;
        this.stage = stage;
        this.cell = cell;
    }

    /**
     * Whether all operands fit; reports those that do not.
     *
     * @param lowering gives the operands of the inputs beyond the first
     */
    boolean bind(Expr piped, Value operand, Map<String, Expr.Argument> arguments, Function<Expr, Value> lowering) {
        List<Members.InputDecl> inputs = cell.members().inputs();
        boolean sound = bind(inputs.get(0), piped, operand);
        for (Members.InputDecl input : inputs.subList(1, inputs.size())) {
            Expr.Argument argument = arguments.get(input.name().text());
            if (argument == null) {
                sound = false;
                caller.report()
                        .error(
                                Code.MISSING_ARGUMENT,
                                stage.span(),
                                Quote.of(stage) + " has a further input " + Quote.of(input.name()),
                                "x |> " + stage + "(..., " + input.name() + " = ...)");
            } else {
                Value value = lowering.apply(argument.value());
                sound &= value != Value.POISON && bind(input, argument.value(), value);
            }
        }
        return sound;
    }

    private boolean bind(Members.InputDecl input, Expr expr, Value operand) {
        if (Value.typeOf(operand) == null) {
            return wrong(Code.WRONG_TYPE, expr, Value.describe(operand), "");
        }
        if (Value.typeOf(operand) instanceof Type.Matrix matrix) {
            return wrong(Code.WRONG_TYPE, expr, matrix.toString(), "");
        }
        if (input.isPerSequence()
                && operand instanceof Value.Tensor tensor
                && tensor.node().domain().isPerStep()) {
            caller.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            stage.span(),
                            Quote.of(stage) + " takes one value per sequence as " + Quote.of(input.name()) + "; "
                                    + caller.name(expr) + " has one at every step",
                            "last(x) makes one value per sequence of the steps'");
            return false;
        }
        if (!input.isPerSequence() && !cell.members().states().isEmpty() && isPerSequence(operand)) {
            caller.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            stage.span(),
                            Quote.of(stage) + " runs from step to step; " + caller.name(expr)
                                    + " has just one value for each sequence",
                            "`last` comes after it: x |> " + stage + "(...) |> last; repeat(" + Quote.text(expr)
                                    + ") is there at every step");
            return false;
        }
        if (!cell.members().states().isEmpty() && caller.isPerChild(stage.span(), caller.name(expr), operand)) {
            return false;
        }
        Value.Tensor tensor = caller.tensor(operand);
        if (input.over().isPresent() && !bindOver(input.over().get(), input, expr, tensor)) {
            return false;
        }
        Optional<Axis> other =
                tensor.node().domain().axis().filter(axis -> !Optional.of(axis).equals(inner.axis()));
        if (other.isPresent() && input.over().isEmpty()) {
            caller.mixedAxes(
                    stage.span(),
                    Quote.of(stage) + " runs along "
                            + Quote.of(inner.axis().orElseThrow().name()) + ", so that " + caller.name(expr)
                            + " would join",
                    List.of(inner.axis().orElseThrow(), other.get()));
            return false;
        }
        if (input.type() instanceof TypeSyntax.ScalarType) {
            return tensor.type() == Type.SCALAR ? define(input, tensor) : mismatch(input, expr, tensor, "a number");
        }
        if (input.type() instanceof TypeSyntax.TokenType token) {
            return tensor.type() instanceof Type.Token given
                    ? bindSize(input, expr, tensor, token.count(), given.count())
                    : wrong(Code.TOKEN_MISUSE, expr, tensor.type().toString(), "its input is a token");
        }
        Expr size = ((TypeSyntax.VectorType) input.type()).size();
        if (tensor.type() instanceof Type.Token given) {
            return bindSize(input, expr, tensor, size, given.count());
        }
        Dim given = tensor.type() instanceof Type.Vector vector ? vector.size() : Dim.of(1);
        return bindSize(input, expr, new Value.Tensor(new Type.Vector(given), tensor.node()), size, given);
    }

    /** Whether {@code tensor} has steps of another axis than the cell's; the same one wherever the cell says the same name. */
    private boolean bindOver(Name name, Members.InputDecl input, Expr expr, Value.Tensor tensor) {
        Optional<Axis> axis = tensor.node().domain().axis();
        Axis bound = inner.other(name).or(() -> axis).orElse(Axis.TIME);
        if (axis.isEmpty() || axis.equals(inner.axis()) || !axis.get().equals(bound)) {
            String what = axis.map(own -> " has one per step of " + Quote.of(own.name())
                            + (own.equals(bound) ? ", along which it runs" : ""))
                    .orElse(" is " + tensor.node().domain().toString().toLowerCase(java.util.Locale.ROOT));
            caller.report()
                    .error(
                            Code.MIXED_AXES,
                            stage.span(),
                            Quote.of(stage) + " takes a value per step of another axis than its own as "
                                    + Quote.of(input.name())
                                    + (axis.isPresent() && !axis.get().equals(bound)
                                            ? ", " + Quote.of(bound.name()) + " as before"
                                            : "")
                                    + "; " + caller.name(expr) + what,
                            "give it what has been read along another axis");
            return false;
        }
        inner.other(name, axis.get());
        return true;
    }

    private boolean bindSize(Members.InputDecl input, Expr expr, Value.Tensor tensor, Expr size, Dim given) {
        Name free = size instanceof Expr.Reference reference
                ? cell.members().freeSizes().get(reference.name().text())
                : null;
        if (free != null && inner.scope().find(free.text()) == null) {
            inner.scope().define(Scope.Kind.SIZE, free, new Value.Constant(given.value(), given.text()));
            return define(input, tensor);
        }
        Optional<Dim> wanted = new Sizes(inner.scope(), caller.report(), caller.placeholders()).size(size);
        if (wanted.isPresent() && !wanted.get().equals(given)) {
            boolean token = input.type() instanceof TypeSyntax.TokenType;
            return mismatch(input, expr, tensor, (token ? "token<" : "vector<") + wanted.get() + ">");
        }
        return wanted.isPresent() && define(input, tensor);
    }

    private static boolean isPerSequence(Value value) {
        return value instanceof Value.Tensor tensor && tensor.node().domain().isPerSequence();
    }

    private boolean define(Members.InputDecl input, Value.Tensor tensor) {
        inner.scope().define(Scope.Kind.INPUT, input.name(), tensor);
        return true;
    }

    private boolean mismatch(Members.InputDecl input, Expr expr, Value.Tensor tensor, String wanted) {
        caller.report()
                .error(
                        Code.SHAPE_MISMATCH,
                        stage.span(),
                        Quote.of(stage) + " takes " + wanted + " as " + Quote.of(input.name()) + "; "
                                + caller.name(expr) + " is " + tensor.type(),
                        "");
        return false;
    }

    private boolean wrong(Code code, Expr expr, String given, String hint) {
        caller.report()
                .error(
                        code,
                        stage.span(),
                        Quote.of(stage) + " cannot be applied to " + caller.name(expr) + ", which is " + given,
                        hint);
        return false;
    }
}
