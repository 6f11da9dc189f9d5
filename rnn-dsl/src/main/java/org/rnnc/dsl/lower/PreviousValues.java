// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.lower.cell.InitialStates;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.PreviousLowering;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.PreviousCall;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.TypeReader;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.Subexpressions;

/**
 * The values of a model that it looks back at with {@code previous(y)}: each is a state that starts from what is asked
 * for, and whose value is {@code y}. The state is there before {@code y} is, which may be made from it; so the type of
 * {@code y} may have to be assumed, and found right in the end.
 */
final class PreviousValues implements PreviousLowering {
    /** How often the model's own token stands in place of the target's. */
    static final String SAMPLING = "sampling";

    /** A state, with the place that asked for it first. */
    private record LookBack(Name name, Type type, Axis axis, int state, PreviousCall call) {}

    private record Key(String name, Optional<Node> start) {}

    private final Environment environment;
    private final FedBackTokens tokens;
    private final Map<String, Members.EquationDecl> equations = new HashMap<>();
    private final Map<String, Type> assumed;
    private final Map<Key, LookBack> all = new LinkedHashMap<>();
    private final Map<String, PreviousCall> unknown = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    /** The values of starts by where they stand: a layer in one is made once, whoever asks. */
    private final Map<Expr, Value> starts = new IdentityHashMap<>();
    /** What a value starts from where that is a word, by both: whoever looks back at it says the same. */
    private final Map<String, Optional<Node>> startsByWord = new HashMap<>();

    /** @param assumed types of values that are looked back at before they are computed */
    PreviousValues(Environment environment, Members members, ModelInterface data, Map<String, Type> assumed) {
        this.environment = environment;
        this.tokens = new FedBackTokens(environment, data);
        this.assumed = assumed;
        members.equations().forEach(equation -> equations.put(equation.name().text(), equation));
        taken.addAll(members.names().keySet());
    }

    static boolean areIn(Members members) {
        return members.expressions().stream()
                .flatMap(expression -> Subexpressions.of(expression).stream())
                .anyMatch(expr -> PreviousCall.of(expr).isPresent());
    }

    @Override
    public Value lower(PreviousCall call) {
        CallArguments arguments =
                new CallArguments(call.function(), List.of("value"), List.of("start", SAMPLING), environment.report());
        Map<String, Expr.Argument> bound = arguments.bind(call.arguments());
        if (!arguments.require("value", "previous(y)") || !arguments.sound()) {
            return Value.POISON;
        }
        Expr operand = arguments.value("value");
        if (!(operand instanceof Expr.Reference reference)) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            operand.span(),
                            "`previous` takes the name of a value; " + Quote.of(operand) + " has none",
                            "give it one: p = " + Quote.text(operand) + ", then previous(p)");
            return Value.POISON;
        }
        Name name = reference.name();
        if (environment.scope().find(name.text()) == null) {
            return environment.lower(operand);
        }
        Optional<Expr> start = Optional.ofNullable(bound.get("start")).map(Expr.Argument::value);
        Optional<Expr> sampling = Optional.ofNullable(bound.get(SAMPLING)).map(Expr.Argument::value);
        Optional<Axis> axis = axis(name, call);
        if (axis.isEmpty()) {
            return Value.POISON;
        }
        Optional<Type> declared = declaredType(name);
        if (declared.isPresent() && declared.get() instanceof Type.Token token) {
            return tokens.lower(name, token, axis.get(), start, sampling, call);
        }
        if (sampling.isPresent()) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            sampling.get().span(),
                            Quote.of(SAMPLING) + " is for tokens that are fed back, and " + environment.name(operand)
                                    + " is "
                                    + declared.map(Type::toString).orElse("no output that is declared as a token"),
                            "output " + name + ": token<30> = ..., of softmax, is fed back as a token");
            return Value.POISON;
        }
        Type type = type(name, start).orElse(null);
        if (type == null) {
            unknown.putIfAbsent(name.text(), call);
            return Value.POISON;
        }
        return isThereAtSteps(name, type, operand) ? previous(name, type, axis.get(), start, call) : Value.POISON;
    }

    /** Along which the value has steps: its own, else what is written beside it, else the only one. */
    private Optional<Axis> axis(Name name, PreviousCall call) {
        Optional<Axis> own = environment.scope().get(name.text()).value() instanceof Value.Tensor tensor
                ? tensor.node().domain().axis()
                : Optional.empty();
        Optional<Axis> axis = own.or(() -> Optional.ofNullable(equations.get(name.text()))
                        .flatMap(equation -> environment.model().axes().axis(equation.per())))
                .or(environment::axis);
        if (axis.isEmpty()) {
            List<Axis> all = environment.model().axes().all();
            environment
                    .report()
                    .error(
                            Code.MIXED_AXES,
                            call.span(),
                            "this model has the axes "
                                    + all.stream().map(Axis::name).collect(Collectors.joining(", "))
                                    + ", and it is not said along which " + Quote.of(name)
                                    + ", which is made from its own value before, has steps",
                            "output " + name + ": ... per step of "
                                    + all.get(all.size() - 1).name() + " = ...");
        } else if (axis.get().isTree()) {
            environment
                    .report()
                    .error(
                            Code.NO_TREE,
                            call.span(),
                            "a node of " + Quote.of(axis.get().name()) + " has no step before it",
                            "the states of a cell look at children: h[left] and h[right], or sum(h[child])");
            return Optional.empty();
        }
        return axis;
    }

    private Value previous(Name name, Type type, Axis axis, Optional<Expr> start, PreviousCall call) {
        Optional<Node> value = start.flatMap(expr -> InitialStates.isWord(expr, environment)
                ? startsByWord.computeIfAbsent(name + " " + Quote.text(expr), key -> startOf(name, type, expr))
                : startOf(name, type, expr));
        LookBack lookBack = all.computeIfAbsent(new Key(name.text(), value), key -> {
            int state =
                    environment.graph().addState(unique(name.text()), type.length(), axis, Direction.FORWARD, value);
            return new LookBack(name, type, axis, state, call);
        });
        // While types are assumed it can be another one than that of the value.
        return new Value.Tensor(lookBack.type(), environment.graph().previous(lookBack.state()));
    }

    private Optional<Node> startOf(Name name, Type type, Expr expr) {
        return new InitialStates(environment, environment, Map.of(), this::start).ofValue(name, type, expr);
    }

    private Value start(Expr expr) {
        Value known = starts.get(expr);
        if (known == null) {
            known = environment.lower(expr);
            starts.put(expr, known);
        }
        return known;
    }

    /**
     * The state of a value bears its name, but that of an input {@code x}, which may have a gradient of its own, is
     * {@code x.previous}; that of another start has a number, too.
     */
    private String unique(String name) {
        boolean first = all.keySet().stream().noneMatch(key -> key.name().equals(name));
        boolean input = environment.scope().get(name).kind() == Scope.Kind.INPUT;
        String base = input ? name + "." + PreviousCall.NAME : name;
        String state = base;
        taken.add(base);
        for (int i = 2; !first && !taken.add(state); i++) {
            state = base + i;
        }
        return state;
    }

    // ---- types -----------------------------------------------------------------------------------------------------

    private Optional<Type> type(Name name, Optional<Expr> start) {
        Value value = environment.scope().get(name.text()).value();
        if (value != null) {
            return Optional.ofNullable(Value.typeOf(value));
        }
        return declaredType(name).or(() -> ofStart(start)).or(() -> Optional.ofNullable(assumed.get(name.text())));
    }

    private Optional<Type> declaredType(Name name) {
        return Optional.ofNullable(equations.get(name.text()))
                .flatMap(Members.EquationDecl::type)
                .flatMap(type -> new TypeReader(
                                environment.scope(), new ErrorReporter(new Diagnostics()), environment.placeholders())
                        .read(type));
    }

    /** A start that is a vector tells the size of the value. */
    private Optional<Type> ofStart(Optional<Expr> start) {
        boolean word =
                start.filter(expr -> InitialStates.isWord(expr, environment)).isPresent();
        return start.filter(expr -> !word).map(this::start).map(Value::typeOf).filter(Type.Vector.class::isInstance);
    }

    private boolean isThereAtSteps(Name name, Type type, Expr operand) {
        if (type instanceof Type.Token) {
            environment
                    .report()
                    .unavailable(
                            operand.span(),
                            "looking back at a token",
                            "look back at numbers made of it: e = " + name + " |> embedding(8), then previous(e)");
            return false;
        }
        Value value = environment.scope().get(name.text()).value();
        boolean atSteps = value == null
                || value == Value.POISON
                || value instanceof Value.Tensor tensor
                        && tensor.node().domain().isPerStep();
        if (!atSteps) {
            environment
                    .report()
                    .error(
                            Code.MIXED_DOMAINS,
                            operand.span(),
                            environment.name(operand) + " is no value per step, so there is none of the step before",
                            "");
        }
        return atSteps && type.isNumeric();
    }

    // ---- when all values are known ---------------------------------------------------------------------------------

    /**
     * Corrects {@code types} by what the values turned out to be; a value of which nothing is known is assumed to be a
     * number, which goes with everything. What cannot be found that way is taken out.
     *
     * @return whether another attempt may find more
     */
    boolean improve(Map<String, Type> types) {
        boolean changed = false;
        for (String name : unknown.keySet()) {
            changed |= types.putIfAbsent(name, Type.SCALAR) == null;
        }
        for (LookBack lookBack : all.values()) {
            String name = lookBack.name().text();
            Type type = Value.typeOf(valueOf(lookBack.name()));
            if (type == null) {
                types.remove(name);
            } else {
                changed |= types.replace(name, type) != type && !type.equals(lookBack.type());
            }
        }
        return changed;
    }

    private Value valueOf(Name name) {
        Scope.Symbol symbol = environment.scope().find(name.text());
        return symbol == null || symbol.value() == null ? Value.POISON : symbol.value();
    }

    /** Gives each state its value of this step; reports those that have none that fits. */
    void define() {
        tokens.define(this::valueOf);
        for (LookBack lookBack : all.values()) {
            Value value = valueOf(lookBack.name());
            Type type = Value.typeOf(value);
            boolean fits = lookBack.type().equals(type)
                    && value instanceof Value.Tensor tensor
                    && tensor.node().domain().isPerStep();
            if (fits) {
                define(lookBack, ((Value.Tensor) value).node());
            } else if (!environment.report().failed()) {
                misfit(lookBack.call(), lookBack.name(), value);
            }
        }
        unknown.forEach((name, call) -> {
            if (!environment.report().failed()) {
                misfit(call, Objects.requireNonNull(equations.get(name), name).name(), Value.POISON);
            }
        });
    }

    /** The tokens that are fed back. */
    FedBackTokens tokens() {
        return tokens;
    }

    /** Where the model looks back by way of this state, if it does. */
    Optional<SourceSpan> placeOf(int state) {
        return all.values().stream()
                .filter(lookBack -> lookBack.state() == state)
                .findFirst()
                .map(lookBack -> lookBack.call().span())
                .or(() -> tokens.placeOf(state));
    }

    /** That it is looked back at changes nothing of a value: a start of its own belongs to a copy. */
    private void define(LookBack lookBack, Node value) {
        boolean starts =
                environment.graph().states().get(lookBack.state()).start().isPresent();
        Node definition = starts ? environment.builder().copy(value, lookBack.axis()) : value;
        environment.graph().defineState(lookBack.state(), definition);
    }

    private void misfit(PreviousCall call, Name name, Value value) {
        boolean once =
                value instanceof Value.Tensor tensor && !tensor.node().domain().isPerStep()
                        || value instanceof Value.Constant;
        environment
                .report()
                .error(
                        once ? Code.MIXED_DOMAINS : Code.SHAPE_MISMATCH,
                        call.span(),
                        once
                                ? Quote.of(name) + " is no value per step, so there is none of the step before"
                                : "the size of " + Quote.of(name)
                                        + ", which is made from its own value before, is not clear",
                        once ? "" : "say what it is: output " + name + ": vector<8> = ..., or start it from a vector");
    }
}
