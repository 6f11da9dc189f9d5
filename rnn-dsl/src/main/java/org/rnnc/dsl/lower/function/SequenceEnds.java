// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.LayerValue;
import org.rnnc.dsl.lower.context.StateDirections;
import org.rnnc.dsl.resolve.type.Value;

/** One value per sequence of a value per step, {@code last(x)} and {@code final(x)}; and the other way, {@code repeat(x)}. */
final class SequenceEnds {
    private SequenceEnds() {}

    /** The value at the last step. */
    static Value last(FunctionCall call) {
        Value.Tensor x = perStep(call);
        if (x == null) {
            return Value.POISON;
        }
        Axis axis = x.node().domain().axis().orElseThrow();
        if (axis.isTree()) {
            call.report()
                    .error(
                            Code.NO_TREE,
                            call.span(),
                            "the nodes of " + Quote.of(axis.name()) + " have no last one",
                            "root(...) is the value at the root, which is above all others");
            return Value.POISON;
        }
        LayerValue layer = layer(call, x).filter(value -> !value.endsLast()).orElse(null);
        if (layer != null) {
            boolean both = layer.isBidirectional();
            call.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            call.span(),
                            call.describe(0)
                                    + (both
                                            ? " runs both ways, and at the last step its reverse half has only begun"
                                            : " runs in reverse, and at the last step it has only begun"),
                            both
                                    ? "final(...) takes the last step of the forward half and the first of the reverse half"
                                    : "final(...) takes the first step, where it ends");
            return Value.POISON;
        }
        return call.result(x.type(), call.builder().selectStep(true, x.node()));
    }

    /** The value at the root of each tree. */
    static Value root(FunctionCall call) {
        Value.Tensor x = perStep(call);
        if (x == null) {
            return Value.POISON;
        }
        Axis axis = x.node().domain().axis().orElseThrow();
        if (!axis.mayBeTree()) {
            call.report()
                    .error(
                            Code.NO_TREE,
                            call.span(),
                            "the steps of " + Quote.of(axis.name()) + " are no nodes of a tree, and have no root",
                            "last(...) is the value at the last step");
            return Value.POISON;
        }
        return call.result(x.type(), call.builder().selectStep(true, x.node()));
    }

    /** What a layer ends with: the last step's value of what runs forward, the first step's of what runs in reverse. */
    static Value ofLayer(FunctionCall call) {
        Value.Tensor x = perStep(call);
        if (x == null) {
            return Value.POISON;
        }
        Optional<LayerValue> layer = layer(call, x);
        if (layer.isPresent()) {
            return call.result(x.type(), layer.get().last(call.builder()));
        }
        Set<Direction> directions = new StateDirections(call.environment().graph())
                .of(x.node(), x.node().domain().axis().orElseThrow());
        if (directions.size() > 1) {
            call.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            call.span(),
                            call.describe(0) + " is made from layers that run both ways, so it does not end anywhere",
                            "take final(...) of each layer's own value, last(...) of a value at the last step");
            return Value.POISON;
        }
        Node end = call.builder().selectStep(!directions.contains(Direction.REVERSE), x.node());
        return call.result(x.type(), end);
    }

    /** A value per sequence at each of its steps. */
    static Value repeat(FunctionCall call) {
        Value.Tensor x = call.numeric(0);
        if (x != null && x.node().domain().isPerStep()) {
            call.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            call.span(),
                            call.describe(0) + " has a value at every step already",
                            "");
            return Value.POISON;
        }
        if (x == null) {
            return Value.POISON;
        }
        // Where a sequence is read along one axis and written along another, what is read is kept: in a place of its
        // own.
        boolean several = call.environment().model().axes().all().size() > 1;
        Node shown = several && x.node().domain().isPerSequence()
                ? call.builder().start(x.node(), x.node().size())
                : x.node();
        return axis(call)
                .<Value>map(axis ->
                        new Value.Tensor(x.type(), call.builder().broadcast(shown, shown.shape(), Domain.step(axis))))
                .orElse(Value.POISON);
    }

    /** The one that is given, else the only one. */
    private static Optional<Axis> axis(FunctionCall call) {
        List<Axis> all = call.environment().model().axes().all();
        int given = call.options().get(0).intValue();
        Optional<Axis> axis = given < 0 ? call.environment().axis() : Optional.of(all.get(given));
        if (axis.isEmpty()) {
            String names = all.stream().map(Axis::name).collect(Collectors.joining(", "));
            call.report()
                    .error(
                            Code.MIXED_AXES,
                            call.span(),
                            "this model has the axes " + names
                                    + ", and `repeat` does not say of which it is at each step",
                            "repeat(" + Quote.text(call.operands().get(0).expr()) + ", per = "
                                    + all.get(all.size() - 1).name() + ")");
        }
        return axis;
    }

    private static Optional<LayerValue> layer(FunctionCall call, Value.Tensor x) {
        return call.environment().model().layers().value(x.node());
    }

    /** Operand 0, which must have a value per step of one axis or of two; null, and reported, if it has not. */
    static Value.@Nullable Tensor overSteps(FunctionCall call) {
        boolean pairs = call.operands().get(0).value() instanceof Value.Tensor tensor
                && tensor.node().domain().isPair();
        return pairs ? call.numeric(0) : perStep(call);
    }

    /** Operand 0, which must have a value per step; null, and reported, if it has not. */
    static Value.@Nullable Tensor perStep(FunctionCall call) {
        Value.Tensor x = call.numeric(0);
        if (x != null
                && call.environment().isPerChild(call.operands().get(0).expr().span(), call.describe(0), x)) {
            return null;
        }
        if (x != null && !x.node().domain().isPerStep()) {
            call.report()
                    .error(
                            Code.MIXED_DOMAINS,
                            call.span(),
                            Quote.of(call.function().word()) + " takes a value per step; " + call.describe(0)
                                    + (x.node().domain().isOnce()
                                            ? " is the same at every step"
                                            : x.node().domain().isPair()
                                                    ? " has one for each step of two axes"
                                                    : " has just one for each sequence"),
                            x.node().domain().isPair()
                                    ? "sumOverSteps(x) makes one for each step of a single axis"
                                    : "");
            return null;
        }
        return x;
    }
}
