// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import java.util.List;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;

/**
 * Functions with random masks while training; in use, with what is expected of them. A rate of 0 leaves no trace in the
 * graph.
 */
final class Dropout {
    private static final double PER_SEQUENCE = 1;

    private Dropout() {}

    /**
     * Elements are 0 with probability {@code rate}, else divided by {@code 1 - rate}, so that their mean stays: Srivastava
     * et al. (2014). Per sequence: Gal and Ghahramani (2016). Of a matrix, DropConnect: Wan et al. (2013).
     */
    static Value dropout(FunctionCall call) {
        double rate = call.options().get(0);
        boolean isMatrix = Value.typeOf(call.operands().get(0).value()) instanceof Type.Matrix;
        if (isMatrix && call.operands().get(0).value() instanceof Value.Absent) {
            return call.operands().get(0).value();
        }
        Value.Tensor x = isMatrix ? (Value.Tensor) call.operands().get(0).value() : call.numeric(0);
        if (x == null) {
            return Value.POISON;
        }
        if (!call.noPairs(x)) {
            return Value.POISON;
        }
        boolean perSequence = call.options().get(1) == PER_SEQUENCE;
        if (perSequence && x.node().domain().isOnce()) {
            call.report()
                    .error(
                            Code.WRONG_TYPE,
                            call.operands().get(0).expr().span(),
                            call.describe(0) + " is the same for all sequences: `per` is for values of each step",
                            "");
            return Value.POISON;
        }
        if (rate == 0 || call.operands().get(0).value() instanceof Value.Absent) {
            return call.operands().get(0).value();
        }
        Domain domain = perSequence ? Domain.SEQUENCE : x.node().domain();
        Node mask = mask(call, new Op.Mask(site(call), 1 - rate, 1), x, domain);
        return new Value.Tensor(x.type(), call.builder().multiply(x.node(), mask));
    }

    /**
     * Elements stay as they were with probability {@code rate}: Krueger et al., "Zoneout: Regularizing RNNs by Randomly
     * Preserving Hidden Activations" (2017).
     */
    static Value zoneout(FunctionCall call) {
        double rate = call.options().get(0);
        Value.Tensor now = call.numeric(0);
        Value.Tensor before = call.numeric(1);
        if (now == null
                || before == null
                || call.together(List.of(now, before)) == null
                || !call.noPairs(now)
                || !call.noPairs(before)) {
            return Value.POISON;
        }
        if (!now.type().equals(before.type())) {
            call.report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            call.span(),
                            "`zoneout` takes two of one size; " + call.describe(0) + " is " + now.type() + " and "
                                    + call.describe(1) + " is " + before.type(),
                            "");
            return Value.POISON;
        }
        if (rate == 0) {
            return call.operands().get(0).value();
        }
        GraphBuilder graph = call.builder();
        Domain domain = now.node().domain().widest(before.node().domain());
        Node stays = mask(call, new Op.Mask(site(call), rate, rate), now, domain);
        Node changes = graph.subtract(graph.constant(1), stays);
        return new Value.Tensor(
                now.type(),
                graph.sum(List.of(
                        new Term.Times(false, stays, before.node()), new Term.Times(false, changes, now.node()))));
    }

    private static Node mask(FunctionCall call, Op.Mask mask, Value.Tensor like, Domain domain) {
        // A cell that is checked by itself has stand-ins for its rates.
        Op.Mask sound = call.environment().placeholders().areUsed() ? new Op.Mask(mask.site(), 0.5, mask.mean()) : mask;
        if (domain.isPerChild()) {
            call.report()
                    .unavailable(
                            call.span(), "a random mask of what there is for each child", "mask the sum over them");
        }
        return call.builder().mask(sound, like.type().shape(), domain);
    }

    private static String site(FunctionCall call) {
        return call.environment()
                .graph()
                .site(call.environment().layer(), call.function().word());
    }
}
