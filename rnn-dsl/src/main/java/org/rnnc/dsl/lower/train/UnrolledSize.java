// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/** Checks that the steps that are to be written out make a class of a size that loads. */
public final class UnrolledSize {
    private final ErrorReporter report;

    public UnrolledSize(ErrorReporter report) {
        this.report = report;
    }

    /** @param place where it is written how many steps are written out; null if nowhere */
    public void check(List<Node> nodes, List<State> states, Training training, @Nullable SourceSpan place, Name model) {
        long steps = switch (training.unroll().kind()) {
            case AUTO -> 0;
            case STEPS -> Math.min(training.unroll().steps(), training.window());
            case FULL -> training.window();
        };
        long layers = layers(states);
        long operations = training.unroll().kind() == Training.Unroll.Kind.FULL ? recurrent(nodes, states) : 0;
        SourceSpan where = place == null ? model.span() : place;
        if (steps * layers > Limits.UNROLLED) {
            report.error(
                    Code.TOO_LARGE,
                    where,
                    steps + " steps of " + layers + (layers == 1 ? " layer" : " layers") + " written out are more than "
                            + Limits.UNROLLED,
                    fitting(Limits.UNROLLED / layers));
        } else if (steps * operations > Limits.UNROLLED_OPERATIONS) {
            report.error(
                    Code.TOO_LARGE,
                    where,
                    steps + " steps of " + operations + " operations written out are more than "
                            + Limits.UNROLLED_OPERATIONS,
                    fitting(Limits.UNROLLED_OPERATIONS / operations));
        }
    }

    private static String fitting(long steps) {
        return "unroll " + Math.max(1, steps)
                + " fits, and so does unroll auto; what is written out beyond that takes long to compile";
    }

    private static long layers(List<State> states) {
        return states.stream()
                .map(state -> state.name().substring(0, Math.max(0, state.name().lastIndexOf('.'))))
                .distinct()
                .count();
    }

    /** How many nodes lie between a state's value of the step before and its new one. */
    private static long recurrent(List<Node> nodes, List<State> states) {
        BitSet follows = new BitSet();
        for (Node node : nodes) {
            follows.set(
                    node.id(),
                    node.op() instanceof Op.Previous
                            || node.inputs().stream().anyMatch(input -> follows.get(input.id())));
        }
        BitSet leads = new BitSet();
        states.forEach(state -> leads.set(state.definition().id()));
        for (int id = nodes.size() - 1; id >= 0; id--) {
            if (leads.get(id)) {
                nodes.get(id).inputs().forEach(input -> leads.set(input.id()));
            }
        }
        leads.and(follows);
        return leads.cardinality();
    }
}
