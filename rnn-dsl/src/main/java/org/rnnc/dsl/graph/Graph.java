// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One time step of a model as dataflow: nodes in an order in which inputs precede their users. Only
 * {@link Op.Previous} looks at another step, so whatever it does not reach has no order in time.
 *
 * @param values the values a user can name: outputs, and the equations of the model; in source order
 * @param outputs names among {@code values}
 * @param loss a {@link Domain#ONCE} scalar; absent for a model that only runs
 * @param labels what the equations of cells call their values, such as {@code lstm.i}; only for the reader
 * @param observed values that training keeps for the caller, with their gradients; by path, such as {@code lstm.i}
 * @param aliases further names of parameter tensors: of layers that share them; the tensor's own by the other name
 */
public record Graph(
        List<Node> nodes,
        List<State> states,
        List<Parameter> parameters,
        List<Data> inputs,
        List<Data> targets,
        Map<String, Node> values,
        List<String> outputs,
        Optional<Node> loss,
        Map<Node, String> labels,
        Map<String, Node> observed,
        Map<String, String> aliases) {
    /** A graph of which nothing is observed and nothing shared, without labels. */
    public Graph(
            List<Node> nodes,
            List<State> states,
            List<Parameter> parameters,
            List<Data> inputs,
            List<Data> targets,
            Map<String, Node> values,
            List<String> outputs,
            Optional<Node> loss) {
        this(nodes, states, parameters, inputs, targets, values, outputs, loss, Map.of(), Map.of(), Map.of());
    }

    public Graph {
        nodes = List.copyOf(nodes);
        states = List.copyOf(states);
        parameters = List.copyOf(parameters);
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
        outputs = List.copyOf(outputs);
        labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        observed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(observed));
        aliases = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    }

    /**
     * The same model of other nodes.
     *
     * @param to by node of this graph the one that has its place
     */
    public Graph with(List<Node> others, UnaryOperator<Node> to) {
        return new Graph(
                others,
                states.stream()
                        .map(state -> state.with(state.initial().map(to), to.apply(state.definition())))
                        .toList(),
                parameters,
                inputs,
                targets,
                values(values, to),
                outputs,
                loss.map(to),
                labels(to),
                values(observed, to),
                aliases);
    }

    private static Map<String, Node> values(Map<String, Node> named, UnaryOperator<Node> to) {
        Map<String, Node> others = new LinkedHashMap<>();
        named.forEach((name, node) -> others.put(name, to.apply(node)));
        return others;
    }

    private Map<Node, String> labels(UnaryOperator<Node> to) {
        Map<Node, String> others = new LinkedHashMap<>();
        labels.forEach((node, label) -> others.put(to.apply(node), label));
        return others;
    }

    /**
     * Data that the caller brings; a target is named for the output it belongs to.
     *
     * @param ignored a token that is none, for a target that counts nothing: it comes as this, and the graph knows it as
     *     the last token of the shape
     * @param fedBack of an input that the caller does not bring in training: it follows from a target
     */
    public record Data(String name, Shape shape, Domain domain, OptionalInt ignored, Optional<FedBack> fedBack) {
        /** Of which each token is one. */
        public Data(String name, Shape shape, Domain domain) {
            this(name, shape, domain, OptionalInt.empty());
        }

        /** Brought by the caller. */
        public Data(String name, Shape shape, Domain domain, OptionalInt ignored) {
            this(name, shape, domain, ignored, Optional.empty());
        }
    }

    /**
     * That a token is an output's at the step before: the target's in training, the chosen one in use.
     *
     * @param start the token that stands before the first step
     */
    public record FedBack(String output, int start) {}

    /** Along which there are values, by index; where there are none it is that of a model which names none. */
    public List<Axis> axes() {
        Map<Integer, Axis> byIndex = new TreeMap<>();
        for (Node node : nodes) {
            node.domain().axis().ifPresent(axis -> {
                Axis known = byIndex.putIfAbsent(axis.index(), axis);
                if (known != null && !known.equals(axis)) {
                    throw new IllegalArgumentException(axis + " is in the place of " + known);
                }
            });
        }
        return byIndex.isEmpty() ? List.of(Axis.TIME) : List.copyOf(byIndex.values());
    }

    /** The graph, a node a line. */
    public String explain() {
        StringBuilder out = new StringBuilder();
        for (Node node : nodes) {
            out.append(node);
            if (node.op() instanceof Op.Parameter parameter) {
                out.append("  // ").append(parameters.get(parameter.index()).qualifiedName());
            }
            values.forEach((name, value) -> {
                if (value == node) {
                    out.append("  // ").append(name);
                }
            });
            for (State state : states) {
                if (state.definition() == node) {
                    out.append("  // state ").append(state.name());
                }
            }
            out.append('\n');
        }
        return out.toString();
    }
}
