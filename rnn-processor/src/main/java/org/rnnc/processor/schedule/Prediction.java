// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.KernelRules;

/**
 * What is computed of whole sequences where the model is used: outputs and observed values, without a loss. A model that
 * can stream finds what its sequences begin with where a step finds it, in their running states; so any sequence can go
 * on where its last steps ended. Another one computes its starts together with everything else.
 */
final class Prediction {
    private final List<State> states;
    private final Map<String, Node> readable = new LinkedHashMap<>();
    private final Set<Node> kept;
    private final Scheduler scheduler;

    Prediction(Graph graph, Inference inference, KernelRules rules, Optional<Streaming> streaming) {
        states = streaming.map(Streaming::begun).orElse(inference.states());
        kept = streaming.map(Streaming::kept).orElse(Set.of());
        graph.outputs()
                .forEach(name -> readable.put(
                        name, inference.of(Objects.requireNonNull(graph.values().get(name)))));
        graph.observed().forEach((path, observed) -> {
            Node node = inference.of(observed);
            if (!node.isMatrix() && isKnown(node, rules, streaming)) {
                readable.putIfAbsent(path, node);
            }
        });
        scheduler = new Scheduler(states, rules, readable.values(), kept);
    }

    /**
     * Whether a value needs no target; and of a running state, if there is one, no more than outputs need, since nothing
     * else is kept there.
     */
    private boolean isKnown(Node node, KernelRules rules, Optional<Streaming> streaming) {
        List<Node> wanted = List.of(node);
        Set<Node> live = new Scheduler(states, rules, wanted, kept).live();
        return live.stream().noneMatch(used -> used.op() instanceof Op.Target || used.op() instanceof Op.StepCount)
                && (streaming.isEmpty()
                        || kept.containsAll(Timeless.readBySteps(
                                        live, wanted, states, streaming.get().axis()))
                                && lookedBackAt(streaming.get().step().live()).containsAll(lookedBackAt(live)));
    }

    private static Set<Integer> lookedBackAt(Set<Node> live) {
        return live.stream()
                .filter(node -> node.op() instanceof Op.Previous)
                .map(node -> ((Op.Previous) node.op()).state())
                .collect(Collectors.toSet());
    }

    /** The model's states; without starts of their own if they are those of a running state. */
    List<State> states() {
        return states;
    }

    /** What can be read by name after a run: outputs first, then observed values. */
    Map<String, Node> readable() {
        return readable;
    }

    /** Values per sequence that come from running states. */
    Set<Node> kept() {
        return kept;
    }

    Scheduler scheduler() {
        return scheduler;
    }
}
