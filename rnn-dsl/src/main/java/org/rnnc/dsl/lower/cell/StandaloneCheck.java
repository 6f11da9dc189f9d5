// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.Optional;
import java.util.function.Function;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.Instance;
import org.rnnc.dsl.lower.context.Lowering;
import org.rnnc.dsl.lower.context.ModelAxes;
import org.rnnc.dsl.lower.context.ModelContext;
import org.rnnc.dsl.lower.context.StateDirections;
import org.rnnc.dsl.resolve.Cells;
import org.rnnc.dsl.resolve.CheckedCell;
import org.rnnc.dsl.resolve.LayerNames;
import org.rnnc.dsl.resolve.MemberReader;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.ParameterKind;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.FunctionUse;
import org.rnnc.dsl.resolve.type.Placeholders;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.TypeReader;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.TypeSyntax;

/**
 * Checks a cell by itself, used or not: applies it with stand-ins for its sizes. These differ from each other and from
 * whatever a cell is likely to write, so that sizes agree only where they must; messages show the cell's own words.
 */
final class StandaloneCheck {
    /** Distinct primes times this are whole after division by small numbers. */
    private static final int DIVISIBLE = 720;

    private static final int[] PRIMES = {7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67};

    /** How often something is repeated: so few that all of it is checked, and divisors of {@link #DIVISIBLE}. */
    private static final int[] COUNTS = {5, 6, 8, 9};

    private final CheckedCell cell;
    private final Environment environment;
    private int stands;
    private int counts;
    private int others;

    StandaloneCheck(CheckedCell cell, Cells cells, Function<Environment, Lowering> lowering, ErrorReporter report) {
        this.cell = cell;
        LayerNames layers = new LayerNames(
                cell.members(), name -> cells.isCell(cell.definition().file(), name), report);
        this.environment = new Environment(
                new ModelContext(new Placeholders(true), ModelAxes.ofCell()),
                cells,
                lowering,
                new Instance(
                        cell.definition().file(), "", layers, Direction.FORWARD, Optional.of(Axis.OF_CELL), report));
    }

    /** Whether the cell's output has a value, or may have one with other sizes; mistakes are reported. */
    boolean check() {
        cell.definition().cell().parameters().forEach(this::bind);
        for (Name size : cell.members().freeSizes().values()) {
            environment.scope().define(Scope.Kind.SIZE, size, standIn(size));
        }
        TypeReader types = new TypeReader(environment.scope(), environment.report(), environment.placeholders());
        for (Members.InputDecl input : cell.members().inputs()) {
            Optional<Type> type = types.read(input.type());
            if (input.type() instanceof TypeSyntax.MatrixType) {
                environment.report().unavailable(input.type().span(), "a matrix as input", MemberReader.NO_MATRIX);
                type = Optional.empty();
            }
            int index = cell.members().inputs().indexOf(input);
            Domain domain = domain(input);
            Value value = type.<Value>map(
                            t -> new Value.Tensor(t, environment.builder().input(index, t.shape(), domain)))
                    .orElse(Value.POISON);
            environment.scope().define(Scope.Kind.INPUT, input.name(), value);
        }
        boolean defined = new MemberLowering(environment, new InitialStates(environment))
                        .lowerCell(
                                cell.members(),
                                SharedParameters.none(
                                        environment, cell.definition().cell().name()))
                != Value.POISON;
        if (!environment.report().failed()) {
            new StateDirections(environment.graph())
                    .check(cell.definition().cell().name(), environment.report());
        }
        return defined || environment.placeholders().isLeftOpen();
    }

    /** An axis that the cell gives a name is another than the one that it runs along. */
    private Domain domain(Members.InputDecl input) {
        Domain own = input.inCell(environment.report());
        if (input.over().isEmpty()) {
            return own;
        }
        Name name = input.over().get();
        Axis axis = environment.other(name).orElseGet(() -> new Axis(++others, name.text()));
        environment.other(name, axis);
        return Domain.step(axis);
    }

    private void bind(Declaration.Parameter parameter) {
        ParameterKind kind = cell.kind(parameter.name());
        Optional<Value> given = parameter
                .defaultValue()
                .map(value -> CellArguments.evaluate(environment, kind, parameter.name(), value, true));
        Value value = switch (kind) {
            case SIZE -> standIn(parameter.name());
            case COUNT ->
                new Value.Constant(
                        COUNTS[counts++ % COUNTS.length], parameter.name().text());
            case NUMBER -> given.orElseGet(() -> standIn(parameter.name()));
            case BOOLEAN -> new Value.Bool(true);
            case FUNCTION ->
                given.orElseGet(() -> new Value.Activation(
                        new FunctionUse(BuiltInFunction.find("tanh").orElseThrow())));
        };
        environment.scope().define(Scope.Kind.SIZE, parameter.name(), value);
    }

    private Value standIn(Name name) {
        return new Value.Constant((double) DIVISIBLE * PRIMES[stands++ % PRIMES.length], name.text());
    }
}
