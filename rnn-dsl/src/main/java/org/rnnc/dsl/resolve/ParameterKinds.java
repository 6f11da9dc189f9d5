// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Finds what each parameter of a cell is, from its default and from how the cell uses it. */
public final class ParameterKinds {
    private final Set<String> sizes = new HashSet<>();
    private final Set<String> counts = new HashSet<>();
    private final Set<String> conditions = new HashSet<>();
    private final Set<String> called = new HashSet<>();

    private final Map<String, ParameterKind> passedOn = new HashMap<>();
    private final Function<String, Optional<CheckedCell>> cells;

    private ParameterKinds(Declaration.Cell cell, Function<String, Optional<CheckedCell>> cells) {
        this.cells = cells;
        cell.items().forEach(this::scan);
    }

    /** @param cells the sound cells in scope, for what is passed on to them */
    public static Map<String, ParameterKind> of(Declaration.Cell cell, Function<String, Optional<CheckedCell>> cells) {
        ParameterKinds use = new ParameterKinds(cell, cells);
        Map<String, ParameterKind> kinds = new HashMap<>();
        cell.parameters().forEach(parameter -> kinds.put(parameter.name().text(), use.kind(parameter)));
        return kinds;
    }

    private ParameterKind kind(Declaration.Parameter parameter) {
        String name = parameter.name().text();
        if (counts.contains(name)) {
            return ParameterKind.COUNT;
        }
        if (sizes.contains(name)) {
            return ParameterKind.SIZE;
        }
        if (called.contains(name) && !isNamesakeOfFunction(parameter)) {
            return ParameterKind.FUNCTION;
        }
        if (conditions.contains(name)) {
            return ParameterKind.BOOLEAN;
        }
        if (passedOn.containsKey(name)) {
            return passedOn.get(name);
        }
        return parameter.defaultValue().map(ParameterKinds::ofDefault).orElse(ParameterKind.NUMBER);
    }

    /** A number called like a function, which is what is meant where it is called: {@code zoneout(h, g, zoneout)}. */
    private static boolean isNamesakeOfFunction(Declaration.Parameter parameter) {
        return BuiltInFunction.find(parameter.name().text()).isPresent()
                && parameter
                        .defaultValue()
                        .filter(Expr.Number.class::isInstance)
                        .isPresent();
    }

    private static ParameterKind ofDefault(Expr value) {
        Name name = StageName.of(value);
        if (name == null) {
            return ParameterKind.NUMBER;
        }
        if (name.text().equals("true") || name.text().equals("false")) {
            return ParameterKind.BOOLEAN;
        }
        return BuiltInFunction.find(name.text()).isPresent() ? ParameterKind.FUNCTION : ParameterKind.NUMBER;
    }

    private void scan(Item item) {
        if (item instanceof Item.Input input) {
            input.declared().forEach(declared -> scanType(declared.type()));
        } else if (item instanceof Item.Param param) {
            scanType(param.type());
            param.condition().flatMap(ParameterKinds::name).ifPresent(conditions::add);
        } else if (item instanceof Item.State state) {
            scanType(state.type());
        } else if (item instanceof Item.Equation equation) {
            scanValue(equation.value());
        } else if (item instanceof Item.Output output) {
            output.value().ifPresent(this::scanValue);
            output.type().ifPresent(this::scanType);
        }
    }

    private void scanType(TypeSyntax type) {
        List<Expr> exprs = type instanceof TypeSyntax.VectorType vector
                ? List.of(vector.size())
                : type instanceof TypeSyntax.TokenType token
                        ? List.of(token.count())
                        : type instanceof TypeSyntax.MatrixType matrix
                                ? List.of(matrix.rows(), matrix.columns())
                                : List.of();
        for (Expr expr : exprs) {
            Subexpressions.of(expr).forEach(part -> name(part).ifPresent(sizes::add));
        }
    }

    private void scanValue(Expr value) {
        for (Expr expr : Subexpressions.of(value)) {
            if (expr instanceof Expr.Call call) {
                called.add(call.function().text());
                scanPassedOn(call);
            } else if (expr instanceof Expr.Repetition repetition) {
                Subexpressions.of(repetition.to()).forEach(part -> name(part).ifPresent(counts::add));
            } else if (expr instanceof Expr.Pipe pipe) {
                Optional.ofNullable(StageName.of(pipe.stage())).map(Name::text).ifPresent(called::add);
            }
        }
    }

    private void scanPassedOn(Expr.Call call) {
        boolean names = call.arguments().stream().anyMatch(argument -> argument.value() instanceof Expr.Reference);
        Optional<CheckedCell> cell = names ? cells.apply(call.function().text()) : Optional.empty();
        if (cell.isEmpty()) {
            return;
        }
        List<Declaration.Parameter> parameters = cell.get().definition().cell().parameters();
        for (int i = 0; i < call.arguments().size(); i++) {
            Expr.Argument argument = call.arguments().get(i);
            String parameter = argument.name()
                    .map(Name::text)
                    .orElse(i < parameters.size() ? parameters.get(i).name().text() : "");
            ParameterKind kind = cell.get().kinds().get(parameter);
            if (kind != null) {
                name(argument.value()).ifPresent(name -> passedOn.put(name, kind));
            }
        }
    }

    private static Optional<String> name(Expr expr) {
        return expr instanceof Expr.Reference reference
                ? Optional.of(reference.name().text())
                : Optional.empty();
    }
}
