// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.resolve.type.Value;

/** One value per sequence that all of its steps have a part in. */
final class Pooling {
    private Pooling() {}

    static Value sum(FunctionCall call) {
        Value.Tensor x = SequenceEnds.perStep(call);
        return x == null ? Value.POISON : call.result(x.type(), call.builder().sumSteps(x.node()));
    }

    static Value max(FunctionCall call) {
        Value.Tensor x = SequenceEnds.perStep(call);
        return x == null ? Value.POISON : call.result(x.type(), call.builder().maxSteps(x.node()));
    }

    /** The sum over the steps that the sequence has, by their number; zeros where it has none. */
    static Value mean(FunctionCall call) {
        Value.Tensor x = SequenceEnds.perStep(call);
        if (x == null) {
            return Value.POISON;
        }
        GraphBuilder graph = call.builder();
        Node one =
                graph.broadcast(graph.constant(1), new Shape.Vector(1), x.node().domain());
        Node steps = graph.binary(BinaryFunction.MAXIMUM, graph.sumSteps(one), graph.constant(1));
        return call.result(x.type(), graph.divide(graph.sumSteps(x.node()), steps));
    }
}
