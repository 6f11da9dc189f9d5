// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.kernel.Literals;

/**
 * The model as it is used, beside the one that is trained: random masks are what is expected of them, and what that leaves
 * nothing to compute of is gone. A window that evaluates fills its masks with the same numbers, so only rules are here
 * that leave each bit as it is; constants are rounded wherever the window's would be.
 */
final class Inference {
    private final GraphBuilder builder;
    private final boolean isFloat;
    private final int added;
    private final Map<Node, Node> stands = new HashMap<>();
    private final List<State> states;

    /** @param builder continues the graph; nodes are added there */
    Inference(Graph graph, GraphBuilder builder, ModelSpec.Precision precision) {
        this.builder = builder;
        this.added = builder.nodes().size();
        this.isFloat = precision == ModelSpec.Precision.FLOAT;
        graph.nodes().forEach(node -> {
            Node used = rewrite(node);
            if (used != node) {
                stands.put(node, used);
            }
        });
        this.states = stands.isEmpty()
                ? graph.states()
                : DistinctStates.of(graph.states().stream().map(this::state).toList(), builder);
    }

    /** What stands for {@code node} in use: itself, if no mask is behind it. */
    Node of(Node node) {
        return stands.getOrDefault(node, node);
    }

    /** By node what stands for it, where that is another one. */
    Map<Node, Node> stands() {
        return stands;
    }

    /** By node that was added here the node of the model that it stands for first. */
    Map<Node, Node> namesakes() {
        Map<Node, Node> namesakes = new HashMap<>();
        for (Map.Entry<Node, Node> entry : stands.entrySet()) {
            if (entry.getValue().id() >= added) {
                namesakes.merge(entry.getValue(), entry.getKey(), (a, b) -> a.id() < b.id() ? a : b);
            }
        }
        return namesakes;
    }

    List<State> states() {
        return states;
    }

    private State state(State state) {
        return state.with(state.initial().map(this::of), of(state.definition()));
    }

    private Node rewrite(Node node) {
        if (node.op() instanceof Op.Mask mask) {
            return literal(mask.mean(), node);
        }
        if (node.op() instanceof Op.Likeliest) {
            // In use a token is always there: what was chosen.
            return of(node.input(1));
        }
        List<Node> operands = node.inputs().stream().map(this::of).toList();
        if (operands.equals(node.inputs())) {
            return node;
        }
        if (node.op() instanceof Op.Binary binary) {
            return binary(node, binary.function(), operands.get(0), operands.get(1));
        }
        if (node.op() instanceof Op.MultiplyAdd multiplyAdd) {
            Node factor = isOne(operands.get(0)) ? operands.get(1) : isOne(operands.get(1)) ? operands.get(0) : null;
            if (factor != null) {
                BinaryFunction function = multiplyAdd.negated() ? BinaryFunction.SUBTRACT : BinaryFunction.ADD;
                return like(node, builder.binary(function, operands.get(2), factor));
            }
        }
        return builder.with(node, operands);
    }

    private Node binary(Node node, BinaryFunction function, Node a, Node b) {
        OptionalDouble x = Literals.valueOf(a);
        OptionalDouble y = Literals.valueOf(b);
        if (x.isPresent() && y.isPresent()) {
            return literal(function.of(rounded(x.getAsDouble()), rounded(y.getAsDouble())), node);
        }
        if (function == BinaryFunction.MULTIPLY && (isOne(a) || isOne(b))) {
            return like(node, isOne(a) ? b : a);
        }
        return builder.with(node, List.of(a, b));
    }

    private static boolean isOne(Node node) {
        OptionalDouble value = Literals.valueOf(node);
        return value.isPresent() && value.getAsDouble() == 1;
    }

    private Node literal(double value, Node like) {
        return like(like, builder.constant(rounded(value)));
    }

    /** Of the shape and as often as {@code node}. */
    private Node like(Node node, Node value) {
        return builder.broadcast(value, node.shape(), node.domain());
    }

    private double rounded(double value) {
        return isFloat ? (float) value : value;
    }
}
