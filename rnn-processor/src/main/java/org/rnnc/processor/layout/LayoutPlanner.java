// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.EmptyEnd;
import org.rnnc.dsl.graph.EmptyEnds;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Views;
import org.rnnc.processor.schedule.pack.PackTable;

/** Gives each value that outlives its kernel a location; values that one packed kernel reads or writes lie side by side. */
public final class LayoutPlanner {
    private final List<Stage> stages;
    private final List<Stage> readers;
    private final List<State> states;
    private final Set<Node> live;
    private final Set<Node> roots;
    private final Set<Node> kept;
    private final PackTable packs;
    private final Target target;
    /** Whether there is just one step of one sequence, so that its neighbours in time are initial values. */
    private final boolean single;

    private final StatesInPlace inPlace;
    private final StatesInTurns inTurns;
    private final BufferNames names;
    private final Map<Node, Integer> stageOf = new HashMap<>();
    private final Map<Node, State> stateOf = new HashMap<>();
    private final Map<Node, List<Node>> users = new HashMap<>();
    private final Map<Node, Boolean> scratch = new HashMap<>();
    private final Map<Node, Location> locations = new LinkedHashMap<>();
    private final Set<Buffer> buffers = new LinkedHashSet<>();
    private final List<View> views = new ArrayList<>();
    private final Map<Integer, Buffer> initials = new LinkedHashMap<>();
    /** Of values that parts are taken of: up to where a kernel reads that takes a part for a whole row. */
    private final Map<Node, Integer> reach = new HashMap<>();

    /** @param readers all stages whose packed kernels say what should lie side by side */
    LayoutPlanner(Program program, List<Stage> readers, PackTable packs, Target target, BufferNames names) {
        this.stages = program.stages();
        this.readers = readers;
        this.states = program.states();
        this.live = program.live();
        this.roots = program.roots();
        this.kept = program.kept();
        this.single = program.single();
        this.inPlace = new StatesInPlace(program, users);
        this.inTurns = new StatesInTurns(program, users, stageOf);
        this.packs = packs;
        this.target = target;
        this.names = names;
        for (int i = 0; i < stages.size(); i++) {
            for (Kernel kernel : stages.get(i).kernels()) {
                for (Node node : kernel.nodes()) {
                    stageOf.put(node, i);
                }
            }
        }
        EmptyEnds ends = new EmptyEnds(states);
        for (Node node : live) {
            node.inputs()
                    .forEach(input -> users.computeIfAbsent(input, key -> new ArrayList<>())
                            .add(node));
            if (node.op() instanceof Op.Previous previous) {
                State state = states.get(previous.state());
                stateOf.put(state.definition(), state);
            } else if (node.op() instanceof Op.SelectStep) {
                ends.of(node)
                        .map(EmptyEnd::state)
                        .filter(state -> state.start().isPresent())
                        .ifPresent(state -> stateOf.put(state.definition(), state));
            }
        }
        // Windows show their states, which begin with something also where no step looks back at it.
        states.stream()
                .filter(state ->
                        !single && state.initial().isPresent() && state.start().isEmpty())
                .filter(state -> roots.contains(state.definition()))
                .forEach(state -> stateOf.putIfAbsent(state.definition(), state));
        live.forEach(this::extend);
    }

    /** Kernels work on padded rows, and a part may begin anywhere: there must be something to read behind its end. */
    private void extend(Node part) {
        int offset = 0;
        Node whole = part;
        while (Views.isView(whole)) {
            offset += whole.op() instanceof Op.Slice slice ? slice.offset() : 0;
            whole = whole.input(0);
        }
        if (offset > 0) {
            Node stored = whole.op() instanceof Op.Previous previous
                    ? states.get(previous.state()).definition()
                    : whole;
            int end = target.padded(offset + target.padded(part.size()));
            reach.merge(stored, end, Math::max);
            if (stateOf.containsKey(stored)) {
                stateOf.get(stored).start().ifPresent(start -> reach.merge(start, end, Math::max));
            }
        }
    }

    /** Length of the rows of a value that has its own; tokens have none. */
    private int width(Node node) {
        return isToken(node) ? 0 : Math.max(target.padded(node.size()), reach.getOrDefault(node, 0));
    }

    public Layout plan() {
        live.stream().filter(node -> Views.isSource(node.op())).forEach(this::placeSource);
        kept.forEach(this::placeAlone);
        for (Stage stage : readers) {
            stage.kernels().forEach(this::placeGroups);
            placeTotals(stage);
        }
        for (Stage stage : stages) {
            for (Kernel kernel : stage.kernels()) {
                outputs(kernel).forEach(this::placeAlone);
            }
        }
        states.forEach(this::placeStart);
        for (Node node : live) {
            placePrevious(node);
            placeView(node);
        }
        return new Layout(locations, buffers, views, initials);
    }

    private static List<Node> outputs(Kernel kernel) {
        if (kernel instanceof Kernel.Elementwise elementwise) {
            return elementwise.outputs();
        }
        if (kernel instanceof Kernel.Chain chain) {
            return List.of(chain.result());
        }
        return kernel instanceof Kernel.Gradients ? List.of() : kernel.nodes();
    }

    private void placeSource(Node node) {
        if (Views.isFilled(node.op()) && !node.isMatrix()) {
            put(node, buffer(names.of(node), node, width(node)));
        }
    }

    private Buffer buffer(String name, Node node, int width) {
        return new Buffer(name, node.domain(), lifetime(node), width);
    }

    private void put(Node node, Buffer buffer) {
        buffers.add(buffer);
        locations.put(node, new Location(buffer, 0));
    }

    private static boolean isToken(Node node) {
        return node.shape() instanceof Shape.Token;
    }

    private Buffer.Lifetime lifetime(Node node) {
        Integer stage = stageOf.get(node);
        if (stage != null && stages.get(stage).kind() instanceof Stage.Ahead) {
            return Buffer.Lifetime.AHEAD;
        }
        State state = stateOf.get(node);
        if (state != null && inTurns.has(state)) {
            return Buffer.Lifetime.IN_TURNS;
        }
        return isScratch(node) ? Buffer.Lifetime.STEP : Buffer.Lifetime.KEPT;
    }

    /** Whether a value of a loop is used up within the step that makes it. */
    private boolean isScratch(Node node) {
        return scratch.computeIfAbsent(node, this::isUsedUp);
    }

    private boolean isUsedUp(Node node) {
        Integer stage = stageOf.get(node);
        return stage != null
                && !stateOf.containsKey(node)
                && !isToken(node)
                && (node.domain().isPerStep() || node.domain().isPair())
                && stages.get(stage).kind().isLoop()
                // A level may have more nodes than there are trees.
                && node.domain().axis().stream().noneMatch(Axis::isTree)
                && !roots.contains(node)
                && users.getOrDefault(node, List.of()).stream().allMatch(user -> usedOnlyIn(user, stage));
    }

    private boolean usedOnlyIn(Node user, int stage) {
        if (Views.isView(user)) {
            return (user.op() instanceof Op.Slice || user.op() instanceof Op.AtPairs)
                    && !roots.contains(user)
                    && users.getOrDefault(user, List.of()).stream().allMatch(next -> usedOnlyIn(next, stage));
        }
        return Integer.valueOf(stage).equals(stageOf.get(user));
    }

    private void placeGroups(Kernel kernel) {
        if (kernel instanceof Kernel.Products products && products.pack().byColumn()) {
            PackLayout pack = target.layout(products.pack());
            Map<Node, Integer> results = new LinkedHashMap<>();
            Map<Node, Integer> starts = new LinkedHashMap<>();
            for (Node node : products.nodes()) {
                int offset = pack.offsetOf(packs.stored(node.input(0)).parameter());
                results.put(node, offset);
                if (node.inputs().size() == 3) {
                    starts.put(node.input(2), offset);
                }
            }
            placeGroup(results, products.nodes().size());
            placeGroup(starts, products.nodes().size());
        } else if (kernel instanceof Kernel.Gradients gradients
                && gradients.pack().byColumn()) {
            PackLayout pack = target.layout(gradients.pack());
            Map<Node, Integer> adjoints = new LinkedHashMap<>();
            for (Node node : gradients.nodes()) {
                adjoints.put(node.input(0), pack.offsetOf(packs.ownerOf(node).orElseThrow()));
            }
            placeGroup(adjoints, gradients.nodes().size());
        } else if (kernel instanceof Kernel.Elementwise elementwise
                && elementwise.nodes().size() > 1
                && target.budget().isAlone(elementwise.nodes())) {
            placeBeside(elementwise.nodes());
        }
    }

    /** Functions of values that lie side by side do so too: one pass over the row computes all of them. */
    private void placeBeside(List<Node> nodes) {
        Map<Node, Integer> offsets = new LinkedHashMap<>();
        Location first = locations.get(nodes.get(0).input(0));
        for (Node node : nodes) {
            Location read = locations.get(node.input(0));
            if (first != null && read != null && read.buffer().equals(first.buffer())) {
                offsets.put(node, read.offset());
            }
        }
        if (!offsets.isEmpty()) {
            placeGroup(offsets, nodes.size());
        }
    }

    /** Puts the nodes into one buffer, at these offsets from the first; unless one has its location already. */
    private void placeGroup(Map<Node, Integer> offsets, int wanted) {
        List<Node> nodes = List.copyOf(offsets.keySet());
        boolean possible = nodes.size() == wanted
                && wanted > 1
                && nodes.stream()
                        .allMatch(node -> stageOf.containsKey(node)
                                && !locations.containsKey(node)
                                && !stateOf.containsKey(node)
                                && node.domain().equals(nodes.get(0).domain()));
        int next = possible ? Objects.requireNonNull(offsets.get(nodes.get(0))) : 0;
        for (Node node : nodes) {
            possible = possible && Objects.requireNonNull(offsets.get(node)) == next;
            next += possible ? target.padded(node.size()) : 0;
        }
        if (possible) {
            int first = Objects.requireNonNull(offsets.get(nodes.get(0)));
            for (Node node : nodes) {
                next = Math.max(next, Objects.requireNonNull(offsets.get(node)) + width(node));
            }
            // If one of them is kept for longer, so are those beside it.
            List<Buffer.Lifetime> lifetimes =
                    nodes.stream().map(this::lifetime).distinct().toList();
            Buffer.Lifetime all = lifetimes.size() == 1 ? lifetimes.get(0) : Buffer.Lifetime.KEPT;
            Buffer buffer = new Buffer(names.ofGroup(nodes), nodes.get(0).domain(), all, next - first);
            buffers.add(buffer);
            nodes.forEach(node ->
                    locations.put(node, new Location(buffer, Objects.requireNonNull(offsets.get(node)) - first)));
        }
    }

    /** Totals of what lies side by side lie so too: one pass over the rows adds up all of them. */
    private void placeTotals(Stage stage) {
        Map<Buffer, List<Node>> byRow = new LinkedHashMap<>();
        for (Kernel kernel : stage.kernels()) {
            Node node = kernel.nodes().get(0);
            if (node.op() instanceof Op.SumAll && node.inputs().size() == 1 && locations.containsKey(node.input(0))) {
                Buffer row = locations.get(node.input(0)).buffer();
                byRow.computeIfAbsent(row, key -> new ArrayList<>()).add(node);
            }
        }
        byRow.values().forEach(nodes -> {
            Map<Node, Integer> offsets = new LinkedHashMap<>();
            nodes.stream()
                    .sorted(Comparator.comparingInt(node ->
                            Objects.requireNonNull(locations.get(node.input(0))).offset()))
                    .forEach(node -> offsets.put(
                            node,
                            Objects.requireNonNull(locations.get(node.input(0))).offset()));
            placeGroup(offsets, nodes.size());
        });
    }

    private void placeAlone(Node node) {
        if (locations.containsKey(node) || node.shape() instanceof Shape.Matrix) {
            return;
        }
        put(node, buffer(names.of(node), node, width(node)));
        State state = stateOf.get(node);
        if (state != null && inPlace.has(state)) {
            initials.put(
                    state.index(), Objects.requireNonNull(locations.get(node)).buffer());
        } else if (state != null && state.start().isEmpty()) {
            Buffer initial = new Buffer(names.initial(node), Domain.SEQUENCE, width(node));
            buffers.add(initial);
            initials.put(state.index(), initial);
        }
    }

    /** Lets a window's states start from values that are computed in it: these lie by location, initial values by sequence. */
    private void placeStart(State state) {
        boolean starts =
                stateOf.get(state.definition()) == state && state.start().isPresent();
        if (starts && locations.containsKey(state.definition())) {
            Buffer source =
                    Objects.requireNonNull(locations.get(state.start().get())).buffer();
            Buffer initial = new Buffer(names.initial(state.definition()), Domain.SEQUENCE, source.width());
            views.add(new View(initial, new View.BySequence(), source, null));
            initials.put(state.index(), initial);
        }
    }

    private void placePrevious(Node node) {
        if (node.op() instanceof Op.Previous previous) {
            State state = states.get(previous.state());
            Buffer values =
                    Objects.requireNonNull(locations.get(state.definition())).buffer();
            Buffer initial = initials.get(state.index());
            if (single) {
                locations.put(node, new Location(Objects.requireNonNull(initial), 0));
            } else {
                Buffer view = new Buffer(names.of(node), node.domain(), values.width());
                views.add(new View(view, new View.Previous(state.relation(), previous.link()), values, initial));
                locations.put(node, new Location(view, 0));
            }
        }
    }

    private void placeView(Node node) {
        if (!Views.isView(node)) {
            return;
        }
        Location whole = Objects.requireNonNull(locations.get(node.input(0)));
        locations.put(node, ((Op.View) node.op()).match(new ViewLocation(node, whole)));
    }

    /** Where a view is seen, by where what it is of is stored. */
    private final class ViewLocation implements Cases.View<Location> {
        private final Node node;
        private final Location whole;

        ViewLocation(Node node, Location whole) {
            this.node = node;
            this.whole = whole;
        }

        @Override
        public Location slice(Op.Slice op) {
            return new Location(whole.buffer(), whole.offset() + op.offset());
        }

        @Override
        public Location selectStep(Op.SelectStep op) {
            State state = stateOf.get(Views.seen(node));
            Buffer absent = state == null ? null : initials.get(state.index());
            return show(new View.End(op.axis(), op.last()), absent);
        }

        @Override
        public Location scatterStep(Op.ScatterStep op) {
            return show(new View.AtEnd(op.axis(), op.last()), null);
        }

        @Override
        public Location ofEmpty(Op.OfEmpty op) {
            return show(new View.OfEmpty(op.axis()), null);
        }

        /** Rows that each step of the loop uses anew are seen so, too. Of a single step pairs see the rows themselves. */
        @Override
        public Location atPairs(Op.AtPairs op) {
            if (single) {
                return whole;
            }
            Buffer source = whole.buffer();
            Buffer view = new Buffer(names.of(node), node.domain(), source.lifetime(), source.width());
            Axis axis = source.domain().axis().orElseThrow();
            views.add(new View(view, new View.AtPairs(op.pair(), axis), source, null));
            return new Location(view, whole.offset());
        }

        @Override
        public Location ofLeaves(Op.OfLeaves op) {
            return show(new View.OfLeaves(op.axis()), null);
        }

        @Override
        public Location atNodes(Op.AtNodes op) {
            return show(new View.AtNodes(op.places()), null);
        }

        @Override
        public Location ofNodes(Op.OfNodes op) {
            return show(new View.OfNodes(op.places()), null);
        }

        /** Of a single step there is one row, which is first and last. */
        private Location show(View.Kind kind, @Nullable Buffer absent) {
            if (single) {
                return whole;
            }
            Buffer view =
                    new Buffer(names.of(node), node.domain(), whole.buffer().width());
            views.add(new View(view, kind, whole.buffer(), absent));
            return new Location(view, whole.offset());
        }
    }
}
