// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.SourceSpan;

/** One call of a function, its operands evaluated. */
public record FunctionCall(
        Environment environment,
        BuiltInFunction function,
        List<Operand> operands,
        List<Double> options,
        SourceSpan span) {

    public record Operand(Expr expr, Value value) {}

    GraphBuilder builder() {
        return environment.builder();
    }

    ErrorReporter report() {
        return environment.report();
    }

    /** Operand {@code index} as a number or vector to compute with; null, and reported, if it is neither. */
    Value.@Nullable Tensor numeric(int index) {
        Operand operand = operands.get(index);
        Value value = operand.value();
        Type type = Value.typeOf(value);
        if (type != null && type.isNumeric()) {
            return environment.tensor(value);
        }
        if (type instanceof Type.Token) {
            report().error(
                            Code.TOKEN_MISUSE,
                            operand.expr().span(),
                            describe(index) + " is a token, and " + Quote.of(function.word()) + " takes numbers",
                            "oneHot(" + Quote.text(operand.expr()) + ") makes a vector of it");
        } else if (value != Value.POISON) {
            report().error(
                            Code.WRONG_TYPE,
                            operand.expr().span(),
                            Quote.of(function.word()) + " takes a number or a vector; " + describe(index) + " is "
                                    + Value.describe(value),
                            type instanceof Type.Matrix
                                    ? "no function is of a matrix's elements; a matrix only takes a vector: "
                                            + Quote.text(operand.expr()) + " * x"
                                    : "");
        }
        return null;
    }

    /** Operand {@code index} as a vector. */
    Value.@Nullable Tensor vector(int index) {
        Value.Tensor tensor = numeric(index);
        if (tensor != null && !(tensor.type() instanceof Type.Vector)) {
            report().error(
                            Code.WRONG_TYPE,
                            operands.get(index).expr().span(),
                            Quote.of(function.word()) + " takes a vector; " + describe(index) + " is " + tensor.type(),
                            "");
            return null;
        }
        return tensor;
    }

    /** Operand {@code index} as a token. */
    Value.@Nullable Tensor token(int index) {
        Value value = operands.get(index).value();
        if (value instanceof Value.Tensor tensor && tensor.type() instanceof Type.Token) {
            return tensor;
        }
        if (value != Value.POISON) {
            report().error(
                            Code.WRONG_TYPE,
                            operands.get(index).expr().span(),
                            Quote.of(function.word()) + " takes a token; " + describe(index) + " is "
                                    + Value.describe(value),
                            "");
        }
        return null;
    }

    /** The operands where they stand beside each other in time; null, and reported, if they do not. */
    @Nullable
    List<Node> together(List<Value.Tensor> tensors) {
        return environment.together(
                span, tensors.stream().map(Value.Tensor::node).toList());
    }

    /** Whether {@code tensor} has no value for each step of two axes, which this function has no meaning for; reports it if so. */
    boolean noPairs(Value.Tensor tensor) {
        tensor.node()
                .domain()
                .pair()
                .ifPresent(pair -> report().unavailable(
                                span,
                                Quote.of(function.word()) + " of a value for each step of "
                                        + Quote.of(pair.along().name()) + " and of "
                                        + Quote.of(pair.over().name()),
                                "take it of what there is at the steps of one of them"));
        return !tensor.node().domain().isPair();
    }

    Value result(Type type, Node node) {
        return environment.value(type, node);
    }

    boolean isPerStep(Node node) {
        return node.domain().isPerStep();
    }

    String describe(int index) {
        return environment.name(operands.get(index).expr());
    }
}
