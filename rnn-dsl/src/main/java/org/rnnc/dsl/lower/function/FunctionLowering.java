// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.resolve.type.Dim;
import org.rnnc.dsl.resolve.type.Sizes;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;

/** Lowers calls of functions. */
public final class FunctionLowering {
    private FunctionLowering() {}

    /** The result; {@link Value#POISON} after what is wrong has been reported. */
    public static Value lower(FunctionCall call) {
        return switch (call.function()) {
            case TANH -> primitive(call, UnaryFunction.TANH);
            case SIGMOID -> primitive(call, UnaryFunction.SIGMOID);
            case RELU -> primitive(call, UnaryFunction.RELU);
            case EXP -> primitive(call, UnaryFunction.EXP);
            case EXPM1 -> primitive(call, UnaryFunction.EXPM1);
            case LOG -> primitive(call, UnaryFunction.LOG);
            case SQRT -> primitive(call, UnaryFunction.SQRT);
            case ABS -> primitive(call, UnaryFunction.ABS);
            case SOFTPLUS -> primitive(call, UnaryFunction.SOFTPLUS);
            case ERF -> primitive(call, UnaryFunction.ERF);
            case IDENTITY -> elementwise(call, (graph, x, options) -> x);
            case ELU -> elementwise(call, Elementwise::elu);
            case LEAKY_RELU -> elementwise(call, Elementwise::leakyRelu);
            case HARD_SIGMOID -> elementwise(call, Elementwise::hardSigmoid);
            case CLIP -> elementwise(call, Elementwise::clip);
            case SILU -> elementwise(call, Elementwise::silu);
            case SOFTSIGN -> elementwise(call, Elementwise::softsign);
            case GELU -> elementwise(call, Elementwise::gelu);
            case GELU_TANH -> elementwise(call, Elementwise::geluTanh);
            case DROPOUT -> Dropout.dropout(call);
            case ZONEOUT -> Dropout.zoneout(call);
            case SOFTMAX -> softmax(call);
            case CONCAT -> concat(call);
            case ONE_HOT -> oneHot(call);
            case ROW -> RowLookup.of(call);
            case SUM -> sum(call);
            case DOT -> dot(call);
            case LAST -> SequenceEnds.last(call);
            case ROOT -> SequenceEnds.root(call);
            case FINAL -> SequenceEnds.ofLayer(call);
            case REPEAT -> SequenceEnds.repeat(call);
            case AT_LEAVES -> TreePlaces.of(call, true);
            case AT_NODES -> TreePlaces.of(call, false);
            case SUM_OVER_STEPS -> Pooling.sum(call);
            case MEAN_OVER_STEPS -> Pooling.mean(call);
            case MAX_OVER_STEPS -> Pooling.max(call);
            case SOFTMAX_OVER_STEPS -> Pooling.softmax(call);
            case MIN -> extreme(call, BinaryFunction.MINIMUM);
            case MAX -> extreme(call, BinaryFunction.MAXIMUM);
        };
    }

    private static Value primitive(FunctionCall call, UnaryFunction function) {
        return elementwise(call, (graph, x, options) -> ConstantFolding.unary(graph, function, x));
    }

    private static Value elementwise(FunctionCall call, Elementwise.Rule rule) {
        Value.Tensor x = call.numeric(0);
        return x == null ? Value.POISON : call.result(x.type(), rule.apply(call.builder(), x.node(), call.options()));
    }

    private static Value softmax(FunctionCall call) {
        Value.Tensor x = call.vector(0);
        return x == null ? Value.POISON : call.result(x.type(), call.builder().softmax(x.node()));
    }

    private static Value concat(FunctionCall call) {
        List<Value.Tensor> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        long size = 0;
        boolean sound = true;
        for (int i = 0; i < call.operands().size(); i++) {
            Value.Tensor part = call.numeric(i);
            if (part == null) {
                sound = false;
                continue;
            }
            parts.add(part);
            size += part.type().length();
            text.append(i == 0 ? "" : " + ")
                    .append(part.type() instanceof Type.Vector v ? v.size().text() : "1");
        }
        List<Node> nodes = sound ? call.together(parts) : null;
        if (nodes == null) {
            return Value.POISON;
        }
        if (!Sizes.check((double) size, Long.toString(size), call.span(), call.report())) {
            return Value.POISON;
        }
        Dim dim =
                call.environment().placeholders().areUsed() ? new Dim((int) size, text.toString()) : Dim.of((int) size);
        Node node = nodes.size() == 1 ? nodes.get(0) : call.builder().concat(nodes);
        return new Value.Tensor(new Type.Vector(dim), node);
    }

    private static Value oneHot(FunctionCall call) {
        Value.Tensor token = call.token(0);
        return token == null
                ? Value.POISON
                : call.result(
                        new Type.Vector(((Type.Token) token.type()).count()),
                        call.builder().oneHot(token.node()));
    }

    /** Over the children of a node where there is a value for each; else over elements. */
    private static Value sum(FunctionCall call) {
        Value.Tensor x = call.numeric(0);
        if (x != null && x.node().domain().isPerChild()) {
            return call.result(x.type(), call.builder().sumChildren(x.node()));
        }
        return x == null
                ? Value.POISON
                : call.result(Type.SCALAR, call.builder().sumElements(x.node()));
    }

    private static Value dot(FunctionCall call) {
        Value.Tensor a = call.vector(0);
        Value.Tensor b = call.vector(1);
        if (a == null || b == null || !sameShape(call, a, b)) {
            return Value.POISON;
        }
        List<Node> nodes = call.together(List.of(a, b));
        return nodes == null
                ? Value.POISON
                : call.result(Type.SCALAR, call.builder().dot(nodes.get(0), nodes.get(1)));
    }

    private static Value extreme(FunctionCall call, BinaryFunction function) {
        Value.Tensor a = call.numeric(0);
        Value.Tensor b = call.numeric(1);
        List<Node> nodes = a == null || b == null ? null : call.together(List.of(a, b));
        if (a == null || b == null || nodes == null) {
            return Value.POISON;
        }
        boolean spreads = a.type() == Type.SCALAR || b.type() == Type.SCALAR;
        if (!spreads && !sameShape(call, a, b)) {
            return Value.POISON;
        }
        Type type = a.type() instanceof Type.Vector ? a.type() : b.type();
        return call.result(type, call.builder().binary(function, nodes.get(0), nodes.get(1)));
    }

    private static boolean sameShape(FunctionCall call, Value.Tensor a, Value.Tensor b) {
        boolean same = a.type().equals(b.type());
        if (!same) {
            call.report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            call.span(),
                            Quote.of(call.function().word()) + " takes two vectors of one size; " + call.describe(0)
                                    + " is " + a.type() + " and " + call.describe(1) + " is " + b.type(),
                            "");
        }
        return same;
    }
}
