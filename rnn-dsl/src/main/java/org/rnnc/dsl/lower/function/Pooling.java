// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.resolve.type.Value;

/** One value per sequence that all of its steps have a part in. */
final class Pooling {
    private Pooling() {}

    static Value sum(FunctionCall call) {
        Value.Tensor x = SequenceEnds.overSteps(call);
        if (x != null && x.node().domain() instanceof Domain.Pair pair) {
            return call.result(x.type(), call.builder().sumPairs(pair.over(), x.node()));
        }
        return x == null ? Value.POISON : call.result(x.type(), call.builder().sumSteps(x.node()));
    }

    static Value max(FunctionCall call) {
        Value.Tensor x = SequenceEnds.perStep(call);
        return x == null ? Value.POISON : call.result(x.type(), call.builder().maxSteps(x.node()));
    }

    /**
     * Powers of e that add up to 1 over the steps of the sequence, of each element; of a value for each step of two axes over
     * the steps of the other one.
     */
    static Value softmax(FunctionCall call) {
        Value.Tensor x = SequenceEnds.overSteps(call);
        if (x == null) {
            return Value.POISON;
        }
        GraphBuilder graph = call.builder();
        if (x.node().domain().isPair()) {
            return call.result(x.type(), graph.softmaxPairs(x.node()));
        }
        Domain steps = x.node().domain();
        Node largest = graph.broadcast(graph.maxSteps(x.node()), x.node().shape(), steps);
        Node power = graph.unary(UnaryFunction.EXP, graph.subtract(x.node(), largest));
        Node total = graph.broadcast(graph.sumSteps(power), x.node().shape(), steps);
        return call.result(x.type(), graph.divide(power, total));
    }

    /** The sum over the steps that the sequence has, by their number; zeros where it has none. */
    static Value mean(FunctionCall call) {
        Value.Tensor x = SequenceEnds.overSteps(call);
        if (x == null) {
            return Value.POISON;
        }
        GraphBuilder graph = call.builder();
        if (x.node().domain() instanceof Domain.Pair pair) {
            Node one = graph.broadcast(graph.constant(1), new Shape.Vector(1), Domain.step(pair.over()));
            Node steps = graph.sumPairs(pair.over(), graph.atPairs(one, pair));
            Node many = graph.binary(BinaryFunction.MAXIMUM, steps, graph.constant(1));
            return call.result(x.type(), graph.divide(graph.sumPairs(pair.over(), x.node()), many));
        }
        Node one =
                graph.broadcast(graph.constant(1), new Shape.Vector(1), x.node().domain());
        Node steps = graph.binary(BinaryFunction.MAXIMUM, graph.sumSteps(one), graph.constant(1));
        return call.result(x.type(), graph.divide(graph.sumSteps(x.node()), steps));
    }
}
