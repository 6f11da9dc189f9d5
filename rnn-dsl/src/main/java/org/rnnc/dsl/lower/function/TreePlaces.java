// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.dsl.resolve.type.Value;

/** The steps of a sequence at the leaves of a tree, {@code atLeaves(x)}, or at its nodes, {@code atNodes(x)}. */
final class TreePlaces {
    private TreePlaces() {}

    /** @param leaves whether leaves alone stand for steps */
    static Value of(FunctionCall call, boolean leaves) {
        Value.Tensor x = SequenceEnds.perStep(call);
        if (x == null) {
            return Value.POISON;
        }
        Axis steps = x.node().domain().axis().orElseThrow();
        Optional<Axis> tree = tree(call, steps);
        if (tree.isEmpty()) {
            return Value.POISON;
        }
        NodeSteps places = new NodeSteps(steps, tree.get(), leaves);
        return call.result(x.type(), call.builder().atNodes(places, x.node()));
    }

    private static Optional<Axis> tree(FunctionCall call, Axis steps) {
        if (!steps.mayBeSequence() || call.environment().axis().equals(Optional.of(steps)) && steps.mayBeTree()) {
            return refuse(
                    call,
                    call.describe(0) + " is there at nodes of " + Quote.of(steps.name()) + " already",
                    "it takes a value per step of a sequence");
        }
        Optional<Axis> tree = given(call);
        if (tree.isPresent() && !tree.get().mayBeTree()) {
            return refuse(
                    call,
                    "the steps of " + Quote.of(tree.get().name()) + " are no nodes of a tree",
                    "an axis has nodes where its inputs or outputs are `per node of` or `per leaf of` it");
        }
        return tree;
    }

    /** The one that is said; else a cell's own, or the only one there is. */
    private static Optional<Axis> given(FunctionCall call) {
        List<Axis> all = call.environment().model().axes().all();
        int given = call.options().get(0).intValue();
        if (given >= 0) {
            return Optional.of(all.get(given));
        }
        if (call.environment().axis().isPresent()) {
            return call.environment().axis();
        }
        List<Axis> trees = all.stream().filter(Axis::isTree).toList();
        if (trees.size() == 1) {
            return Optional.of(trees.get(0));
        }
        String names = all.stream().map(Axis::name).collect(Collectors.joining(", "));
        String operand = Quote.text(call.operands().get(0).expr());
        return trees.isEmpty()
                ? refuse(
                        call,
                        "this model has the axes " + names + ", and the steps of none are nodes of a tree",
                        "an axis has nodes where its inputs or outputs are `per node of` or `per leaf of` it")
                : refuse(
                        call,
                        "this model has the axes " + names + ", and "
                                + Quote.of(call.function().word()) + " does not say of which tree",
                        call.function().word() + "(" + operand + ", per = "
                                + trees.get(0).name() + ")");
    }

    private static Optional<Axis> refuse(FunctionCall call, String message, String hint) {
        call.report().error(Code.NO_TREE, call.span(), message, hint);
        return Optional.empty();
    }
}
