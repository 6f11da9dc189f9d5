// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.List;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/** Functions of each element, composed of the Graph's primitives. */
final class Elementwise {
    interface Rule {
        Node apply(GraphBuilder graph, Node x, List<Double> options);
    }

    private Elementwise() {}

    /** {@code x} where positive, else {@code alpha * (exp(x) - 1)}: Clevert (2016). */
    static Node elu(GraphBuilder graph, Node x, List<Double> options) {
        Node below = ConstantFolding.unary(
                graph, UnaryFunction.EXP, ConstantFolding.unary(graph, UnaryFunction.BELOW_ZERO, x));
        return graph.sum(List.of(
                new Term.Value(false, ConstantFolding.unary(graph, UnaryFunction.RELU, x)),
                new Term.Times(false, graph.constant(options.get(0)), graph.subtract(below, graph.constant(1)))));
    }

    /** {@code x} where positive, else {@code slope * x}. */
    static Node leakyRelu(GraphBuilder graph, Node x, List<Double> options) {
        return graph.sum(List.of(
                new Term.Value(false, ConstantFolding.unary(graph, UnaryFunction.RELU, x)),
                new Term.Times(
                        false,
                        graph.constant(options.get(0)),
                        ConstantFolding.unary(graph, UnaryFunction.BELOW_ZERO, x))));
    }

    /** {@code x / 6 + 0.5} held within 0 and 1, as in PyTorch. */
    static Node hardSigmoid(GraphBuilder graph, Node x, List<Double> options) {
        Node line = graph.add(graph.divide(x, graph.constant(6)), graph.constant(0.5));
        return minimum(graph, graph.binary(BinaryFunction.MAXIMUM, line, graph.constant(0)), 1);
    }

    /** {@code x} held within {@code -limit} and {@code limit}. */
    static Node clip(GraphBuilder graph, Node x, List<Double> options) {
        Node above = graph.binary(BinaryFunction.MAXIMUM, x, graph.constant(-options.get(0)));
        return minimum(graph, above, options.get(0));
    }

    /** {@code x * sigmoid(x)}: Elfwing, Uchibe and Doya (2018). */
    static Node silu(GraphBuilder graph, Node x, List<Double> options) {
        return graph.multiply(x, ConstantFolding.unary(graph, UnaryFunction.SIGMOID, x));
    }

    /** {@code x / (1 + |x|)}. */
    static Node softsign(GraphBuilder graph, Node x, List<Double> options) {
        return graph.divide(x, graph.add(graph.constant(1), ConstantFolding.unary(graph, UnaryFunction.ABS, x)));
    }

    /** {@code x} times the share of a normal distribution below it, Hendrycks and Gimpel (2016). */
    static Node gelu(GraphBuilder graph, Node x, List<Double> options) {
        Node scaled = graph.multiply(graph.constant(Math.sqrt(0.5)), x);
        Node gate = graph.add(graph.constant(1), ConstantFolding.unary(graph, UnaryFunction.ERF, scaled));
        return graph.multiply(graph.multiply(graph.constant(0.5), x), gate);
    }

    /** The same with tanh in place of the error function: {@code x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 * x^3)))}. */
    static Node geluTanh(GraphBuilder graph, Node x, List<Double> options) {
        Node cubic = graph.multiply(graph.constant(0.044715), graph.multiply(x, graph.multiply(x, x)));
        Node inner = graph.multiply(graph.constant(Math.sqrt(2 / Math.PI)), graph.add(x, cubic));
        Node gate = graph.add(graph.constant(1), ConstantFolding.unary(graph, UnaryFunction.TANH, inner));
        return graph.multiply(graph.multiply(graph.constant(0.5), x), gate);
    }

    private static Node minimum(GraphBuilder graph, Node x, double limit) {
        return graph.binary(BinaryFunction.MINIMUM, x, graph.constant(limit));
    }
}
