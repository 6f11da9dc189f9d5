// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.runtime.model.Trees;

/** The steps and sequences of a window, and which value in it needs which others. */
final class Window {
    private final List<State> states;
    private final ToIntFunction<Axis> steps;
    private final Map<Axis, int[]> lengths = new HashMap<>();
    private final Map<Axis, int[]> trees = new HashMap<>();
    final int batch;

    /**
     * One value of a node; a step or sequence that its domain does not have is 0. Of a value at pairs of steps {@code step} is
     * {@link Window#pairOf} both, of one for each token the token.
     */
    record Instance(Node node, int step, int sequence) {}

    Window(List<State> states, ToIntFunction<Axis> steps, int batch) {
        this.states = states;
        this.steps = steps;
        this.batch = batch;
    }

    /** How many steps of an axis there is room for. */
    int steps(Axis axis) {
        return steps.applyAsInt(axis);
    }

    /** How many of them each sequence has. */
    int[] lengths(Axis axis) {
        return lengths.computeIfAbsent(axis, key -> {
            int[] full = new int[batch];
            Arrays.fill(full, steps(axis));
            return full;
        });
    }

    /** Says what the trees along an axis look like, as trainers are told; see the runtime's {@code Trees}. */
    void setTrees(Axis axis, int[] shapes) {
        trees.put(axis, shapes.clone());
        for (int tree = 0; tree < batch; tree++) {
            lengths(axis)[tree] = Trees.length(shapes, steps(axis), batch, tree);
        }
    }

    private boolean hasSides(Axis axis) {
        return trees.get(axis).length == 2 * steps(axis) * batch;
    }

    /** The parent of a node; below 0 for the root. */
    int parent(Axis axis, int node, int tree) {
        if (!hasSides(axis)) {
            return trees.get(axis)[node * batch + tree];
        }
        for (int above = 0; above < lengths(axis)[tree]; above++) {
            if (side(axis, true, above, tree) == node || side(axis, false, above, tree) == node) {
                return above;
            }
        }
        return Trees.NONE;
    }

    /** The child at one side of a node; below 0 if there is none. */
    int side(Axis axis, boolean left, int node, int tree) {
        return trees.get(axis)[((left ? 0 : steps(axis)) + node) * batch + tree];
    }

    /** The children of a node, in their order. */
    List<Integer> children(Axis axis, int node, int tree) {
        if (hasSides(axis)) {
            return Stream.of(true, false)
                    .map(left -> side(axis, left, node, tree))
                    .filter(child -> child >= 0)
                    .toList();
        }
        return IntStream.range(0, lengths(axis)[tree])
                .filter(child -> parent(axis, child, tree) == node)
                .boxed()
                .toList();
    }

    /** The nodes that stand for the steps of a sequence, by step. */
    List<Integer> standing(NodeSteps places, int tree) {
        return IntStream.range(0, lengths(places.tree())[tree])
                .filter(node ->
                        !places.leaves() || children(places.tree(), node, tree).isEmpty())
                .boxed()
                .toList();
    }

    /** What must be known before {@code of} can be computed; in the order of its computation. */
    List<Instance> operands(Instance of) {
        return new Operands(this, of).all();
    }

    /** The state whose value is picked, or a slice of it. */
    Optional<State> stateSeen(Node pick) {
        Node seen = pick.input(0);
        while (seen.op() instanceof Op.Slice) {
            seen = seen.input(0);
        }
        Node value = seen;
        return states.stream().filter(state -> state.definition() == value).findFirst();
    }

    /** How far into the state's value a pick begins. */
    static int offset(Node pick) {
        int offset = 0;
        for (Node seen = pick.input(0); seen.op() instanceof Op.Slice slice; seen = seen.input(0)) {
            offset += slice.offset();
        }
        return offset;
    }

    /** The number of a pair of steps. */
    int pairOf(Domain.Pair pair, int along, int over) {
        return along * steps(pair.over()) + over;
    }

    /** The step of {@code axis} of a pair of steps, or the step of a value that has just that one. */
    int stepOf(Instance of, Axis axis) {
        Optional<Domain.Pair> pair = of.node().domain().pair();
        if (pair.isEmpty()) {
            return of.step();
        }
        int steps = steps(pair.get().over());
        return axis.equals(pair.get().along()) ? of.step() / steps : of.step() % steps;
    }

    /** The valid steps and sequences of a domain, in the order of sums; those it does not have are 0. */
    List<int[]> places(Domain domain) {
        List<int[]> places = new ArrayList<>();
        if (domain instanceof Domain.Pair pair) {
            for (int[] along : places(Domain.step(pair.along()))) {
                for (int over = 0; over < lengths(pair.over())[along[1]]; over++) {
                    places.add(new int[] {pairOf(pair, along[0], over), along[1]});
                }
            }
            return places;
        }
        if (domain.tokens().isPresent()) {
            for (int token = 0; token < domain.tokens().getAsInt(); token++) {
                places.add(new int[] {token, 0});
            }
            return places;
        }
        for (int step = 0; step < domain.axis().map(this::steps).orElse(1); step++) {
            for (int sequence = 0; sequence < (domain.isOnce() ? 1 : batch); sequence++) {
                if (isThere(domain, step, sequence)) {
                    places.add(new int[] {step, sequence});
                }
            }
        }
        return places;
    }

    /** What there is for a child stands at its number. */
    private boolean isThere(Domain domain, int step, int sequence) {
        if (domain.axis().isEmpty()) {
            return true;
        }
        Axis axis = domain.axis().get();
        return step < lengths(axis)[sequence] && (!domain.isPerChild() || parent(axis, step, sequence) >= 0);
    }

    /** The state that {@code previous} is a value of. */
    State state(Op.Previous previous) {
        return states.get(previous.state());
    }

    /** The same where {@code step} is a place of {@code from}: a child that is told of its parent's value looks there. */
    Instance instance(Node node, Domain from, int step, int sequence) {
        boolean above =
                from.isPerChild() && node.domain().isPerStep() && !node.domain().isPerChild();
        return instance(node, above ? parent(from.axis().orElseThrow(), step, sequence) : step, sequence);
    }

    static Instance instance(Node node, int step, int sequence) {
        Domain domain = node.domain();
        if (domain.tokens().isPresent()) {
            return new Instance(node, step, 0);
        }
        boolean steps = domain.isPerStep() || domain.isPair();
        return new Instance(node, steps ? step : 0, domain.isOnce() ? 0 : sequence);
    }

    int count(Domain domain) {
        if (domain instanceof Domain.Pair pair) {
            return batch * steps(pair.along()) * steps(pair.over());
        }
        if (domain.tokens().isPresent()) {
            return domain.tokens().getAsInt();
        }
        return (domain.isOnce() ? 1 : batch) * domain.axis().map(this::steps).orElse(1);
    }

    int index(Domain domain, int step, int sequence) {
        if (domain instanceof Domain.Pair pair) {
            int steps = steps(pair.over());
            return (step / steps * batch + sequence) * steps + step % steps;
        }
        if (domain.tokens().isPresent()) {
            return step;
        }
        return domain.isOnce() ? 0 : domain.isPerStep() ? step * batch + sequence : sequence;
    }

    int end(Axis axis, boolean last, int sequence) {
        if (trees.containsKey(axis)) {
            return IntStream.range(0, lengths(axis)[sequence])
                    .filter(node -> parent(axis, node, sequence) < 0)
                    .findFirst()
                    .orElse(-1);
        }
        return last ? lengths(axis)[sequence] - 1 : 0;
    }
}
