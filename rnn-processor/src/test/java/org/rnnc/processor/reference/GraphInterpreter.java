// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.reference.Window.Instance;

/**
 * What a graph means, in {@code double}: slow, and simple enough to be right at sight. Forward and adjoint nodes are
 * all the same to it.
 *
 * <p>It knows nothing of schedules: the value of a node at one step of one sequence is computed when somebody asks for
 * it, from those of its operands, and remembered. The stack of open questions is explicit, so that a thousand steps are
 * no deeper than one.
 *
 * <p>Sequences may be shorter than {@code steps} ({@link #setLengths}): padding has the value zero and counts in no sum.
 * The end of an empty one is what its state starts from, or zero.
 *
 * <p>{@link Op.Outer}, {@link Op.Scatter} and {@link Op.SumAll} sum over the widest domain among their operands: over
 * sequences only, if no operand has a value per step. Sums over steps of something that has none are refused, since
 * their meaning would be a guess.
 */
public final class GraphInterpreter {
    private final List<Node> nodes;
    private final Window window;
    private final Map<Op, double[]> data = new HashMap<>();
    /** Of each node: a value for each of its instances, or null where nobody has asked yet. */
    private final double[][][] known;

    private ReferenceMasks masks;
    private int backward = Integer.MAX_VALUE;
    private Set<Node> cut = Set.of();

    public GraphInterpreter(Graph graph, int steps, int batch) {
        this(graph.nodes(), graph.states(), steps, batch);
    }

    /** @param states by {@link State#index}; those of adjoints too */
    public GraphInterpreter(List<Node> nodes, List<State> states, int steps, int batch) {
        this(nodes, states, axis -> steps, batch);
    }

    /** @param steps by axis */
    public GraphInterpreter(List<Node> nodes, List<State> states, ToIntFunction<Axis> steps, int batch) {
        this.nodes = List.copyOf(nodes);
        window = new Window(List.copyOf(states), steps, batch);
        known = new double[nodes.size()][][];
        masks = ReferenceMasks.of(0, 1, batch);
        for (int i = 0; i < nodes.size(); i++) {
            check(nodes.get(i), i);
        }
        forget();
    }

    private static void check(Node node, int place) {
        if (node.id() != place) {
            throw new IllegalArgumentException(node + " is at place " + place);
        }
        for (Node input : node.inputs()) {
            if (input.id() >= place) {
                throw new IllegalArgumentException(node + " stands before its operand " + input);
            }
        }
        if (node.op() instanceof Op.SumSteps && !node.input(0).domain().isPerStep()
                || node.op() instanceof Op.SumAll && node.input(0).domain().isOnce()) {
            throw new IllegalArgumentException(node + " sums " + node.input(0) + ", which has no such dimension");
        }
    }

    // ---- data from outside -----------------------------------------------------------------------------------------

    /** @param values row-major */
    public void setParameter(int index, double[] values) {
        set(new Op.Parameter(index), values);
    }

    /** @param values {@code [steps][batch][n]} */
    public void setInput(int index, double[] values) {
        set(new Op.Input(index), values);
    }

    /** @param tokens {@code [steps][batch]} */
    public void setInput(int index, int[] tokens) {
        setInput(index, Arrays.stream(tokens).asDoubleStream().toArray());
    }

    /** @param values {@code [steps][batch][n]}, or {@code [batch][n]} */
    public void setTarget(int index, double[] values) {
        set(new Op.Target(index), values);
    }

    /** @param tokens {@code [steps][batch]}, or {@code [batch]} */
    public void setTarget(int index, int[] tokens) {
        setTarget(index, Arrays.stream(tokens).asDoubleStream().toArray());
    }

    /** Zeros where this is never called. @param values {@code [batch][n]} */
    public void setInitial(int state, double[] values) {
        set(new Op.Initial(state), values);
    }

    private void set(Op source, double[] values) {
        data.put(source, values.clone());
        forget();
    }

    /** Those of another update than the first; null for what is expected of them, as in use. */
    public void setMasks(ReferenceMasks masks) {
        this.masks = masks;
        forget();
    }

    /** @param lengths valid steps of each sequence, from 0, where no axis has a name */
    public void setLengths(int[] lengths) {
        setLengths(Axis.TIME, lengths);
    }

    /** @param lengths valid steps of each sequence along {@code axis}, from 0 */
    public void setLengths(Axis axis, int[] lengths) {
        System.arraycopy(lengths, 0, window.lengths(axis), 0, window.batch);
        forget();
    }

    /** @param trees what the trees along {@code axis} look like, as trainers are told */
    public void setTrees(Axis axis, int[] trees) {
        window.setTrees(axis, trees);
        forget();
    }

    /** Lets {@code adjoints} be zero at all but the last {@code steps} of each sequence. */
    public void cut(int steps, Set<Node> adjoints) {
        backward = steps;
        cut = Set.copyOf(adjoints);
        forget();
    }

    private boolean isCut(Instance of) {
        return cut.contains(of.node())
                && of.node().domain().axis().stream()
                        .anyMatch(axis -> of.step() < window.lengths(axis)[of.sequence()] - backward);
    }

    private void forget() {
        for (Node node : nodes) {
            known[node.id()] = new double[window.count(node.domain())][];
        }
    }

    // ---- answers ---------------------------------------------------------------------------------------------------

    /** {@code [steps][batch][n]}, {@code [batch][n]} or {@code [n]}, by the node's domain; a matrix is row-major. */
    public double[] value(Node node) {
        int size = (int) node.shape().elements();
        double[] result = new double[window.count(node.domain()) * size];
        for (int[] place : window.places(node.domain())) {
            double[] value = resolve(Window.instance(node, place[0], place[1]));
            System.arraycopy(value, 0, result, window.index(node.domain(), place[0], place[1]) * size, size);
        }
        return result;
    }

    /** The only number of a {@link Domain#ONCE} scalar, such as a loss. */
    public double scalar(Node node) {
        double[] value = value(node);
        if (value.length != 1) {
            throw new IllegalArgumentException(node + " is no single number");
        }
        return value[0];
    }

    /** {@code [batch][n]}: the value where the state's direction ends; of an empty sequence the initial value. */
    public double[] finalState(State state) {
        double[] result = new double[window.batch * state.size()];
        for (int sequence = 0; sequence < window.batch; sequence++) {
            double[] value;
            Axis axis = state.relation().axis();
            if (window.lengths(axis)[sequence] > 0) {
                int step = window.end(axis, state.relation().looksBack(), sequence);
                value = resolve(Window.instance(state.definition(), step, sequence));
            } else {
                value = initial(state, sequence);
            }
            System.arraycopy(value, 0, result, sequence * state.size(), state.size());
        }
        return result;
    }

    private double[] initial(State state, int sequence) {
        return state.initial()
                .map(initial -> resolve(Window.instance(initial, 0, sequence)))
                .orElseGet(() -> new double[state.size()]);
    }

    // ---- one value after the other ---------------------------------------------------------------------------------

    private double[] resolve(Instance wanted) {
        Deque<Instance> open = new ArrayDeque<>();
        boolean[][] entered = new boolean[nodes.size()][];
        open.push(wanted);
        while (!open.isEmpty()) {
            Instance next = open.peek();
            List<Instance> missing = new ArrayList<>();
            if (get(next) == null && !isCut(next)) {
                for (Instance operand : window.operands(next)) {
                    if (get(operand) == null) {
                        missing.add(operand);
                    }
                }
            }
            if (missing.isEmpty()) {
                open.pop();
                if (get(next) == null) {
                    known[next.node().id()][place(next)] = compute(next);
                }
            } else if (enter(entered, next)) {
                missing.forEach(open::push);
            } else {
                throw new IllegalStateException("it depends on itself: " + next);
            }
        }
        return get(wanted);
    }

    /** Whether this is the first time. */
    private boolean enter(boolean[][] entered, Instance instance) {
        int id = instance.node().id();
        if (entered[id] == null) {
            entered[id] = new boolean[known[id].length];
        }
        boolean first = !entered[id][place(instance)];
        entered[id][place(instance)] = true;
        return first;
    }

    private double[] compute(Instance of) {
        Node node = of.node();
        if (isCut(of)) {
            return new double[(int) node.shape().elements()];
        }
        double[][] operands = window.operands(of).stream().map(this::get).toArray(double[][]::new);
        return node.op().accept(new InstanceValue(window, data, masks, of, operands));
    }

    private double[] get(Instance of) {
        return known[of.node().id()][place(of)];
    }

    private int place(Instance of) {
        return window.index(of.node().domain(), of.step(), of.sequence());
    }
}
