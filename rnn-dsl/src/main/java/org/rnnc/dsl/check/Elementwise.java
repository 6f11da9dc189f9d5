// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/** Functions of each element, composed of the Graph's primitives. */
final class Elementwise {
    private interface Rule {
        Node apply(GraphBuilder graph, Node x, List<Double> options);
    }

    private Elementwise() {}

    static List<FunctionDef> functions() {
        return List.of(
                primitive("tanh", UnaryFunction.TANH),
                primitive("sigmoid", UnaryFunction.SIGMOID),
                primitive("relu", UnaryFunction.RELU),
                primitive("exp", UnaryFunction.EXP),
                primitive("expm1", UnaryFunction.EXPM1),
                primitive("log", UnaryFunction.LOG),
                primitive("sqrt", UnaryFunction.SQRT),
                primitive("abs", UnaryFunction.ABS),
                primitive("softplus", UnaryFunction.SOFTPLUS),
                primitive("erf", UnaryFunction.ERF),
                function("identity", List.of(), (graph, x, options) -> x),
                function("elu", List.of(new FunctionDef.Option("alpha", Numbers::notNegative, 1)), Elementwise::elu),
                function(
                        "leakyRelu",
                        List.of(new FunctionDef.Option("slope", Numbers::notNegative, 0.01)),
                        Elementwise::leakyRelu),
                function("hardSigmoid", List.of(), Elementwise::hardSigmoid),
                function("clip", List.of(new FunctionDef.Option("limit", Numbers::positive, 1)), Elementwise::clip),
                function("silu", List.of(), Elementwise::silu),
                function("softsign", List.of(), Elementwise::softsign),
                function("gelu", List.of(), Elementwise::gelu),
                function("geluTanh", List.of(), Elementwise::geluTanh));
    }

    private static FunctionDef primitive(String name, UnaryFunction function) {
        return function(name, List.of(), (graph, x, options) -> Fold.unary(graph, function, x));
    }

    private static FunctionDef function(String name, List<FunctionDef.Option> options, Rule rule) {
        return new FunctionDef(name, 1, 1, options, true, call -> {
            Value.Tensor x = call.numeric(0);
            return x == null
                    ? Value.POISON
                    : call.result(x.type(), rule.apply(call.builder(), x.node(), call.options()));
        });
    }

    /** {@code x} where positive, else {@code alpha * (exp(x) - 1)}: Clevert (2016). */
    private static Node elu(GraphBuilder graph, Node x, List<Double> options) {
        Node below = Fold.unary(graph, UnaryFunction.EXP, Fold.unary(graph, UnaryFunction.BELOW_ZERO, x));
        return graph.sum(List.of(
                new Term.Value(false, Fold.unary(graph, UnaryFunction.RELU, x)),
                new Term.Times(false, graph.constant(options.get(0)), graph.subtract(below, graph.constant(1)))));
    }

    /** {@code x} where positive, else {@code slope * x}. */
    private static Node leakyRelu(GraphBuilder graph, Node x, List<Double> options) {
        return graph.sum(List.of(
                new Term.Value(false, Fold.unary(graph, UnaryFunction.RELU, x)),
                new Term.Times(false, graph.constant(options.get(0)), Fold.unary(graph, UnaryFunction.BELOW_ZERO, x))));
    }

    /** {@code x / 6 + 0.5} held within 0 and 1, as in PyTorch. */
    private static Node hardSigmoid(GraphBuilder graph, Node x, List<Double> options) {
        Node line = graph.add(graph.divide(x, graph.constant(6)), graph.constant(0.5));
        return minimum(graph, graph.binary(BinaryFunction.MAXIMUM, line, graph.constant(0)), 1);
    }

    /** {@code x} held within {@code -limit} and {@code limit}. */
    private static Node clip(GraphBuilder graph, Node x, List<Double> options) {
        Node above = graph.binary(BinaryFunction.MAXIMUM, x, graph.constant(-options.get(0)));
        return minimum(graph, above, options.get(0));
    }

    /** {@code x * sigmoid(x)}: Elfwing, Uchibe and Doya (2018). */
    private static Node silu(GraphBuilder graph, Node x, List<Double> options) {
        return graph.multiply(x, Fold.unary(graph, UnaryFunction.SIGMOID, x));
    }

    /** {@code x / (1 + |x|)}. */
    private static Node softsign(GraphBuilder graph, Node x, List<Double> options) {
        return graph.divide(x, graph.add(graph.constant(1), Fold.unary(graph, UnaryFunction.ABS, x)));
    }

    /** {@code x} times the share of a normal distribution below it, Hendrycks and Gimpel (2016). */
    private static Node gelu(GraphBuilder graph, Node x, List<Double> options) {
        Node scaled = graph.multiply(graph.constant(Math.sqrt(0.5)), x);
        Node gate = graph.add(graph.constant(1), Fold.unary(graph, UnaryFunction.ERF, scaled));
        return graph.multiply(graph.multiply(graph.constant(0.5), x), gate);
    }

    /** The same with tanh in place of the error function: {@code x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 * x^3)))}. */
    private static Node geluTanh(GraphBuilder graph, Node x, List<Double> options) {
        Node cubic = graph.multiply(graph.constant(0.044715), graph.multiply(x, graph.multiply(x, x)));
        Node inner = graph.multiply(graph.constant(Math.sqrt(2 / Math.PI)), graph.add(x, cubic));
        Node gate = graph.add(graph.constant(1), Fold.unary(graph, UnaryFunction.TANH, inner));
        return graph.multiply(graph.multiply(graph.constant(0.5), x), gate);
    }

    private static Node minimum(GraphBuilder graph, Node x, double limit) {
        return graph.binary(BinaryFunction.MINIMUM, x, graph.constant(limit));
    }
}
