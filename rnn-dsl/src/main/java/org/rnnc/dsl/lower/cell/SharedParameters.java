// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.SharedParameter;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/**
 * The parameters of a layer that are another's: {@code dense(65, W = words.E)} (weight tying: Press and Wolf, "Using the
 * Output Embedding to Improve Language Models", 2017; Inan, Khosravi and Socher, 2017).
 */
final class SharedParameters {
    private final Environment caller;
    private final Name stage;
    private final Map<String, Expr.Argument> given;
    private final Function<Expr, Value> lowering;

    /**
     * @param caller where the layer is made, of the cell {@code stage}
     * @param given arguments by the names of what they are for
     * @param lowering gives their values
     */
    SharedParameters(Environment caller, Name stage, Map<String, Expr.Argument> given, Function<Expr, Value> lowering) {
        this.caller = caller;
        this.stage = stage;
        this.given = given;
        this.lowering = lowering;
    }

    /** Of a cell that is checked by itself. */
    static SharedParameters none(Environment environment, Name cell) {
        return new SharedParameters(environment, cell, Map.of(), environment::lower);
    }

    /** Whether {@code param} is given. */
    boolean has(Members.ParamDecl param) {
        return given.containsKey(param.name().text());
    }

    /** What {@code param}, which is given, is in {@code layer}; poison, and reported in the caller, if it cannot be that. */
    Value share(Members.ParamDecl param, Type type, String layer) {
        Expr expr = argument(param).value();
        Value value = lowering.apply(expr);
        if (value == Value.POISON) {
            return value;
        }
        if (!(value instanceof Value.Tensor tensor && tensor.node().op() instanceof Op.Parameter parameter)) {
            return wrong(
                    Code.WRONG_TYPE,
                    expr,
                    of(param) + " is a parameter; " + caller.name(expr) + " is "
                            + (Value.typeOf(value) == null
                                    ? Value.describe(value)
                                    : "a value, " + Value.describe(value)),
                    "another layer's parameter, such as words.E");
        }
        if (!tensor.type().equals(type)) {
            return wrong(
                    Code.SHAPE_MISMATCH,
                    expr,
                    of(param) + " is " + type + "; " + Quote.of(expr) + ", which it is to share, is " + tensor.type(),
                    "");
        }
        String fileName = param.item().fileName().orElse(param.name()).text();
        caller.model().layers().share(new SharedParameter(layer, param.name().text(), fileName, parameter.index()));
        return tensor;
    }

    /** Reports a parameter that is given and does not exist. */
    void reportAbsent(Members.ParamDecl param) {
        String condition = param.item().condition().map(Quote::text).orElse("");
        wrong(
                Code.EXTRA_ARGUMENT,
                argument(param).value(),
                of(param) + " does not exist here: " + Quote.of(condition) + " is false",
                "leave " + Quote.of(param.name()) + " out");
    }

    private Expr.Argument argument(Members.ParamDecl param) {
        return Objects.requireNonNull(given.get(param.name().text()), param.name()::text);
    }

    private Value wrong(Code code, Expr at, String message, String hint) {
        caller.report().error(code, at.span(), message, hint);
        return Value.POISON;
    }

    private String of(Members.ParamDecl param) {
        return Quote.of(param.name()) + " of " + Quote.of(stage);
    }
}
