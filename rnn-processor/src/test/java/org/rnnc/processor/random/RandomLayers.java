// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.processor.random.RandomFlows.Flow;

/** Inputs, and equations of a model that make values per step out of them: stacks of layers, parted and joined. */
final class RandomLayers {
    private final Chance chance;
    private final RandomFlows flows;
    private final RandomStages stages;
    private final StringBuilder text = new StringBuilder();

    RandomLayers(Chance chance) {
        this.chance = chance;
        flows = new RandomFlows(chance);
        stages = new RandomStages(chance, flows);
        // Now and then nothing comes in but how a sequence begins.
        boolean silent = chance.of(0.05);
        for (int i = silent ? 0 : chance.any(List.of(1, 1, 2, 2, 3)); i > 0; i--) {
            input("x" + i);
        }
        if (silent || chance.of(0.25)) {
            inputPerSequence("s");
        }
        for (int i = chance.any(List.of(1, 2, 2, 3)); i > 0; i--) {
            equation("h" + flows.count());
        }
    }

    String text() {
        return stages.cells() + text;
    }

    RandomFlows flows() {
        return flows;
    }

    RandomStages stages() {
        return stages;
    }

    private void input(String name) {
        boolean token = chance.of(0.35);
        int size = token ? chance.whole(2, 7) : chance.size();
        String type = (token ? "token<" : "vector<") + size + ">";
        text.append("input ").append(name).append(": ").append(type).append('\n');
        flows.name(new Flow(name, size, token, false, false));
    }

    private void inputPerSequence(String name) {
        boolean token = chance.of(0.3);
        int size = chance.whole(2, 5);
        String type = (token ? "token<" : "vector<") + size + ">";
        text.append("input ").append(name).append(": ").append(type).append(" per sequence\n");
        flows.nameSequence(new Flow(name, size, token, false, false));
    }

    private void equation(String name) {
        int size = chance.size();
        boolean first = flows.count() == 0;
        boolean back = first || chance.of(0.12);
        Flow flow = first ? begun(name, size) : source();
        if (back && !first) {
            flow = join(List.of(vector(flow), previous(name, size)));
        }
        for (int i = chance.any(List.of(1, 1, 2)); i > 0; i--) {
            flow = stages.stage(flow, back);
        }
        if (back) {
            String end = chance.of(0.5) ? "dense(" + size + ", activation = tanh)" : "rnn(" + size + ")";
            flow = flow.then(end, size, false);
        } else if (!flow.token() && chance.of(0.2)) {
            flow = residual(flow);
        }
        text.append(name).append(" = ").append(flow.text()).append('\n');
        flows.name(new Flow(name, flow.size(), false, flow.whole(), flow.layer()));
        stages.inner().ifPresent(flows::name);
    }

    private Flow residual(Flow in) {
        String name = "r" + flows.count();
        text.append(name).append(" = ").append(in.text()).append('\n');
        String sum = name + " + (" + name + " |> " + stages.change(in.size()) + ")";
        return new Flow(sum, in.size(), false, in.whole(), false);
    }

    /** A model's own value of the step before, and of the first what its start says. */
    private Flow begun(String name, int size) {
        return new Flow("previous(" + name + ", start = " + flows.start(size) + ")", size, false, false, false);
    }

    /** A value of a name, one step before. */
    private Flow previous(String name, int size) {
        return chance.of(0.5) ? begun(name, size) : new Flow("previous(" + name + ")", size, false, false, false);
    }

    /** A value that has been there, or several of them one after the other. */
    private Flow source() {
        Flow first = flows.next();
        Optional<Flow> sequence = flows.openSequence();
        if (sequence.isPresent()) {
            return join(List.of(vector(first), repeated(sequence.get())));
        }
        if (chance.of(0.65)) {
            return first;
        }
        return join(List.of(vector(first), chance.of(0.2) ? before() : vector(flows.next())));
    }

    private Flow repeated(Flow sequence) {
        Flow vector = vector(sequence);
        return new Flow("repeat(" + vector.text() + ")", vector.size(), false, false, false);
    }

    /** A value per step, one step before. */
    private Flow before() {
        return flows.nameable().map(flow -> previous(flow.text(), flow.size())).orElseGet(() -> vector(flows.next()));
    }

    /** All that nothing has used. */
    Flow joined() {
        List<Flow> parts = new ArrayList<>();
        for (Flow open : flows.open()) {
            parts.add(vector(open));
            flows.next();
        }
        flows.openSequence().ifPresent(flow -> parts.add(repeated(flow)));
        return parts.size() == 1 ? parts.get(0) : join(parts);
    }

    private static Flow join(List<Flow> parts) {
        String all = parts.stream().map(Flow::text).collect(Collectors.joining(", "));
        int size = parts.stream().mapToInt(Flow::size).sum();
        return new Flow("concat(" + all + ")", size, false, parts.stream().anyMatch(Flow::whole), false);
    }

    Flow vector(Flow flow) {
        if (!flow.token()) {
            return flow;
        }
        return chance.of(0.3)
                ? new Flow("oneHot(" + flow.text() + ")", flow.size(), false, false, false)
                : stages.embedding(flow);
    }
}
