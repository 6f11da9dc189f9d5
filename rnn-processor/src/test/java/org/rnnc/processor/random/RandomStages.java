// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.processor.random.RandomFlows.Flow;

/** What a value can flow through: layers of the library and of random cells, functions, masks. */
final class RandomStages {
    private final Chance chance;
    private final RandomFunctions functions;
    private final LibraryCells library;
    private final RandomFlows flows;
    private final StringBuilder cells = new StringBuilder();
    private final List<Table> tables = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    /** States of layers in the equation that is being written. */
    private final List<Flow> open = new ArrayList<>();

    private Twin twin;
    private int layers;

    /** An embedding whose table others can share. */
    record Table(String layer, int tokens, int size) {}

    /** A layer that can be spoken of, and its matrices: {@code layer0.Wx}. */
    record Named(String name, List<String> matrices) {}

    /** A recurrent layer whose matrices another one of the same sizes can share. */
    private record Twin(String name, LibraryCells.Use use, int operand) {}

    RandomStages(Chance chance, RandomFlows flows) {
        this.chance = chance;
        this.flows = flows;
        functions = new RandomFunctions(chance);
        library = new LibraryCells(chance);
    }

    /** The cells that the layers are of, if they are not the library's. */
    String cells() {
        return cells.toString();
    }

    List<Table> tables() {
        return tables;
    }

    List<Named> named() {
        return named;
    }

    Flow embedding(Flow flow) {
        int size = chance.size();
        String as = "words" + layers++;
        tables.add(new Table(as, flow.size(), size));
        named.add(new Named(as, List.of(as + ".E")));
        return flow.then("embedding(" + size + ") as " + as, size, false);
    }

    /** @param forward whether it must be no layer that runs both ways */
    Flow stage(Flow in, boolean forward) {
        return switch (chance.whole(0, 11)) {
            case 0, 1, 2 -> recurrent(in);
            case 3, 4 -> forward ? recurrent(in) : both(in);
            case 5, 6, 7 -> own(in, forward);
            case 8 -> in.token() ? embedding(in) : dense(in);
            case 9 ->
                in.token() ? recurrent(in) : in.then(library.shaping(in.size()).text(), in.size(), false);
            case 10 ->
                in.token() ? embedding(in) : in.then(chance.of(0.5) ? masked() : functions.any(), in.size(), false);
            default -> in.token() ? own(in, forward) : shared(in);
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
        name(name, use);
        library.states(use)
                .forEach(state -> open.add(new Flow(name + "." + state, use.size(), false, in.whole(), false)));
        return in.then(use.text() + " as " + name, use.size(), true);
    }

    private void name(String name, LibraryCells.Use use) {
        named.add(new Named(
                name,
                library.matrices(use).stream()
                        .map(matrix -> name + "." + matrix)
                        .toList()));
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
        if (twin == null) {
            return recurrent(in);
        }
        int operand = twin.operand();
        Flow fitting = in.size() == operand
                ? in
                : in.then(library.named("dense", operand).text(), operand, false);
        String arguments = chance.some(library.matrices(twin.use()), 0.6).stream()
                .map(matrix -> matrix + " = " + twin.name() + "." + matrix)
                .collect(Collectors.joining(", "));
        LibraryCells.Use use = arguments.isEmpty() ? twin.use() : twin.use().with(arguments);
        return fitting.then(use.text(), use.size(), true);
    }

    private Flow both(Flow in) {
        LibraryCells.Use use = begun(library.recurrent(chance.size()));
        String merge = chance.any("", "", ", merge = concat", ", merge = sum", ", merge = mean", ", merge = product");
        int size = merge.isEmpty() || merge.endsWith("concat") ? 2 * use.size() : use.size();
        String as = "";
        if (chance.of(0.4)) {
            String name = "layer" + layers++;
            as = " as " + name;
            name(name + ".forward", use);
            name(name + ".reverse", use);
            named.add(new Named(name, List.of()));
        }
        return new Flow(in.text() + " |> bidirectional(" + use.text() + merge + ")" + as, size, false, true, true);
    }

    private Flow own(Flow in, boolean forward) {
        String name = "own" + layers++;
        int size = chance.size();
        Optional<Flow> second = chance.of(0.3) ? flows.vector() : Optional.empty();
        RandomCell.Text cell = RandomCell.of(chance, name, size, in.token(), second.map(Flow::text));
        if (cell.begun()) {
            flows.begin();
        }
        cells.append(cell.declaration());
        boolean whole = in.whole() || second.map(Flow::whole).orElse(false);
        if (!forward && chance.of(0.2)) {
            String merge = chance.any("sum", "mean", "product");
            String both = "bidirectional(" + cell.use() + ", merge = " + merge + ")";
            return new Flow(in.text() + " |> " + both, size, false, true, false);
        }
        // What its output is may be more than a state.
        return new Flow(in.text() + " |> " + cell.use(), size, false, whole, false);
    }

    private Flow dense(Flow in) {
        int size = chance.size();
        return in.then(library.named("dense", size).text(), size, false);
    }

    /** A layer that gives vectors of the size it takes. */
    String change(int size) {
        return (chance.of(0.5) ? library.recurrent(size) : library.named("dense", size)).text();
    }

    /** A state of a layer that has got a name, now and then. */
    Optional<Flow> inner() {
        List<Flow> states = new ArrayList<>(open);
        open.clear();
        return states.isEmpty() || !chance.of(0.3) ? Optional.empty() : Optional.of(chance.any(states));
    }
}
