// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.LayerPaths;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.Reduction;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/**
 * A part of a loss that is compared with nothing: {@code l1(x)}, the sum of absolute values, or {@code l2(x)}, of squares;
 * of a parameter, of the matrices of a layer, or of a value at each step.
 */
final class Penalty {
    private final Environment environment;
    private final Expr.Call call;
    private final boolean squared;

    private Penalty(Environment environment, Expr.Call call) {
        this.environment = environment;
        this.call = call;
        this.squared = call.function().text().equals("l2");
    }

    /**
     * What is penalized.
     *
     * @param sum of a parameter or layer; or of one step, or sequence, of {@code value}
     * @param value absent for parameters
     */
    record Sum(Node sum, Optional<Value.Tensor> value, Reduction reduction) {}

    /** Empty, and reported, if there is nothing of that name to penalize. */
    static Optional<Sum> read(Environment environment, Expr.Call call) {
        return new Penalty(environment, call).read();
    }

    private Optional<Sum> read() {
        CallArguments arguments =
                new CallArguments(call.function(), List.of("value"), List.of("reduction"), environment.report());
        Map<String, Expr.Argument> bound = arguments.bind(call.arguments());
        if (!arguments.sound() || !arguments.require("value", call.function() + "(encoder.Wh)")) {
            return Optional.empty();
        }
        Expr expr = arguments.value("value");
        Optional<String> layer = layer(expr);
        Expr.Argument reduction = bound.get("reduction");
        if (layer.isPresent()) {
            return ofLayer(expr, layer.get()).flatMap(sum -> ofParameters(sum, reduction));
        }
        if (!(expr instanceof Expr.Reference || expr instanceof Expr.Member)) {
            return misfit(expr, "a penalty is of a parameter, a layer or a value, by its name", "");
        }
        Value value = environment.lower(expr);
        if (value == Value.POISON) {
            return Optional.empty();
        }
        if (value instanceof Value.Absent) {
            return misfit(expr, environment.name(expr) + " does not exist here", "");
        }
        if (value instanceof Value.Tensor tensor && tensor.node().op() instanceof Op.Parameter) {
            return ofParameters(magnitude(tensor.node()), reduction);
        }
        boolean isValue = value instanceof Value.Tensor tensor
                && tensor.type().isNumeric()
                && !tensor.node().domain().isOnce();
        if (!isValue) {
            return misfit(
                    expr,
                    environment.name(expr) + " is " + Value.describe(value) + ", not a parameter or a vector",
                    "");
        }
        Value.Tensor tensor = (Value.Tensor) value;
        if (tensor.node().domain().isPair()) {
            environment.report().unavailable(expr.span(), "a penalty of a value for each step of two axes", "");
            return Optional.empty();
        }
        return LossOptions.reduction(reduction, Reduction.MEAN, environment.report())
                .map(chosen -> new Sum(magnitude(tensor.node()), Optional.of(tensor), chosen));
    }

    /** The layer that {@code expr} names, if it is no value. */
    private Optional<String> layer(Expr expr) {
        String name = expr instanceof Expr.Member member
                ? member.path().text()
                : expr instanceof Expr.Reference reference
                                && environment.scope().find(reference.name().text()) == null
                        ? reference.name().text()
                        : "";
        return Optional.of(name).filter(text -> !text.isEmpty() && new LayerPaths(environment).isLayer(text));
    }

    private Node magnitude(Node value) {
        return environment.builder().magnitude(value, squared);
    }

    private Optional<Node> ofLayer(Expr expr, String layer) {
        GraphBuilder graph = environment.builder();
        List<Term> terms = environment.graph().declared().stream()
                .filter(parameter -> parameter.shape() instanceof Shape.Matrix && isIn(parameter, layer))
                .<Term>map(parameter -> new Term.Value(false, magnitude(graph.parameter(parameter))))
                .toList();
        if (terms.isEmpty()) {
            misfit(expr, "layer " + Quote.of(layer) + " has no matrices", "");
            return Optional.empty();
        }
        return Optional.of(graph.sum(terms));
    }

    private static boolean isIn(Parameter parameter, String layer) {
        return parameter.layer().equals(layer) || parameter.layer().startsWith(layer + ".");
    }

    private Optional<Sum> ofParameters(Node sum, Expr.@Nullable Argument reduction) {
        if (reduction != null) {
            return misfit(
                    reduction.value(),
                    "a penalty of parameters is their sum, once; `reduction` is for values of each step",
                    "");
        }
        return Optional.of(new Sum(sum, Optional.empty(), Reduction.SUM));
    }

    private Optional<Sum> misfit(Expr at, String message, String hint) {
        environment.report().error(Code.LOSS_MISFIT, at.span(), message, hint);
        return Optional.empty();
    }
}
