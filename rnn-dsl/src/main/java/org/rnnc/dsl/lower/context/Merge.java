// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.resolve.type.Dim;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr;

/** What becomes of the values of the two directions. */
public enum Merge {
    /** The forward value, then the reverse one. */
    CONCAT,
    SUM,
    MEAN,
    /** Element by element. */
    PRODUCT;

    public static Optional<Merge> find(Expr expr) {
        String text = Quote.text(expr);
        return Arrays.stream(values())
                .filter(merge -> merge.word().equals(text))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Merge::word).toList();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One value of one or two. */
    public Node join(GraphBuilder graph, List<Node> values) {
        Node first = values.get(0);
        if (values.size() == 1) {
            return first;
        }
        Node second = values.get(1);
        return switch (this) {
            case CONCAT -> graph.concat(values);
            case SUM -> graph.add(first, second);
            case MEAN -> graph.multiply(graph.constant(0.5), graph.add(first, second));
            case PRODUCT -> graph.multiply(first, second);
        };
    }

    /** The type of a value joined from two of this type. */
    public Type join(Type type) {
        if (this != CONCAT) {
            return type;
        }
        String text = type instanceof Type.Vector vector ? vector.size().text() : "1";
        return new Type.Vector(
                text.chars().allMatch(Character::isDigit)
                        ? Dim.of(2 * type.length())
                        : new Dim(2 * type.length(), text + " + " + text));
    }
}
