// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** What values are called, for whoever reads: as users call them, such as {@code lstm.i}, else by what they are. */
public final class Labels {
    private final Map<Node, String> given;

    public Labels(Map<Node, String> given) {
        this.given = Map.copyOf(given);
    }

    /** What the value is called, not necessarily it alone. */
    public String of(Node node) {
        String label = given.get(node);
        return label == null ? operation(node.op()) : label;
    }

    /** {@code %7 rnn.h}: the number tells which of several is meant. */
    public String numbered(Node node) {
        return "%" + node.id() + " " + of(node);
    }

    public String numbered(List<Node> nodes) {
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
}
