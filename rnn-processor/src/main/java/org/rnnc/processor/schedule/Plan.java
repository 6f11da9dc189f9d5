// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.schedule.pack.PackTable;

/**
 * What to compute of a model, and in which order. Nothing here knows the machine, or the language that it is written in.
 *
 * @param states the model's own states first, then the adjoint ones
 * @param packs which matrices belong together
 * @param readable what can be read by name after a prediction
 * @param standIns what stands for a node of the model where that itself is not computed
 */
public record Plan(
        ModelSpec model,
        List<State> states,
        PackTable packs,
        Programs programs,
        Map<String, Node> readable,
        Gradients gradients,
        StandIns standIns,
        Labels labels) {
    public Plan {
        states = List.copyOf(states);
    }

    /** Packs, then each program with its stages. */
    public String explain() {
        StringBuilder out = new StringBuilder();
        for (Pack pack : packs.all()) {
            String sparse = gradients.sparse().contains(pack) ? "; its gradient is sparse" : "";
            out.append(pack.explain()).append(sparse).append('\n');
        }
        programs.byTitle().forEach((title, program) -> {
            if (!program.forward().isEmpty()) {
                out.append("\n==== ").append(title).append('\n').append(program.explain(labels));
            }
        });
        return out.toString();
    }

    public Program refresh() {
        return programs.refresh();
    }

    public Optional<Program> step() {
        return programs.step();
    }

    public Optional<Beginning> beginning() {
        return programs.beginning();
    }

    /**
     * Whether whole sequences go on from a running state. Those of a model of several axes begin anew: where a running state
     * goes on along one, the others are behind it.
     */
    public boolean predictionGoesOn() {
        return step().isPresent() && prediction().axes().size() == 1;
    }

    public Program prediction() {
        return programs.prediction();
    }

    public Optional<Program> window() {
        return programs.window();
    }

    /** Those of a running state: what training alone looks at, to choose a token by, is none of them. */
    public List<State> runningStates() {
        Set<Integer> choices = model.graph().nodes().stream()
                .filter(node -> node.op() instanceof Op.Likeliest)
                .map(node -> ((Op.Previous) node.input(0).op()).state())
                .collect(Collectors.toSet());
        return ownStates().stream()
                .filter(state -> !choices.contains(state.index()))
                .toList();
    }

    /** The states that the model itself has. */
    public List<State> ownStates() {
        return states.subList(0, model.graph().states().size());
    }
}
