// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** What the stage of a flow applies, by how it is written. */
public final class StageName {
    private static final String BOTH = "bidirectional";
    private static final String REVERSE = "reverse";

    /** The stages that make a layer of a cell, which is their argument. */
    public static final List<String> DIRECTIONS = List.of(BOTH, REVERSE);

    private StageName() {}

    /** The name of a stage; null if it has none. */
    public static @Nullable Name of(Expr stage) {
        if (stage instanceof Expr.Reference reference) {
            return reference.name();
        }
        return stage instanceof Expr.Call call ? call.function() : null;
    }

    /** The cell that a stage applies, if it is one: of {@code bidirectional(gru(96))}, or {@code reverse(gru(96))}, {@code gru}. */
    static @Nullable Name ofCell(Expr stage) {
        Name name = of(stage);
        return name != null && isDirection(name) ? cellWithin(stage) : name;
    }

    public static boolean isDirection(Name name) {
        return DIRECTIONS.contains(name.text());
    }

    public static boolean isReverse(Name name) {
        return name.text().equals(REVERSE);
    }

    /** The cell within a direction; null if what stands there cannot be one. */
    private static @Nullable Name cellWithin(Expr stage) {
        return stage instanceof Expr.Call call
                ? call.arguments().stream()
                        .filter(argument -> argument.name().isEmpty()
                                || argument.name().get().text().equals("cell"))
                        .findFirst()
                        .map(argument -> of(argument.value()))
                        .orElse(null)
                : null;
    }
}
