// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SpecFile;

/** One cell instance, or a model: what its expressions are lowered in. */
final class Environment {
    private final ModelContext model;
    private final Cells cells;
    private final Function<Environment, Lowering> lowerings;
    private final Lowering lowering;
    private final Instance instance;
    private final Scope scope = new Scope();
    private PreviousLowering previous;
    private final Set<String> leftOut = new HashSet<>();
    private final Set<Integer> ownStates = new HashSet<>();
    private final Map<Node, Boolean> recurrent = new HashMap<>();
    /** Nodes before this one are older than all states of this instance, so that none of them looks back at one. */
    private int beforeOwnStates;

    /** @param lowerings gives what lowers the expressions in a environment */
    Environment(ModelContext model, Cells cells, Function<Environment, Lowering> lowerings, Instance instance) {
        this.model = model;
        this.cells = cells;
        this.lowerings = lowerings;
        this.lowering = lowerings.apply(this);
        this.instance = instance;
    }

    /** The environment of a cell that is applied in this one. */
    Environment inner(Instance applied) {
        return new Environment(model, cells, lowerings, applied);
    }

    ModelContext model() {
        return model;
    }

    GraphAssembler graph() {
        return model.graph();
    }

    GraphBuilder builder() {
        return model.graph().builder();
    }

    Placeholders placeholders() {
        return model.placeholders();
    }

    Cells cells() {
        return cells;
    }

    boolean isCell(Name name) {
        return cells.isCell(instance.file(), name.text());
    }

    SpecFile file() {
        return instance.file();
    }

    Scope scope() {
        return scope;
    }

    ErrorReporter report() {
        return instance.report();
    }

    String layer() {
        return instance.layer();
    }

    LayerNames layerNames() {
        return instance.layerNames();
    }

    Direction direction() {
        return instance.direction();
    }

    /** What lowers {@code previous(y)} in a model; null for a cell, which has states. */
    PreviousLowering previous() {
        return previous;
    }

    void previous(PreviousLowering values) {
        previous = values;
    }

    /** The function that {@code name} stands for here: one handed to this cell, or one of the language. */
    Optional<FunctionUse> function(Name name) {
        Scope.Symbol symbol = scope.find(name.text());
        if (symbol != null && symbol.value() instanceof Value.Activation activation) {
            return Optional.of(activation.use());
        }
        return BuiltInFunction.find(name.text()).map(FunctionUse::new);
    }

    /** Notes that the application of the cell says nothing of one of its parameters, which has its default. */
    void leaveOut(String parameter) {
        leftOut.add(parameter);
    }

    boolean isLeftOut(String parameter) {
        return leftOut.contains(parameter);
    }

    Value lower(Expr expr) {
        return lower(expr, MatrixSumHint.ALONE);
    }

    /** @param context what a matrix would be applied to if {@code expr} were one */
    Value lower(Expr expr, MatrixSumHint context) {
        return lowering.lower(expr, context);
    }

    /** {@code constant}, if a number of the model's precision can hold it; else poison, and reported. */
    Value inRange(Expr expr, Value.Constant constant) {
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

    void ownState(int index) {
        if (ownStates.isEmpty()) {
            beforeOwnStates = builder().nodes().size();
        }
        ownStates.add(index);
    }

    /** A number or vector as a node; zeros where it is absent. */
    Value.Tensor tensor(Value value) {
        if (value instanceof Value.Constant constant) {
            return new Value.Tensor(Type.SCALAR, builder().constant(constant.value()));
        }
        if (value instanceof Value.Absent absent) {
            return new Value.Tensor(absent.type(), graph().zeros(absent.type().length()));
        }
        return (Value.Tensor) value;
    }

    Value value(Type type, Node node) {
        return node.op() instanceof Op.Constant constant && type == Type.SCALAR
                ? new Value.Constant(constant.value())
                : new Value.Tensor(type, node);
    }

    /** Whether values of these domains can be computed with together; reports it if not. */
    boolean sameTime(SourceSpan span, List<Domain> domains) {
        boolean mixed = domains.contains(Domain.STEP) && domains.contains(Domain.SEQUENCE);
        if (mixed) {
            report().error(
                            Code.MIXED_DOMAINS,
                            span,
                            "this joins a value per step and a value per sequence",
                            "last(x) makes one value per sequence of the steps', repeat(x) one for each step");
        }
        return !mixed;
    }

    /** Whether {@code node} depends on the step before of a state of this very instance. */
    boolean isRecurrent(Node node) {
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
        return recurrent.get(node);
    }

    /** {@code expr} as messages name it: with the line of its declaration where it is a name. */
    String name(Expr expr) {
        String text = expr instanceof Expr.Reference reference
                ? reference.name().text()
                : expr instanceof Expr.Indexed indexed ? indexed.name().text() : "";
        Scope.Symbol symbol = scope.find(text);
        String where =
                symbol == null ? "" : " (line " + symbol.declaration().span().line() + ")";
        return Quote.of(expr) + where;
    }
}
