// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.stream.Stream;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;

/**
 * Trees that {@code atLeaves(x, per = tree)} names. Where the nodes of a tree only stand for the steps of a sequence, and have
 * no input or output of their own, nothing else does.
 */
public final class NamedTree {
    private NamedTree() {}

    /** The names in an expression, from left to right. */
    public static Stream<Name> in(Expr expression) {
        return Subexpressions.of(expression).stream()
                .filter(Expr.Call.class::isInstance)
                .map(Expr.Call.class::cast)
                .filter(call -> BuiltInFunction.find(call.function().text())
                        .filter(BuiltInFunction::isOfTree)
                        .isPresent())
                .flatMap(call -> call.arguments().stream())
                .filter(argument -> argument.name().isPresent())
                .map(Expr.Argument::value)
                .filter(Expr.Reference.class::isInstance)
                .map(value -> ((Expr.Reference) value).name());
    }
}
