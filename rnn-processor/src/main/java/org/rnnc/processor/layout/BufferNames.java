// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.schedule.StandIns;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Name;

/** Names for the buffers of all programs while they are laid out: no two values share one, and a value has one in all. */
public final class BufferNames {
    private final Labels labels;
    private final Distinct distinct = new Distinct(" ");
    private final Map<Node, String> given = new HashMap<>();

    /** By node that defines a state, what the state starts from. */
    private final Map<Node, String> initials = new HashMap<>();

    private final Map<List<Node>, String> groups = new HashMap<>();

    private final StandIns standIns;

    public BufferNames(Labels labels, StandIns standIns) {
        this.labels = labels;
        this.standIns = standIns;
    }

    /** A name for the node's buffer, the same each time. */
    String of(Node node) {
        return given.computeIfAbsent(standIns.namesake(node), key -> distinct.of(labels.of(node)));
    }

    /** A name for what the state defined by {@code node} starts from. */
    String initial(Node node) {
        Node named = standIns.namesake(node);
        String wanted = of(named) + " initial";
        return initials.computeIfAbsent(named, key -> distinct.of(wanted));
    }

    /** A name for the buffer of all of them, the same each time. */
    String ofGroup(List<Node> nodes) {
        List<Node> named = nodes.stream().map(standIns::namesake).toList();
        Name all = Name.ofAll(nodes.stream().map(labels::name).toList());
        return groups.computeIfAbsent(named, key -> distinct.of(all.toString()));
    }
}
