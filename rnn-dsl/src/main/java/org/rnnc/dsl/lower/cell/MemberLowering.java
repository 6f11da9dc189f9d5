// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.InitializerReader;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.TypeReader;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Lowers the parameters, states and equations of one environment, whose sizes and inputs are bound. */
public final class MemberLowering {
    private final Environment environment;
    private final TypeReader types;
    private final InitialStates starts;

    public MemberLowering(Environment environment, InitialStates starts) {
        this.environment = environment;
        this.types = new TypeReader(environment.scope(), environment.report(), environment.placeholders());
        this.starts = starts;
    }

    /** The value of the cell's output. */
    Value lowerCell(Members members, SharedParameters shared) {
        declareEquations(members);
        Map<String, Members.ParamDecl> stacked = new HashMap<>();
        Map<String, Type> stackedTypes = new HashMap<>();
        for (Members.ParamDecl param : members.params()) {
            Optional<Type> type = types.read(param.item().type());
            type.ifPresent(t -> checkStacking(param, t, stacked, stackedTypes));
            environment.scope().define(Scope.Kind.PARAMETER, param.name(), parameter(param, type, shared));
        }
        members.states().forEach(this::declareState);
        lowerEquations(members);
        if (members.outputs().isEmpty()) {
            return Value.POISON;
        }
        Name name = members.outputs().get(0).name();
        Value output = output(name);
        return environment.isPerChild(name.span(), "output " + Quote.of(name), output) ? Value.POISON : output;
    }

    /** Makes the names of the equations known before their values are. */
    public void declareEquations(Members members) {
        members.equations().stream()
                .filter(equation -> environment.scope().find(equation.name().text()) == null)
                .forEach(equation -> environment.scope().define(Scope.Kind.EQUATION, equation.name(), null));
    }

    public void lowerEquations(Members members) {
        for (Members.EquationDecl equation : members.ordered()) {
            Value value = environment.lower(equation.value());
            label(equation.name(), value);
            Scope.Symbol symbol = environment.scope().get(equation.name().text());
            if (symbol.kind() == Scope.Kind.STATE) {
                assignState(equation, symbol, value);
            } else {
                environment.scope().assign(equation.name(), typed(equation, value));
            }
        }
    }

    /** What the equation of a layer computes gets its name; of two names for one value a state's. */
    private void label(Name name, Value value) {
        if (!environment.layer().isEmpty()
                && value instanceof Value.Tensor tensor
                && !tensor.node().inputs().isEmpty()) {
            String prefix = environment.layer() + ".";
            String before = environment.graph().labels().getOrDefault(tensor.node(), "");
            boolean gives =
                    isState(name.text()) && before.startsWith(prefix) && !isState(before.substring(prefix.length()));
            if (gives) {
                environment.graph().labels().put(tensor.node(), prefix + name);
            } else {
                environment.graph().label(tensor.node(), prefix + name);
            }
        }
    }

    private boolean isState(String name) {
        Scope.Symbol symbol = environment.scope().find(name);
        return symbol != null && symbol.kind() == Scope.Kind.STATE;
    }

    private Value output(Name name) {
        Scope.Symbol symbol = environment.scope().find(name.text());
        return symbol == null || symbol.value() == null ? Value.POISON : symbol.value();
    }

    // ---- parameters ------------------------------------------------------------------------------------------------

    private Value parameter(Members.ParamDecl param, Optional<Type> type, SharedParameters shared) {
        Optional<Start> start = param.item().start().flatMap(value -> start(value, type.orElse(null)));
        Optional<Boolean> exists = param.item().condition().isEmpty()
                ? Optional.of(true)
                : condition(param.item().condition().get());
        if (type.isEmpty() || exists.isEmpty()) {
            return Value.POISON;
        }
        if (type.get() instanceof Type.Token) {
            environment
                    .report()
                    .error(Code.WRONG_TYPE, param.item().type().span(), "a parameter is a matrix or a vector", "");
            return Value.POISON;
        }
        if (!exists.get()) {
            if (shared.has(param)) {
                shared.reportAbsent(param);
            }
            return new Value.Absent(type.get());
        }
        if (shared.has(param)) {
            return shared.share(param, type.get(), environment.layer());
        }
        String fileName = param.item().fileName().orElse(param.name()).text();
        Node node = environment
                .graph()
                .addParameter(environment.layer(), param.name().text(), fileName, type.get(), start);
        return new Value.Tensor(type.get(), node);
    }

    /**
     * How a parameter starts. At zero by the default of the cell is as if nothing were said: then a model's start has its
     * say, as {@code pytorch}'s of the forget gate of an {@code lstm} without a {@code forgetBias}.
     */
    private Optional<Start> start(Expr value, @Nullable Type type) {
        Optional<Start> start = new InitializerReader(environment).read(value, type);
        boolean byDefault = Subexpressions.of(value).stream()
                .anyMatch(part -> part instanceof Expr.Reference reference
                        && environment.isLeftOut(reference.name().text()));
        return start.filter(said -> !(byDefault && said.kind() == Start.Kind.CONSTANT && said.a() == 0));
    }

    private Optional<Boolean> condition(Expr expr) {
        Value value = environment.lower(expr);
        if (value instanceof Value.Bool bool) {
            return Optional.of(bool.value());
        }
        if (value != Value.POISON) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            expr.span(),
                            Quote.of(expr) + " is " + Value.describe(value) + ", not true or false",
                            "");
        }
        return Optional.empty();
    }

    private void checkStacking(
            Members.ParamDecl param,
            Type type,
            Map<String, Members.ParamDecl> stacked,
            Map<String, Type> stackedTypes) {
        String fileName = param.item().fileName().orElse(param.name()).text();
        Members.ParamDecl first = stacked.putIfAbsent(fileName, param);
        Type before = stackedTypes.putIfAbsent(fileName, type);
        if (first != null && !sameTail(before, type)) {
            environment
                    .report()
                    .error(
                            Code.STACKING,
                            param.name().span(),
                            Quote.of(param.name()) + " is " + type + " and "
                                    + Quote.of(first.name()) + " (line "
                                    + first.name().span().line() + ") is " + before
                                    + ": they cannot be stacked into one tensor " + Quote.of(fileName),
                            "parameters that share an `as` name differ in their first size only");
        }
    }

    private static boolean sameTail(Type a, Type b) {
        if (a instanceof Type.Matrix x && b instanceof Type.Matrix y) {
            return x.columns().equals(y.columns());
        }
        return a.getClass() == b.getClass();
    }

    // ---- states ----------------------------------------------------------------------------------------------------

    private void declareState(Members.StateDecl state) {
        Type type = types.read(state.item().type()).orElse(null);
        if (type != null && !type.isNumeric()) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            state.item().type().span(),
                            "state " + Quote.of(state.name()) + " is " + type + "; a state is a vector or a number",
                            "");
            type = null;
        }
        int index = -1;
        if (type != null) {
            String prefix = environment.layer().isEmpty() ? "" : environment.layer() + ".";
            Optional<Node> start = starts.of(state, type);
            if (start.isPresent() && axis().isTree()) {
                environment
                        .report()
                        .error(
                                Code.NO_TREE,
                                state.name().span(),
                                "state " + Quote.of(state.name())
                                        + " has a start of its own, and over a tree what is missing is zero",
                                "a leaf sees zeros in place of children: leave out the start");
            }
            index = environment
                    .graph()
                    .addState(prefix + state.name(), type.length(), axis(), environment.direction(), start);
            environment.ownState(index);
        }
        environment.scope().defineState(state.name(), type, index);
    }

    private Axis axis() {
        return environment
                .axis()
                .orElseGet(() -> environment.model().axes().all().get(0));
    }

    private void assignState(Members.EquationDecl equation, Scope.Symbol state, Value value) {
        if (state.type() == null) {
            environment.scope().assign(equation.name(), Value.POISON);
            return;
        }
        Type type = Value.typeOf(value);
        boolean fits = type != null && type.equals(state.type()) && value != Value.POISON;
        Value.Tensor tensor = fits ? environment.tensor(value) : null;
        if (tensor == null && value != Value.POISON) {
            environment
                    .report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            equation.value().span(),
                            "state " + Quote.of(equation.name()) + " is " + state.type() + " (line "
                                    + state.declaration().span().line() + "); its equation gives "
                                    + Value.describe(value),
                            "");
        } else if (tensor != null && !tensor.node().domain().isPerStep()) {
            environment
                    .report()
                    .error(
                            Code.MIXED_DOMAINS,
                            equation.value().span(),
                            "state " + Quote.of(equation.name()) + " has a value per step; its equation gives "
                                    + (tensor.node().domain().isOnce()
                                            ? "the same at every step"
                                            : tensor.node().domain().isPair()
                                                    ? "one for each step of two axes"
                                                    : "one per sequence"),
                            tensor.node().domain().isPair() ? "sumOverSteps(x) makes one per step" : "");
        } else if (environment.isPerChild(
                equation.value().span(), "the equation of state " + Quote.of(equation.name()), value)) {
            tensor = null;
        }
        // In place of a wrong value something of the right shape, so that other mistakes can still be found.
        Value.Tensor assigned = tensor != null && tensor.node().domain().isPerStep()
                ? tensor
                : new Value.Tensor(state.type(), environment.graph().previous(state.state()));
        Node own = environment.graph().defineState(state.state(), assigned.node());
        environment.scope().assign(equation.name(), new Value.Tensor(state.type(), own));
    }

    /** A token that the model gives is the chance of each to be it. */
    private Value token(Members.EquationDecl equation, Type.Token token, Value value) {
        boolean chances = value instanceof Value.Tensor tensor && tensor.node().op() instanceof Op.Softmax;
        boolean fits = chances && new Type.Vector(token.count()).equals(Value.typeOf(value));
        if (fits || value == Value.POISON) {
            return value;
        }
        environment
                .report()
                .error(
                        chances ? Code.SHAPE_MISMATCH : Code.WRONG_TYPE,
                        equation.value().span(),
                        Quote.of(equation.name()) + " is declared as " + token
                                + ", so its value is the chance of each of "
                                + token.count() + " tokens; it is " + Value.describe(value)
                                + (chances ? "" : ", and not what softmax gives"),
                        "end it in |> dense(" + token.count() + ") |> softmax");
        return Value.POISON;
    }

    // ---- equations with a type -------------------------------------------------------------------------------------

    private Value typed(Members.EquationDecl equation, Value value) {
        if (equation.type().isEmpty()) {
            return value;
        }
        TypeSyntax syntax = equation.type().get();
        if (syntax instanceof TypeSyntax.TokenType && environment.previous() == null) {
            environment.report().unavailable(syntax.span(), "an output of a cell that is a token", "");
            return Value.POISON;
        }
        Optional<Type> type = types.read(syntax);
        if (type.isPresent() && type.get() instanceof Type.Token token) {
            return token(equation, token, value);
        }
        if (type.isPresent() && value != Value.POISON && !type.get().equals(Value.typeOf(value))) {
            environment
                    .report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            equation.value().span(),
                            Quote.of(equation.name()) + " is declared as " + type.get() + "; its value is "
                                    + Value.describe(value),
                            "");
            return Value.POISON;
        }
        return value;
    }
}
