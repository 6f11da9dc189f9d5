// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.reference.Window.Instance;

/** Which values in a window one value is made of, in the order of its computation. */
final class Operands
        implements Op.Visitor<List<Instance>>, Cases.View<List<Instance>>, Cases.OverSteps<List<Instance>> {
    private final Window window;
    private final Instance of;
    private final Node node;

    Operands(Window window, Instance of) {
        this.window = window;
        this.of = of;
        this.node = of.node();
    }

    List<Instance> all() {
        return node.op().accept(this);
    }

    /** How many operands a sum runs over: all but where it starts from. */
    static int summed(Node node) {
        return Math.min(2, node.inputs().size());
    }

    private int length(Axis axis) {
        return window.lengths(axis)[of.sequence()];
    }

    private List<Instance> atThisStep() {
        return node.inputs().stream()
                .map(input -> window.instance(input, node.domain(), of.step(), of.sequence()))
                .toList();
    }

    /** Of the operand, for this sequence. */
    private List<Instance> atStep(int step) {
        return List.of(Window.instance(node.input(0), step, of.sequence()));
    }

    private List<Instance> start(Optional<State> state) {
        return state.flatMap(State::initial).stream()
                .map(initial -> Window.instance(initial, 0, of.sequence()))
                .toList();
    }

    /** At all steps of all sequences, then that where the sum starts from. */
    private List<Instance> everywhere() {
        List<Instance> operands = new ArrayList<>();
        List<Node> summed = node.inputs().subList(0, summed(node));
        Domain widest = summed.stream().map(Node::domain).reduce(Domain.ONCE, Domain::widest);
        for (int[] place : window.places(widest)) {
            summed.forEach(input -> operands.add(window.instance(input, widest, place[0], place[1])));
        }
        node.inputs().stream().skip(summed.size()).forEach(start -> operands.add(Window.instance(start, 0, 0)));
        return operands;
    }

    @Override
    public List<Instance> source(Op.Source op) {
        if (!(op instanceof Op.Previous previous)) {
            return List.of();
        }
        State state = window.state(previous);
        return previous.link() == Relation.Link.STEP ? before(state) : linked(state, previous.link());
    }

    /** Of a child; or of what a parent says of this child, or a child of itself. */
    private List<Instance> linked(State state, Relation.Link link) {
        Axis axis = state.relation().axis();
        boolean left = link == Relation.Link.LEFT;
        int there;
        if (link == Relation.Link.CHILD) {
            there = state.relation().looksBack() || window.parent(axis, of.step(), of.sequence()) >= 0 ? of.step() : -1;
        } else if (state.relation().looksBack()) {
            there = window.side(axis, left, of.step(), of.sequence());
        } else {
            int parent = window.parent(axis, of.step(), of.sequence());
            boolean here = parent >= 0 && window.side(axis, left, parent, of.sequence()) == of.step();
            there = here ? parent : -1;
        }
        return there < 0 ? List.of() : List.of(Window.instance(state.definition(), there, of.sequence()));
    }

    private List<Instance> before(State state) {
        int step = of.step() + (state.relation().looksBack() ? -1 : 1);
        return step >= 0 && step < length(state.relation().axis())
                ? List.of(Window.instance(state.definition(), step, of.sequence()))
                : start(Optional.of(state));
    }

    @Override
    public List<Instance> scalar(Op.Scalar op) {
        return List.of();
    }

    @Override
    public List<Instance> product(Op.MatrixProduct op) {
        return atThisStep();
    }

    @Override
    public List<Instance> gradient(Op.MatrixGradient op) {
        return everywhere();
    }

    @Override
    public List<Instance> elementwise(Op.Elementwise op) {
        return atThisStep();
    }

    @Override
    public List<Instance> ofLogits(Op.OfLogits op) {
        return atThisStep();
    }

    @Override
    public List<Instance> reduction(Op.Reduction op) {
        return atThisStep();
    }

    /** Of a look-up all that it may choose, and then the token. */
    @Override
    public List<Instance> assembly(Op.Assembly op) {
        if (!(op instanceof Op.OfToken)) {
            return atThisStep();
        }
        List<Instance> operands = new ArrayList<>();
        for (int[] place : window.places(node.input(0).domain())) {
            operands.add(Window.instance(node.input(0), place[0], place[1]));
        }
        operands.add(Window.instance(node.input(1), of.step(), of.sequence()));
        return operands;
    }

    @Override
    public List<Instance> view(Op.View op) {
        return op.match(this);
    }

    @Override
    public List<Instance> slice(Op.Slice op) {
        return atThisStep();
    }

    @Override
    public List<Instance> selectStep(Op.SelectStep op) {
        return length(op.axis()) > 0
                ? atStep(window.end(op.axis(), op.last(), of.sequence()))
                : start(window.stateSeen(node));
    }

    @Override
    public List<Instance> scatterStep(Op.ScatterStep op) {
        return of.step() == window.end(op.axis(), op.last(), of.sequence()) ? atStep(0) : List.of();
    }

    @Override
    public List<Instance> ofEmpty(Op.OfEmpty op) {
        return length(op.axis()) == 0 ? atStep(0) : List.of();
    }

    @Override
    public List<Instance> atPairs(Op.AtPairs op) {
        Axis axis = node.input(0).domain().axis().orElseThrow();
        return atStep(window.stepOf(of, axis));
    }

    @Override
    public List<Instance> ofLeaves(Op.OfLeaves op) {
        return window.children(op.axis(), of.step(), of.sequence()).isEmpty() ? atThisStep() : List.of();
    }

    @Override
    public List<Instance> atNodes(Op.AtNodes op) {
        int step = window.standing(op.places(), of.sequence()).indexOf(of.step());
        return step < 0 ? List.of() : atStep(step);
    }

    @Override
    public List<Instance> ofNodes(Op.OfNodes op) {
        return atStep(window.standing(op.places(), of.sequence()).get(of.step()));
    }

    @Override
    public List<Instance> overSteps(Op.OverSteps op) {
        return op.match(this);
    }

    @Override
    public List<Instance> sumSteps(Op.SumSteps op) {
        return ofSequence(op.axis());
    }

    @Override
    public List<Instance> maxSteps(Op.MaxSteps op) {
        return ofSequence(op.axis());
    }

    @Override
    public List<Instance> sumChildren(Op.SumChildren op) {
        return window.children(op.axis(), of.step(), of.sequence()).stream()
                .flatMap(child -> atStep(child).stream())
                .toList();
    }

    private List<Instance> ofSequence(Axis axis) {
        List<Instance> operands = new ArrayList<>();
        for (int step = 0; step < length(axis); step++) {
            operands.addAll(atStep(step));
        }
        return operands;
    }

    @Override
    public List<Instance> sumPairs(Op.SumPairs op) {
        Domain.Pair pair = node.input(0).domain().pair().orElseThrow();
        List<Instance> operands = new ArrayList<>();
        for (int step = 0; step < length(op.axis()); step++) {
            boolean over = op.axis().equals(pair.over());
            int both = window.pairOf(pair, over ? of.step() : step, over ? step : of.step());
            node.inputs().forEach(input -> operands.add(Window.instance(input, both, of.sequence())));
        }
        return operands;
    }

    /** This one, then those of all steps of the other axis. */
    @Override
    public List<Instance> softmaxPairs(Op.SoftmaxPairs op) {
        Domain.Pair pair = node.domain().pair().orElseThrow();
        List<Instance> operands = new ArrayList<>(atThisStep());
        int along = window.stepOf(of, pair.along());
        for (int step = 0; step < length(op.axis()); step++) {
            operands.addAll(atStep(window.pairOf(pair, along, step)));
        }
        return operands;
    }

    @Override
    public List<Instance> sumTokens(Op.SumTokens op) {
        return everywhere();
    }

    @Override
    public List<Instance> sumAll(Op.SumAll op) {
        return everywhere();
    }
}
