// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** What values are called, for whoever reads. Fixed before anything is written: {@code schedule.naming} decides. */
public final class Labels {
    private final Map<Node, Name> names;
    private final Set<Node> parts;

    /** @param parts those whose names only say what they are a part of */
    public Labels(Map<Node, Name> names, Set<Node> parts) {
        this.names = Map.copyOf(names);
        this.parts = Set.copyOf(parts);
    }

    public Name name(Node node) {
        Name name = names.get(node);
        if (name == null) {
            throw new IllegalArgumentException("no name for " + node);
        }
        return name;
    }

    /** Whether the model, or whoever made the value, has a name for it; else it is a part of an equation. */
    public boolean isNamed(Node node) {
        return !parts.contains(node);
    }

    /** What the value is called, not necessarily it alone. */
    public String of(Node node) {
        return name(node).toString();
    }

    /** {@code %7 rnn.h}: the number tells which of several is meant. */
    public String numbered(Node node) {
        return "%" + node.id() + " " + of(node);
    }

    public String numbered(List<Node> nodes) {
        return nodes.stream().map(this::numbered).collect(Collectors.joining(", "));
    }

    public static String operation(Op op) {
        String name = op.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
