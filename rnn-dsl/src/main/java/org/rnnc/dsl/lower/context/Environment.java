// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.resolve.Cells;
import org.rnnc.dsl.resolve.LayerNames;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.FunctionUse;
import org.rnnc.dsl.resolve.type.Placeholders;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SpecFile;

/** One cell instance, or a model: what its expressions are lowered in. */
public final class Environment {
    private final ModelContext model;
    private final Cells cells;
    private final Function<Environment, Lowering> lowerings;
    private final Lowering lowering;
    private final Instance instance;
    private final Scope scope = new Scope();
    private @Nullable PreviousLowering previous;
    private final Set<String> leftOut = new HashSet<>();
    /** By the name that the cell gives it: an axis that is not its own, which an input has values along. */
    private final Map<String, Axis> others = new LinkedHashMap<>();

    private final Set<Integer> ownStates = new HashSet<>();
    private final Map<Node, Boolean> recurrent = new HashMap<>();
    /** Nodes before this one are older than all states of this instance, so that none of them looks back at one. */
    private int beforeOwnStates;

    /** @param lowerings gives what lowers the expressions in a environment */
    public Environment(ModelContext model, Cells cells, Function<Environment, Lowering> lowerings, Instance instance) {
        this.model = model;
        this.cells = cells;
        this.lowerings = lowerings;
        this.lowering = lowerings.apply(this);
        this.instance = instance;
    }

    /** The environment of a cell that is applied in this one. */
    public Environment inner(Instance applied) {
        return new Environment(model, cells, lowerings, applied);
    }

    public ModelContext model() {
        return model;
    }

    public GraphAssembler graph() {
        return model.graph();
    }

    public GraphBuilder builder() {
        return model.graph().builder();
    }

    public Placeholders placeholders() {
        return model.placeholders();
    }

    public Cells cells() {
        return cells;
    }

    public boolean isCell(Name name) {
        return cells.isCell(instance.file(), name.text());
    }

    public SpecFile file() {
        return instance.file();
    }

    public Scope scope() {
        return scope;
    }

    public ErrorReporter report() {
        return instance.report();
    }

    public String layer() {
        return instance.layer();
    }

    public LayerNames layerNames() {
        return instance.layerNames();
    }

    public Direction direction() {
        return instance.direction();
    }

    /** Along which steps are; empty in a model of several axes, where it has to be said. */
    public Optional<Axis> axis() {
        return instance.axis();
    }

    /** What lowers {@code previous(y)} in a model; null for a cell, which has states. */
    public @Nullable PreviousLowering previous() {
        return previous;
    }

    public void previous(PreviousLowering values) {
        previous = values;
    }

    /** The function that {@code name} stands for here: one handed to this cell, or one of the language. */
    public Optional<FunctionUse> function(Name name) {
        Scope.Symbol symbol = scope.find(name.text());
        if (symbol != null && symbol.value() instanceof Value.Activation activation) {
            return Optional.of(activation.use());
        }
        return BuiltInFunction.find(name.text()).map(FunctionUse::new);
    }

    /** Notes that the application of the cell says nothing of one of its parameters, which has its default. */
    public void leaveOut(String parameter) {
        leftOut.add(parameter);
    }

    public boolean isLeftOut(String parameter) {
        return leftOut.contains(parameter);
    }

    public Value lower(Expr expr) {
        return lower(expr, MatrixSumHint.ALONE);
    }

    /** @param context what a matrix would be applied to if {@code expr} were one */
    public Value lower(Expr expr, MatrixSumHint context) {
        return lowering.lower(expr, context);
    }

    /** {@code constant}, if a number of the model's precision can hold it; else poison, and reported. */
    public Value inRange(Expr expr, Value.Constant constant) {
        double value = constant.value();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            report().error(Code.BAD_VALUE, expr.span(), Quote.of(expr) + " is not a finite number", "");
            return Value.POISON;
        }
        boolean single = model.precision() == ModelSpec.Precision.FLOAT;
        boolean large = Float.isInfinite((float) value);
        if (single && (large || value != 0 && (float) value == 0)) {
            report().error(
                            Code.BAD_VALUE,
                            expr.span(),
                            Quote.of(expr) + " is too " + (large ? "large" : "small") + " for precision float",
                            (large ? "the largest is about 3.4e38" : "the smallest is about 1.4e-45")
                                    + "; precision double reaches further");
            return Value.POISON;
        }
        return constant;
    }

    public void ownState(int index) {
        if (ownStates.isEmpty()) {
            beforeOwnStates = builder().nodes().size();
        }
        ownStates.add(index);
    }

    /** The value of a state of this instance {@code steps} before, at least one. */
    public Node before(int state, int steps) {
        Node value = graph().before(state, steps);
        ownState(((Op.Previous) value.op()).state());
        return value;
    }

    /** A number or vector as a node; zeros where it is absent. */
    public Value.Tensor tensor(Value value) {
        if (value instanceof Value.Constant constant) {
            return new Value.Tensor(Type.SCALAR, builder().constant(constant.value()));
        }
        if (value instanceof Value.Absent absent) {
            return new Value.Tensor(absent.type(), graph().zeros(absent.type().length()));
        }
        return (Value.Tensor) value;
    }

    public Value value(Type type, Node node) {
        return node.op() instanceof Op.Constant constant && type == Type.SCALAR
                ? new Value.Constant(constant.value())
                : new Value.Tensor(type, node);
    }

    /** Notes that an input of the cell has values along {@code axis}, and that those of the cell's own meet them. */
    public void other(Name name, Axis axis) {
        others.put(name.text(), axis);
    }

    /** What an axis is that the cell has given a name; empty while no input has it. */
    public Optional<Axis> other(Name name) {
        return Optional.ofNullable(others.get(name.text()));
    }

    /**
     * These values where they can be computed with together: at the pairs of steps of two axes, if that is what the cell
     * asks for. Null, and reported, if they cannot.
     */
    public @Nullable List<Node> together(SourceSpan span, List<Node> nodes) {
        List<Domain> domains = nodes.stream().map(Node::domain).toList();
        if (!sameTime(span, domains)) {
            return null;
        }
        Optional<Domain.Pair> pair = pair(domains);
        return pair.isEmpty()
                ? nodes
                : nodes.stream()
                        .map(node -> builder().atPairs(node, pair.get()))
                        .toList();
    }

    /** The two axes that values of these domains, which may stand together, have steps of. */
    public Optional<Domain.Pair> pair(List<Domain> domains) {
        List<Axis> axes = axes(domains);
        Optional<Domain.Pair> pair =
                domains.stream().flatMap(domain -> domain.pair().stream()).findFirst();
        if (pair.isPresent() || axes.size() < 2) {
            return pair;
        }
        Axis own = axis().orElseThrow();
        return Optional.of(Domain.pair(own, axes.get(0).equals(own) ? axes.get(1) : axes.get(0)));
    }

    private static List<Axis> axes(List<Domain> domains) {
        return domains.stream()
                .flatMap(domain -> domain.pair()
                        .map(pair -> Stream.of(pair.along(), pair.over()))
                        .orElseGet(() -> domain.axis().stream()))
                .distinct()
                .toList();
    }

    /** Whether there is a value for each pair of steps of these two: that is said by an input of the cell. */
    private boolean arePairs(List<Axis> axes, List<Domain> domains) {
        List<Domain.Pair> pairs = domains.stream()
                .flatMap(domain -> domain.pair().stream())
                .distinct()
                .toList();
        return axes.size() == 2
                && (pairs.size() == 1
                        || pairs.isEmpty()
                                && axis().filter(axes::contains).isPresent()
                                && axes.stream().anyMatch(others::containsValue));
    }

    /** Whether values of these domains can be computed with together; reports it if not. */
    public boolean sameTime(SourceSpan span, List<Domain> domains) {
        List<Axis> axes = axes(domains);
        if (axes.size() > 1 && !arePairs(axes, domains)) {
            mixedAxes(span, "this joins", axes);
            return false;
        }
        boolean mixed = !axes.isEmpty() && domains.contains(Domain.SEQUENCE);
        if (mixed) {
            report().error(
                            Code.MIXED_DOMAINS,
                            span,
                            "this joins a value per step and a value per sequence",
                            "last(x) makes one value per sequence of the steps', repeat(x) one for each step");
        }
        return !mixed;
    }

    /** Whether {@code value} is there for each child of a node, where one for the node is needed; reports it if it is. */
    public boolean isPerChild(SourceSpan span, String what, Value value) {
        boolean perChild =
                value instanceof Value.Tensor tensor && tensor.node().domain().isPerChild();
        if (perChild) {
            report().error(
                            Code.PER_CHILD,
                            span,
                            what + " has a value for each child of a node, and one for the node is needed",
                            "sum(...) adds up those of all children");
        }
        return perChild;
    }

    /**
     * Reports values along two axes that meet.
     *
     * @param where what they do there
     */
    public void mixedAxes(SourceSpan span, String where, List<Axis> axes) {
        String a = axes.get(0).name();
        String b = axes.get(1).name();
        boolean oneTree = axes.get(0).isTree() != axes.get(1).isTree();
        String tree = axes.get(0).isTree() ? a : b;
        String atNodes = oneTree
                ? "where nodes of " + tree + " stand for steps of "
                        + (axes.get(0).isTree() ? b : a) + ", atLeaves(x, per = "
                        + tree + ") is there at its leaves, one step at each, atNodes(x, per = " + tree
                        + ") at its nodes; else "
                : "";
        report().error(
                        Code.MIXED_AXES,
                        span,
                        where + " a value per step of " + Quote.of(a) + " and one per step of " + Quote.of(b)
                                + ", and no step of one is a step of the other",
                        atNodes + "make one a value per sequence: "
                                + (axes.get(0).isTree() ? "root(x)" : "final(x), last(x)")
                                + " or meanOverSteps(x) of the one along " + a
                                + "; repeat(final(x), per = " + b + ") is there at each step of " + b
                                + "; a cell with an input per step of another axis looks at all its steps, as x |> dotAttention(over = ...)");
    }

    /** Whether {@code node} depends on the step before of a state of this very instance. */
    public boolean isRecurrent(Node node) {
        if (ownStates.isEmpty() || node.id() < beforeOwnStates) {
            return false;
        }
        Deque<Node> open = new ArrayDeque<>();
        open.push(node);
        while (!open.isEmpty()) {
            Node top = open.peek();
            if (recurrent.containsKey(top)) {
                open.pop();
                continue;
            }
            List<Node> unknown = top.inputs().stream()
                    .filter(input -> input.id() >= beforeOwnStates && !recurrent.containsKey(input))
                    .toList();
            if (unknown.isEmpty()) {
                boolean own = top.op() instanceof Op.Previous previous && ownStates.contains(previous.state());
                recurrent.put(
                        top, own || top.inputs().stream().anyMatch(input -> recurrent.getOrDefault(input, false)));
                open.pop();
            } else {
                unknown.forEach(open::push);
            }
        }
        return recurrent.getOrDefault(node, false);
    }

    /** {@code expr} as messages name it: with the line of its declaration where it is a name. */
    public String name(Expr expr) {
        String text = expr instanceof Expr.Reference reference
                ? reference.name().text()
                : expr instanceof Expr.Indexed indexed ? indexed.name().text() : "";
        Scope.Symbol symbol = scope.find(text);
        String where =
                symbol == null ? "" : " (line " + symbol.declaration().span().line() + ")";
        return Quote.of(expr) + where;
    }
}
