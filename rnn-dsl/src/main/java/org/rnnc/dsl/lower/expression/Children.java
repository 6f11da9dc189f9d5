// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** States at the children of a node: {@code h[left]}, {@code h[right]}, and {@code h[child]}, which has a value for each. */
final class Children {
    private final Environment environment;

    Children(Environment environment) {
        this.environment = environment;
    }

    /** What stands in the brackets. */
    static String word(Expr.Index index) {
        return link(index).word();
    }

    private static Relation.Link link(Expr.Index index) {
        return switch (index.place()) {
            case LEFT -> Relation.Link.LEFT;
            case RIGHT -> Relation.Link.RIGHT;
            case CHILD -> Relation.Link.CHILD;
            case TIME -> Relation.Link.STEP;
        };
    }

    /** @param state what is looked at */
    Value lower(Expr.Indexed indexed, Scope.Symbol state) {
        Optional<Axis> axis = environment.axis();
        if (axis.isPresent() && !axis.get().mayBeTree()) {
            environment
                    .report()
                    .error(
                            Code.NO_TREE,
                            indexed.span(),
                            Quote.of(indexed) + " looks at children, and the steps of "
                                    + Quote.of(axis.get().name()) + " have none",
                            places());
            return Value.POISON;
        }
        if (environment.direction() == Direction.REVERSE) {
            environment
                    .report()
                    .error(
                            Code.NO_TREE,
                            indexed.span(),
                            Quote.of(indexed)
                                    + " is known before the node itself, which is the only way through a tree",
                            "leave out reverse(...) or bidirectional(...)");
            return Value.POISON;
        }
        return state.type() == null
                ? Value.POISON
                : new Value.Tensor(state.type(), environment.graph().previous(state.state(), link(indexed.index())));
    }

    /** What there is to do along steps that have no children. */
    private String places() {
        return environment.model().axes().all().stream()
                .filter(Axis::isTree)
                .findFirst()
                .map(tree -> "where nodes of " + tree.name() + " stand for these steps, atLeaves(x, per = "
                        + tree.name() + ") is there at its leaves, one step at each, atNodes(x, per = " + tree.name()
                        + ") at its nodes")
                .orElse("an axis has nodes if something is there per node of it: input x: vector<8> per node of tree;"
                        + " or if they stand for steps: x |> atLeaves(per = tree)");
    }

    /** Whether the step before is one that there is; reports it if not. */
    boolean hasStepBefore(Expr.Indexed indexed) {
        boolean tree = environment.axis().filter(Axis::isTree).isPresent();
        if (tree) {
            environment
                    .report()
                    .error(
                            Code.NO_TREE,
                            indexed.span(),
                            Quote.of(indexed) + " looks at the step before, and a node of "
                                    + Quote.of(environment.axis().get().name()) + " has none",
                            "it has children: " + indexed.name() + "[left] and " + indexed.name() + "[right], or sum("
                                    + indexed.name() + "[child])");
        }
        return !tree;
    }
}
