// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Names for values in generated code: the user's own where there is one, else what the value is. */
public final class Names {
    private final Map<Node, String> labels;
    private final Distinct distinct = new Distinct("");
    private final Map<Node, String> given = new HashMap<>();

    /** By node that defines a state, what the state starts from. */
    private final Map<Node, String> initials = new HashMap<>();

    /** By node another one that is never in the same program, and whose name it has. */
    private final Map<Node, Node> namesakes;

    /** @param labels names known for nodes, such as {@code lstm.i} */
    public Names(Map<Node, String> labels) {
        this(labels, Map.of());
    }

    Names(Map<Node, String> labels, Map<Node, Node> namesakes) {
        this.labels = labels;
        this.namesakes = namesakes;
    }

    /** A name for the node's buffer, the same each time. */
    public String of(Node node) {
        return given.computeIfAbsent(namesakes.getOrDefault(node, node), key -> distinct.of(identifier(base(node))));
    }

    /** A name for what the state defined by {@code node} starts from. */
    String initial(Node node) {
        Node named = namesakes.getOrDefault(node, node);
        String wanted = of(named) + "Initial";
        return initials.computeIfAbsent(named, key -> distinct.of(wanted));
    }

    String ofGroup(List<Node> nodes) {
        return distinct.of(identifier(base(nodes.get(0))) + "Group");
    }

    /** What the value is called, not necessarily unique. */
    public String base(Node node) {
        String label = labels.get(node);
        if (label != null) {
            return label;
        }
        return operation(node.op());
    }

    /** {@code %7 rnn.h}: the number tells which of several is meant. */
    String numbered(Node node) {
        return "%" + node.id() + " " + base(node);
    }

    String numbered(List<Node> nodes) {
        return nodes.stream().map(this::numbered).collect(Collectors.joining(", "));
    }

    static String operation(Op op) {
        if (op instanceof Op.Unary unary) {
            return unary.function().name().toLowerCase(Locale.ROOT);
        }
        if (op instanceof Op.Binary binary) {
            return switch (binary.function()) {
                case ADD -> "sum";
                case SUBTRACT -> "difference";
                case MULTIPLY -> "scaled";
                case DIVIDE -> "ratio";
                case MINIMUM -> "smaller";
                case MAXIMUM -> "larger";
                case UNLESS_ZERO -> "kept";
            };
        }
        String name = op.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code lstm.c} becomes {@code lstmC}, {@code d rnn.h} becomes {@code dRnnH}. */
    static String identifier(String label) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : label.toCharArray()) {
            if (!Character.isJavaIdentifierPart(c)) {
                upper = true;
            } else {
                name.append(upper && name.length() > 0 ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return Identifier.variable(name.toString());
    }
}
