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
    private final RandomFunctions functions;
    private final LibraryCells library;
    private final RandomFlows flows;
    private final StringBuilder cells = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<Table> tables = new ArrayList<>();
    private Twin twin;
    private int layers;

    /** An embedding whose table others can share. */
    record Table(String layer, int tokens, int size) {}

    /** A recurrent layer whose matrices another one of the same sizes can share. */
    private record Twin(String name, LibraryCells.Use use, int operand) {}

    RandomLayers(Chance chance) {
        this.chance = chance;
        functions = new RandomFunctions(chance);
        library = new LibraryCells(chance);
        flows = new RandomFlows(chance);
        for (int i = chance.any(List.of(1, 1, 2, 2, 3)); i > 0; i--) {
            input("x" + i);
        }
        if (chance.of(0.25)) {
            inputPerSequence("s");
        }
        for (int i = chance.any(List.of(1, 2, 2, 3)); i > 0; i--) {
            equation("h" + flows.count());
        }
    }

    String cells() {
        return cells.toString();
    }

    String text() {
        return text.toString();
    }

    RandomFlows flows() {
        return flows;
    }

    List<Table> tables() {
        return tables;
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
        Flow flow = source();
        boolean back = chance.of(0.12);
        int size = chance.size();
        if (back) {
            flow = join(List.of(vector(flow), previous(name, size)));
        }
        for (int i = chance.any(List.of(1, 1, 2)); i > 0; i--) {
            flow = stage(flow, back);
        }
        if (back) {
            String end = chance.of(0.5) ? "dense(" + size + ", activation = tanh)" : "rnn(" + size + ")";
            flow = flow.then(end, size, false);
        } else if (!flow.token() && chance.of(0.2)) {
            flow = residual(flow);
        }
        text.append(name).append(" = ").append(flow.text()).append('\n');
        flows.name(new Flow(name, flow.size(), false, flow.whole(), flow.layer()));
    }

    /** A value of a name, one step before. */
    private Flow previous(String name, int size) {
        String start = chance.of(0.5) ? ", start = " + flows.start(size) : "";
        return new Flow("previous(" + name + start + ")", size, false, false, false);
    }

    /** A value that has been there, or several of them one after the other. */
    private Flow source() {
        Flow first = flows.next();
        Optional<Flow> sequence = flows.openSequence();
        if (sequence.isPresent()) {
            Flow s = vector(sequence.get());
            return join(List.of(vector(first), new Flow("repeat(" + s.text() + ")", s.size(), false, false, false)));
        }
        if (chance.of(0.65)) {
            return first;
        }
        return join(List.of(vector(first), chance.of(0.2) ? before() : vector(flows.next())));
    }

    /** A value per step, one step before. */
    private Flow before() {
        return flows.vector()
                .filter(flow -> !flow.whole())
                .map(flow -> previous(flow.text(), flow.size()))
                .orElseGet(() -> vector(flows.next()));
    }

    /** All that nothing has used. */
    Flow joined() {
        List<Flow> parts = new ArrayList<>();
        for (Flow open : flows.open()) {
            parts.add(vector(open));
            flows.next();
        }
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
                : embedding(flow);
    }

    private Flow embedding(Flow flow) {
        int size = chance.size();
        String as = "words" + layers++;
        tables.add(new Table(as, flow.size(), size));
        return flow.then("embedding(" + size + ") as " + as, size, false);
    }

    /** @param forward whether it must be no layer that runs both ways */
    private Flow stage(Flow in, boolean forward) {
        return switch (chance.whole(0, 11)) {
            case 0, 1, 2 -> recurrent(in);
            case 3, 4 -> forward ? recurrent(in) : both(in);
            case 5, 6, 7 -> own(in);
            case 8 -> in.token() ? embedding(in) : dense(in);
            case 9 ->
                in.token() ? recurrent(in) : in.then(library.shaping(in.size()).text(), in.size(), false);
            case 10 ->
                in.token() ? embedding(in) : in.then(chance.of(0.5) ? masked() : functions.any(), in.size(), false);
            default -> in.token() ? own(in) : shared(in);
        };
    }

    private String masked() {
        return "dropout(" + chance.rate() + (chance.of(0.4) ? ", per = sequence" : "") + ")";
    }

    private Flow recurrent(Flow in) {
        LibraryCells.Use use = begun(library.recurrent(chance.size()));
        if (in.token() || chance.of(0.5)) {
            return in.then(use.text(), use.size(), true);
        }
        String name = "layer" + layers++;
        twin = new Twin(name, use, in.size());
        return in.then(use.text() + " as " + name, use.size(), true);
    }

    /** With starts of some of its states, now and then. */
    private LibraryCells.Use begun(LibraryCells.Use use) {
        if (chance.of(0.8)) {
            return use;
        }
        String starts = chance.some(library.states(use), 0.7).stream()
                .map(state -> state + " = " + flows.start(use.size()))
                .collect(Collectors.joining(", "));
        return starts.isEmpty() ? use : use.with(starts);
    }

    /** A second layer of the same kind and sizes, some of whose matrices are the first one's. */
    private Flow shared(Flow in) {
        if (twin == null || twin.operand() != in.size()) {
            return recurrent(in);
        }
        String arguments = chance.some(library.matrices(twin.use()), 0.6).stream()
                .map(matrix -> matrix + " = " + twin.name() + "." + matrix)
                .collect(Collectors.joining(", "));
        LibraryCells.Use use = arguments.isEmpty() ? twin.use() : twin.use().with(arguments);
        return in.then(use.text(), use.size(), true);
    }

    private Flow both(Flow in) {
        LibraryCells.Use use = begun(library.recurrent(chance.size()));
        String merge = chance.any("", "", ", merge = concat", ", merge = sum", ", merge = mean", ", merge = product");
        int size = merge.isEmpty() || merge.endsWith("concat") ? 2 * use.size() : use.size();
        String as = chance.of(0.4) ? " as layer" + layers++ : "";
        return new Flow(in.text() + " |> bidirectional(" + use.text() + merge + ")" + as, size, false, true, true);
    }

    private Flow own(Flow in) {
        String name = "own" + layers++;
        int size = chance.size();
        Optional<Flow> second = chance.of(0.3) ? flows.vector() : Optional.empty();
        RandomCell.Text cell = RandomCell.of(chance, name, size, in.token(), second.map(Flow::text));
        if (cell.begun()) {
            flows.begin();
        }
        cells.append(cell.declaration());
        boolean whole = in.whole() || second.map(Flow::whole).orElse(false);
        // What its output is may be more than a state.
        return new Flow(in.text() + " |> " + cell.use(), size, false, whole, false);
    }

    private Flow dense(Flow in) {
        int size = chance.size();
        return in.then(library.named("dense", size).text(), size, false);
    }

    private Flow residual(Flow in) {
        String name = "r" + flows.count();
        text.append(name).append(" = ").append(in.text()).append('\n');
        LibraryCells.Use change = chance.of(0.5) ? library.recurrent(in.size()) : library.named("dense", in.size());
        String sum = name + " + (" + name + " |> " + change.text() + ")";
        return new Flow(sum, in.size(), false, in.whole(), false);
    }
}
