// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Views;

/** What is known before the first step of a sequence. */
final class Timeless {
    private Timeless() {}

    /** Those of {@code nodes}, which are in rising order, that no value of any step goes into. */
    private static Set<Node> among(Collection<Node> nodes) {
        Set<Node> found = new HashSet<>();
        for (Node node : nodes) {
            boolean whole =
                    node.op() instanceof Op.Initial || node.op().traits().isOverSteps();
            if (!node.domain().isPerStep() && !whole && found.containsAll(node.inputs())) {
                found.add(node);
            }
        }
        return found;
    }

    /** Whether all states among {@code live} start from what is known before the first step. */
    static boolean startsKnown(Collection<Node> live, List<State> states) {
        Set<Node> known = among(live);
        return live.stream()
                .filter(node -> node.op() instanceof Op.Previous)
                .flatMap(node -> states.get(((Op.Previous) node.op()).state()).start().stream())
                .allMatch(known::contains);
    }

    /** The values per sequence that steps read, or that are wanted themselves, and that are known before the first. */
    static Set<Node> readBySteps(Collection<Node> live, Collection<Node> roots) {
        Set<Node> known = among(live);
        List<Node> read = new ArrayList<>(roots);
        for (Node node : live) {
            if (!known.contains(node)) {
                read.addAll(node.inputs());
            }
        }
        Set<Node> kept = new LinkedHashSet<>();
        for (Node node : read) {
            Node seen = Views.seen(node);
            if (seen.domain().isPerSequence() && known.contains(seen)) {
                kept.add(seen);
            }
        }
        return kept;
    }
}
